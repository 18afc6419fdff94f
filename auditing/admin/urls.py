"""Auditing's pages of the admin that are no model's."""

from auditing.admin import errors, exports, persons, reports, retention, verifying
from auditing.admin.pages import AdminPage

PAGES: list[AdminPage] = [
    *exports.PAGES,
    *reports.PAGES,
    *retention.PAGES,
    *verifying.PAGES,
    *errors.PAGES,
    *persons.PAGES,
]
