"""Saving a template: each change of its words is a new version, and on record."""

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.recording import record_event
from generation.models import PromptTemplate, PromptTemplateVersion
from generation.permissions import require
from generation.templating.lines import read_lines
from generation.templating.variables import Variable, check_template

MAY_CHANGE = "generation.change_prompttemplate"


@transaction.atomic
def save_template(
    template: PromptTemplate, *, by: User, text: str, variables: tuple[Variable, ...]
) -> PromptTemplateVersion:
    """Save the template; where text or variables differ from the newest version, make another.

    Raises:
        PermissionDenied: `by` may not change templates.
        ValidationError: for `text` or `variables`.
    """
    require(by, MAY_CHANGE, action="template.change")
    check_template(text, variables)
    template.save()
    # Two who save at once wait for each other here, so that both get a number of their own.
    PromptTemplate.objects.select_for_update().get(pk=template.pk)
    told = [variable.as_json() for variable in variables]
    version = template.newest
    if version is None or (version.text, version.variables) != (text, told):
        version = PromptTemplateVersion.objects.create(
            template=template, number=_next(template), text=text, variables=told, made_by=by
        )
    context = {"version": version.number, "is_offered": template.is_offered}
    record_event(by=by, action="template.change", resource=template, context=context)
    return version


def _next(template: PromptTemplate) -> int:
    return (template.versions.aggregate(last=Max("number"))["last"] or 0) + 1


class Seed(NamedTuple):
    name: str
    label: str
    description: str
    text: str
    variables: str
    labels: tuple[str, ...]  # of its variables, once more for the translators


SEEDS = (
    Seed(
        "icon",
        _("Icon of a thing"),
        _("One thing in one colour, for a page or a slide"),
        "An icon of {thing}, seen from {side}, in {colour}, centred with an even margin",
        "thing | What | text | | a lighthouse\n"
        "side | Seen from | choice | the front, the side, above | the front\n"
        "colour | Colour | colour | | #1d4fd7",
        (_("What"), _("Seen from"), _("Colour")),
    ),
    Seed(
        "team-badge",
        _("Team badge"),
        _("A round badge for a team or an event"),
        "A round badge with {animal} in the middle and {stars} stars around it, on {colour}",
        "animal | In the middle | text | | a fox\n"
        "stars | How many stars | number | | 5\n"
        "colour | Ground | colour | | #0f766e",
        (_("In the middle"), _("How many stars"), _("Ground")),
    ),
    Seed(
        "banner",
        _("Banner with room for words"),
        _("For a newsletter: things on one side, room on the other"),
        "A wide {season} banner with {thing} on the {side} and calm empty space beside it",
        "season | Season | choice | spring, summer, autumn, winter | spring\n"
        "thing | What | text | | three flowers\n"
        "side | Where | choice | left, right | left",
        (_("Season"), _("What"), _("Where")),
    ),
)


for _seed in SEEDS:
    for _text in (_seed.label, _seed.description, *_seed.labels):
        keep(_text)


def seed_templates(**more: Any) -> None:
    """Add the templates that are missing, each with its first version (after every migrate)."""
    for seed in SEEDS:
        template, created = PromptTemplate.objects.get_or_create(
            name=seed.name, defaults={"label": seed.label, "description": seed.description}
        )
        if created:
            variables = [variable.as_json() for variable in read_lines(seed.variables)]
            PromptTemplateVersion.objects.create(
                template=template, number=1, text=seed.text, variables=variables
            )
