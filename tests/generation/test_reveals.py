"""An admin without a reveal never receives what somebody else wrote; with one, for 15 minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing import reveals
from auditing.models import AccessEvent, Reveal
from generation import api_tokens
from generation.concealing import LABEL, without_quotes
from generation.models import Status
from tests import factories

pytestmark = pytest.mark.django_db

PROMPT = "a Canarybird over the secret harbour at dawn"
WORDS = ("Canarybird", "secret harbour", "Answerbird", "Receiptbird", "Errorbird", "Drawnbird")
WHY = "the owner asked for help with it"


@pytest.fixture
def svg(settings: Any) -> Any:
    """A request whose every text holds a word that stands nowhere else."""
    request = factories.RequestFactory.create(
        prompt_text=PROMPT,
        filename="plain-name",
        status=Status.COMPLETED,
        error_message="Could not read: over the secret harbour at",
    )
    factories.CortexResponseFactory.create(
        request=request,
        content="<svg>Answerbird</svg>",
        error_message="Errorbird",
        not_drawn=["Drawnbird"],
        processing_errors=["Errorbird"],
    )
    factories.PipelineStepFactory.create(request=request, detail="no Canarybird over the secret")
    factories.StatusChangeFactory.create(request=request, why="over the secret harbour")
    entry = {"code": "css_rule", "what": "Receiptbird", "where": "", "why": "", "count": 1}
    return factories.GeneratedSVGFactory.create(request=request, receipt=[entry])


def admin_url(row: Any, view: str = "change") -> str:
    args = [row.pk] if view != "changelist" else []
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=args)


def addresses(svg: Any) -> list[str]:
    request, response = svg.request, svg.request.responses.get()
    rows = [request, response, svg]
    return [
        *(admin_url(row, view) for row in rows for view in ("changelist", "change", "history")),
        admin_url(request, "changelist") + "?q=Canarybird",
        *(reverse(name, args=[request.pk]) for name in ("request", "progress", "picture")),
        reverse("admin:timeline", args=[request.pk]),
        reverse("admin:reveal", args=[request.pk]),
        reverse("admin:search") + "?q=harbour",
        reverse("admin:search") + f"?q={request.pk}",
        reverse("admin:is-this-ours"),
        reverse("admin:index"),
        reverse("stages"),
        reverse("stage", args=["SVG_STAGE"]),
        reverse("history"),
        reverse("history") + "?q=dawn",
        reverse("admin:auditing_accessevent_changelist"),
    ]


def leaks(client: Client, svg: Any) -> set[str]:
    """address → words that came through."""
    found = set()
    for address in addresses(svg):
        text = client.get(address, follow=True).content.decode()
        # The page repeats what was looked for; that was written by the person who looks.
        asked = address.partition("?q=")[2]
        found |= {f"{word} at {address}" for word in WORDS if word in text and word not in asked}
    return found


def open_it(by: User, svg: Any) -> Reveal:
    return reveals.reveal(
        by=by,
        label=LABEL,
        resource_id=str(svg.request.pk),
        subject_owner=svg.owner,
        reason=WHY,
        category="support",
    )


@pytest.mark.parametrize("kind", ["admin", "superuser"])
def test_nothing_comes_through_without_a_reveal(client: Client, svg: Any, kind: str) -> None:
    if kind == "admin":
        client.force_login(factories.UserFactory.create(role="admin"))
    else:
        client.force_login(User.objects.create_superuser("root", password="x"))

    assert leaks(client, svg) == set()


def test_it_comes_through_with_one_and_not_afterwards(
    client: Client, svg: Any, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(admin_user)
    open_it(admin_user, svg)

    text = client.get(admin_url(svg.request)).content.decode()
    assert "Canarybird" in text and "Answerbird" in text and "Revealed to you until" in text
    assert "Canarybird" in client.get(reverse("request", args=[svg.request.pk])).content.decode()
    assert "Canarybird" in client.get(admin_url(svg.request, "changelist")).content.decode()

    later = timezone.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert leaks(client, svg) == set()


def test_it_opens_one_request_for_one_person(client: Client, svg: Any, admin_user: User) -> None:
    open_it(admin_user, svg)
    client.force_login(factories.UserFactory.create(role="admin"))

    assert leaks(client, svg) == set()


def test_the_owner_reads_everything(client: Client, svg: Any) -> None:
    client.force_login(svg.owner)

    text = client.get(reverse("request", args=[svg.request.pk])).content.decode()

    assert "Canarybird" in text and "Drawnbird" in text and "Receiptbird" in text
    assert "masked" not in text


def test_an_admins_own_request_is_not_masked(client: Client, admin_user: User) -> None:
    own = factories.RequestFactory.create(owner=admin_user, prompt_text=PROMPT)
    client.force_login(admin_user)

    assert "Canarybird" in client.get(admin_url(own)).content.decode()


def test_the_page_asks_for_a_reason(client: Client, svg: Any, admin_user: User) -> None:
    client.force_login(admin_user)
    url = reverse("admin:reveal", args=[svg.request.pk])

    assert "at least 10" in client.post(url, {"category": "fault", "reason": "x"}).content.decode()
    assert not Reveal.objects.exists()

    response = client.post(url, {"category": "fault", "reason": WHY})
    assert response.headers["Location"] == admin_url(svg.request)
    event = AccessEvent.objects.get(action="reveal.open")
    assert (event.context["reason"], event.context["category"]) == (WHY, "fault")
    assert (event.subject_owner_id, event.actor_name) == (str(svg.owner_id), "boss")


def test_it_leads_nowhere_else(client: Client, svg: Any, admin_user: User) -> None:
    client.force_login(admin_user)
    url = reverse("admin:reveal", args=[svg.request.pk])

    data = {"category": "fault", "reason": WHY, "next": "https://evil.example/"}
    assert client.post(url, data).headers["Location"] == admin_url(svg.request)


def test_it_can_be_ended_early(client: Client, svg: Any, admin_user: User) -> None:
    client.force_login(admin_user)
    open_it(admin_user, svg)

    client.post(reverse("admin:end-reveal", args=[svg.request.pk]))

    assert leaks(client, svg) == set()
    assert AccessEvent.objects.filter(action="reveal.end").exists()


@pytest.mark.parametrize("role", ["user", "manager", "system", "none"])
def test_only_admins_reveal(svg: Any, role: str) -> None:
    with pytest.raises(PermissionDenied):
        open_it(factories.UserFactory.create(role=role), svg)

    assert AccessEvent.objects.get(action="reveal.open").result == "denied"


def test_a_category_that_is_none(svg: Any, admin_user: User) -> None:
    with pytest.raises(ValidationError):
        reveals.reveal(
            by=admin_user,
            label=LABEL,
            resource_id="x",
            subject_owner=None,
            reason=WHY,
            category="?",
        )


@pytest.mark.parametrize(
    ("text", "is_masked"),
    [
        ("The model was asked for over the secret harbour.", True),
        ("A CANARYBIRD, over the lake", True),
        ("Snowflake could not be reached. Try again.", False),
        ("the harbour", False),
        ("", False),
    ],
)
def test_what_quotes_a_prompt(text: str, is_masked: bool) -> None:
    assert (without_quotes(text, PROMPT) != text) == is_masked


def test_the_api_masks_as_well(svg: Any, admin_user: User) -> None:
    _token, text = api_tokens.create(by=admin_user, name="script", days=1)

    answer = Client().get(
        f"/api/v1/requests/{svg.request.pk}/", headers={"authorization": f"Bearer {text}"}
    )

    assert answer.status_code == 200
    assert not [word for word in WORDS if word in answer.content.decode()]
