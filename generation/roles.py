"""The four groups and what each may do; made after every migrate, so that they are always whole."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from auditing.access import ADMIN, MANAGER, SYSTEM, USER
from auditing.recording import record_event
from auditing.signals import told_by_caller

# What administrators keep for all: styles and shared prompts.
CATALOGUE_MODELS = ("stylepreset", "prompttemplate", "prompttemplateversion")

GENERATION_MODELS = (
    "figureday",
    "dailyrequests",
    "dailyanswers",
    "dailytimings",
    "dailycaches",
    "usersession",
    "svggenerationrequest",
    "generatedsvg",
    "apitoken",
    "cortexresponse",
    "snowflakequery",
    "snowflakestage",
    "temporarytable",
    "cortexmodel",
    *CATALOGUE_MODELS,
    "budget",
    "partialpicture",
    "requesttag",
    "vote",
    "stagelink",
    "stagecheck",
    "stagefinding",
)

RETENTION_MODELS = ("retentionpolicy", "legalhold", "retentionrun")

# role → permissions, as app_label.codename
PERMISSIONS: dict[str, tuple[str, ...]] = {
    USER: ("generation.submit_request",),
    MANAGER: ("generation.submit_request", "auditing.view_reports"),
    ADMIN: (
        "generation.submit_request",
        "auditing.view_reports",
        "auditing.view_everything",
        "auditing.view_accessevent",
        "auditing.view_auditanchor",
        "auditing.view_auditverification",
        "auditing.view_errorgroup",
        "auditing.view_errorinfo",
        "auditing.settle_error",
        "auditing.view_logentry",
        "auditing.view_performancemetrics",
        "auditing.view_cachemetrics",
        "auditing.view_cacheversion",
        "auditing.view_metricthreshold",
        "auditing.change_metricthreshold",
        "auditing.view_exportjob",
        "auditing.view_erasure",
        "auditing.view_reportsubscription",
        "auditing.manage_retention",
        *(f"auditing.view_{model}" for model in RETENTION_MODELS),
        *(f"generation.view_{model}" for model in GENERATION_MODELS),
        "generation.change_cortexmodel",
        "generation.add_cortexmodel",
        *(f"generation.change_{model}" for model in CATALOGUE_MODELS[:2]),
        *(f"generation.add_{model}" for model in CATALOGUE_MODELS),
        *(f"generation.{verb}_budget" for verb in ("add", "change", "delete")),
        "generation.change_usersession",
        "generation.change_snowflakestage",
        "auditing.view_accesscontrol",
        "auditing.change_accesscontrol",
        "auditing.view_reveal",
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
        "auth.view_group",
        "django_q.view_schedule",
        "django_q.view_ormq",
    ),
    SYSTEM: ("generation.view_temporarytable", "generation.change_temporarytable"),
}


@transaction.atomic
@told_by_caller()
def create_roles(**_: Any) -> None:
    """Make each group and give it exactly its permissions (a post_migrate receiver).

    A group that stood and differs is an event: another release, or a change by hand undone.
    """
    for role, names in PERMISSIONS.items():
        group, created = Group.objects.get_or_create(name=role)
        changes = _set_permissions(group, set(_permissions(names)))
        if changes and not created:
            record_event(by=None, action="group.define", resource=group, context=changes)


def _set_permissions(group: Group, wanted: set[Permission]) -> dict[str, list[str]]:
    before = set(group.permissions.all())
    group.permissions.set(wanted)
    changes = {"added": wanted - before, "removed": before - wanted}
    return {verb: sorted(map(str, those)) for verb, those in changes.items() if those}


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))
