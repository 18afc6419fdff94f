"""Retention's pages: policies, holds, purges. Managers look, admins change."""

from django.utils.translation import gettext_lazy as _

from auditing.admin.pages import AdminPage
from auditing.admin.retention import holds, policies, purges

LOOK, CHANGE = "auditing.view_reports", "auditing.manage_retention"
POLICY, RUN = "retention/policies/<slug:data_class>/", "retention/purges/<uuid:run_id>/"
HOLDS = "retention/holds/"
ABOUT_RETENTION = _("How long things are kept, and what is overdue.")
ABOUT_PURGES = _("What was deleted, and its certificates.")
ABOUT_HOLDS = _("Matters that keep rows from being deleted.")

PAGES = [
    AdminPage("retention/", "retention", policies.overview, LOOK, _("Retention"), ABOUT_RETENTION),
    AdminPage(POLICY, "retention-policy", policies.policy, LOOK),
    AdminPage(f"{POLICY}change/", "retention-policy-change", policies.change, CHANGE),
    AdminPage("retention/approve/<int:policy_id>/", "retention-approve", policies.approve, CHANGE),
    AdminPage("retention/refuse/<int:policy_id>/", "retention-refuse", policies.refuse, CHANGE),
    AdminPage(HOLDS, "retention-holds", holds.holds, CHANGE, _("Legal holds"), ABOUT_HOLDS),
    AdminPage(f"{HOLDS}<uuid:hold_id>/lift/", "retention-hold-lift", holds.lift, CHANGE),
    AdminPage(
        "retention/purges/", "retention-purges", purges.purges, LOOK, _("Purges"), ABOUT_PURGES
    ),
    AdminPage("retention/purges/start/", "retention-purge-start", purges.start, CHANGE),
    AdminPage(RUN, "retention-purge", purges.purge, LOOK),
    AdminPage(f"{RUN}approve/", "retention-purge-approve", purges.approve, CHANGE),
    AdminPage(f"{RUN}refuse/", "retention-purge-refuse", purges.refuse, CHANGE),
    AdminPage(f"{RUN}cancel/", "retention-purge-cancel", purges.cancel, CHANGE),
    AdminPage(f"{RUN}certificate.pdf", "retention-certificate-pdf", purges.pdf, LOOK),
    AdminPage(f"{RUN}certificate.json", "retention-certificate-json", purges.json, LOOK),
]
