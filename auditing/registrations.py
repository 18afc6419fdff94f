"""What makes itself known when it is imported: sources of exports, copies, preparations."""

from auditing.exports import copies, lists, purged, services
from auditing.exports.sources import Source, register
from auditing.persons import exporting as persons
from auditing.persons.erasing import register_preparation
from auditing.reports import exporting as report
from auditing.reports.monthly import tell

__all__ = ["copies", "lists", "persons", "purged"]

FORMATS = ("csv", "xlsx", "json", "pdf")
register(Source(report.NAME, report.TITLE, FORMATS, report.may_export, report.content, tell))

register_preparation(services.end_exports_of)
