"""Generation's pages of the admin that are no model's."""

from django.utils.translation import gettext_lazy as _

from auditing.admin.pages import AdminPage
from generation.admin.dashboard import dashboard
from generation.admin.is_this_ours import is_this_ours
from generation.admin.reveal import end_reveal, reveal
from generation.admin.search import search
from generation.admin.timeline import timeline

EVERYTHING = "auditing.view_everything"

PAGES: list[AdminPage] = [
    AdminPage(
        "dashboard/",
        "dashboard",
        dashboard,
        "auditing.view_reports",
        title=_("Dashboard"),
        description=_("How much is asked for, how well it goes, what it takes and costs."),
    ),
    AdminPage(
        "is-this-ours/",
        "is-this-ours",
        is_this_ours,
        EVERYTHING,
        _("Is this ours?"),
        _("Give a file, get its request: also of a picture that was altered."),
    ),
    AdminPage("search/", "search", search, EVERYTHING),
    AdminPage("reveal/<uuid:request_id>/", "reveal", reveal, EVERYTHING),
    AdminPage("reveal/<uuid:request_id>/end/", "end-reveal", end_reveal, EVERYTHING),
    AdminPage("timeline/<uuid:request_id>/", "timeline", timeline, EVERYTHING),
]
