"""Every page, filled to what the limits of the program allow, weighs less than 100 kB."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.looks import PAGE_EVENTS
from generation import browsing
from generation.batch.reading import MOST_LINES
from generation.finding.marking import LONGEST, MOST
from generation.iterating.services import VARIATIONS
from generation.links import MOST_LIVE
from generation.models import (
    GeneratedSVG,
    Origin,
    RequestTag,
    SnowflakeStage,
    StageFinding,
    Status,
    SVGGenerationRequest,
)
from generation.snowflake.records import StageFile
from generation.validators import FILENAME, PROMPT
from tests import factories
from tests.weighing import MOST_BYTES, weigh, weight_of

MODEL = "claude-sonnet-4-5"
# As long as it may be, with marks that HTML writes in five or six letters.
LONG_PROMPT = ('It\'s "the" red house, ' * 50)[: PROMPT.maximum]
LONG_NAME = ("a-house-with-two-trees-" * 12)[: FILENAME.maximum]
TAGS = [f"{n:03} {'autumn sale ' * 4}"[:LONGEST].strip() for n in range(190)]

IsLight = Callable[..., None]


@pytest.fixture
def is_light(client: Client, staff: User, stage: SnowflakeStage) -> IsLight:
    """Holds the page of this name to the limit, as who is signed in: `staff` at first.

    In German, whose words are longer.
    """
    client.force_login(staff)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"

    def check(name: str, *args: object, query: str = "") -> None:
        weight = weigh(client, reverse(name, args=args) + query)
        assert weight <= MOST_BYTES, f"{name}{query} weighs {weight:,} bytes"

    return check


def make(owner: User, number: int = 1, **values: Any) -> list[SVGGenerationRequest]:
    """Requests with a picture each, unless they are of another status."""
    told = {"prompt_text": LONG_PROMPT, "filename": LONG_NAME, "status": Status.COMPLETED, **values}
    made = factories.RequestFactory.create_batch(number, owner=owner, **told)
    for request in made:
        if told["status"] == Status.COMPLETED:
            factories.GeneratedSVGFactory.create(request=request)
    return made


def tag(owner: User, requests: list[SVGGenerationRequest]) -> None:
    """As many as each may have, so that all are in use."""
    RequestTag.objects.bulk_create(
        RequestTag(request=request, owner=owner, name=TAGS[(at * MOST + n) % len(TAGS)])
        for at, request in enumerate(requests)
        for n in range(MOST)
    )


@pytest.mark.parametrize("view", ["", "list"])
def test_a_history_with_190_tags(is_light: IsLight, client: Client, staff: User, view: str) -> None:
    made = make(staff, 30, brief={"told_before": [LONG_PROMPT]}, is_favourite=True)
    tag(staff, made)
    RequestTag.objects.filter(name=TAGS[0]).delete()
    RequestTag.objects.bulk_create(
        RequestTag(request=request, owner=staff, name=TAGS[0]) for request in made
    )
    filters = f"&q=house&model={MODEL}&status=completed&tag={TAGS[0]}&favourite=1&origin=new"

    for query in (f"?view={view}", f"?view={view}{filters}&from=2020-01-01&to=2100-01-01"):
        is_light("history", query=query)
        page = client.get(reverse("history") + query).context["page"]
        assert len(page.rows) == 20 and not page.is_whole


def test_the_pages_of_a_request_with_all_it_can_have(is_light: IsLight, staff: User) -> None:
    first, parent = make(staff, 2)
    for _ in range(5):
        first, parent = parent, *make(staff, parent=parent, origin=Origin.REFINED)
    make(staff, 20, parent=parent, origin=Origin.REFINED)
    tag(staff, [parent, *make(staff, 10)])
    opened = {"opened": 3, "last_opened_at": timezone.now()}
    factories.StageLinkFactory.create_batch(MOST_LIVE, svg=parent.svgs.get(), **opened)

    make(staff, 80, parent=first, origin=Origin.REFINED)
    for name in ("request", "links", "colours", "family"):
        is_light(name, parent.pk)
    is_light("versions", parent.pk, first.pk)


@pytest.mark.parametrize(
    "line",
    ["a red house and a green tree " * 5, LONG_PROMPT.replace('"', "'")[:990], "é " * 1000],
    ids=["150 letters", "longest", "too long"],
)
def test_the_preview_of_a_long_table(is_light: IsLight, client: Client, line: str) -> None:
    text = "prompt,model\n" + "".join(f'"{n:02} {line}",{"m" * 60}\n' for n in range(MOST_LINES))
    data = {"selected_model": MODEL, "stage_name": "SVG_STAGE", "submission_key": "k", "text": text}

    for page in ("1", "4"):
        weight = weight_of(client.post(reverse("batch"), {**data, "page": page}).content)
        assert weight <= MOST_BYTES


@pytest.mark.parametrize(
    ("origin", "number"), [(Origin.BATCH, MOST_LINES), (Origin.VARIATION, max(VARIATIONS))]
)
@pytest.mark.parametrize("status", Status.values)
def test_a_group_with_all_its_members(
    is_light: IsLight, client: Client, staff: User, origin: str, number: int, status: str
) -> None:
    key = uuid4()
    long = {"error_message": "It did not work out. " * 50}
    make(staff, number, group=key, origin=origin, status=status, **long)

    is_light("group", key)
    is_light("group", key, query="?page=4")


def test_the_source_of_a_large_picture(is_light: IsLight, staff: User) -> None:
    (request,) = make(staff)
    shape = f'<path d="{"M0 0L1 1" * 250}" fill="#aabbcc" stroke="#112233"></path>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{shape * 100}</svg>'
    GeneratedSVG.objects.update(svg_content=svg)

    is_light("source", request.pk)


def test_the_form_with_many_templates_styles_and_models(is_light: IsLight, staff: User) -> None:
    choice = {"type": "choice", "choices": [f"choice {n} of these" for n in range(30)]}
    variables = [{"name": f"v{n}", "label": "A label " * 5, **choice} for n in range(8)]
    version = factories.PromptTemplateVersionFactory.create(
        text=" ".join(f"{{v{n}}}" for n in range(8)), variables=variables
    )
    for _ in range(60):
        told = {"label": "The icon of a thing " * 4, "description": "What it is for " * 13}
        factories.PromptTemplateVersionFactory.create(
            template=factories.PromptTemplateFactory.create(**told)
        )
    factories.StylePresetFactory.create_batch(30, label="Style of some length " * 2)
    factories.CortexModelFactory.create_batch(20)
    again = make(staff, 8, brief={"told_before": [LONG_PROMPT]})[0]

    for query in ("", f"?template={version.template_id}", f"?again={again.pk}"):
        is_light("submit", query=query)
    is_light("batch")
    is_light("request", again.pk)


def test_tokens_files_and_what_is_kept(is_light: IsLight, staff: User) -> None:
    factories.ApiTokenFactory.create_batch(60, owner=staff, name="weekly report " * 4)
    long = {"title": "Requests " * 20, "error_message": "It did not work out. " * 20}
    factories.ExportJobFactory.create_batch(40, owner=staff, status="failed", **long)
    factories.UserSessionFactory.create_batch(40, owner=staff)
    for request in make(staff, PAGE_EVENTS + 5):
        factories.AccessEventFactory.create(
            actor_id=str(request.created_at.microsecond),
            actor_name="somebody with a long name " * 5,
            subject_owner_id=str(staff.pk),
            resource_label="generation.SVGGenerationRequest",
            resource_id=str(request.pk),
            action="reveal.open",
            context={"reason": "They asked for help. " * 15},
        )

    for name in ("tokens", "exports", "my-data", "preferences", "password_change"):
        is_light(name)


def test_many_comparisons(is_light: IsLight, staff: User) -> None:
    for n in range(30):
        (request,) = make(staff, selected_model=f"model-{n}", origin=Origin.COMPARED, group=uuid4())
        factories.VoteFactory.create(request=request, group=request.group)

    is_light("comparisons")


@pytest.fixture
def crowded(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of the stage with the longest names."""
    now = timezone.now()
    made = make(staff, browsing.PAGE_SIZE)
    files = [StageFile(request.stage_path, 100, "a" * 32, now) for request in made]
    page = browsing.Page(files, f"{now.date()}~{now.isoformat()}~{LONG_NAME}", now, 0)
    monkeypatch.setattr("generation.views.stages.browse", lambda *_, **__: page)


