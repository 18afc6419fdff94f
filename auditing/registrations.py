"""What makes itself known when it is imported: sources of exports, copies, preparations."""

from auditing.exports import copies, lists, services
from auditing.persons import exporting as persons
from auditing.persons.erasing import register_preparation
from auditing.reports import exporting as reports

__all__ = ["copies", "lists", "persons", "reports"]

register_preparation(services.end_exports_of)
