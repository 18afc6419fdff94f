"""Generation's pages of the admin that are no model's."""

from auditing.admin.pages import AdminPage
from generation.admin.search import search
from generation.admin.timeline import timeline

EVERYTHING = "auditing.view_everything"

PAGES: list[AdminPage] = [
    AdminPage("search/", "search", search, EVERYTHING),
    AdminPage("timeline/<uuid:request_id>/", "timeline", timeline, EVERYTHING),
]