@pytest.mark.parametrize("role", ["user", "admin"])
def test_a_full_stage(is_light: IsLight, client: Client, crowded: None, role: str) -> None:
    if role == "admin":
        client.force_login(factories.UserFactory.create(role=role))

    is_light("stage", "SVG_STAGE", query=f"?name={LONG_NAME}&day=2026-11-20")


def test_many_stages_and_many_findings_on_one(
    is_light: IsLight, client: Client, staff: User, admin_user: User
) -> None:
    client.force_login(admin_user)
    for n in range(40):
        factories.SnowflakeStageFactory.create(stage_name=f"STAGE_{n}", comment="For icons. " * 20)
    check = factories.StageCheckFactory.create(status="done")
    long = {"detail": "It differs. " * 20, "message": "It could not be mended. " * 10}
    for kind in StageFinding.Kind:
        for _ in range(30):
            location = f"@SVGSITE.PUBLIC.SVG_STAGE/2026/11/20/{uuid4()}/{LONG_NAME}.svg"
            factories.StageFindingFactory.create(
                check_run=check, kind=kind, location=location, owner=staff, state="failed", **long
            )

    is_light("stages")
    for query in ("", *(f"?kind={kind}" for kind in StageFinding.Kind)):
        is_light("stage-check", check.pk, query=query)
