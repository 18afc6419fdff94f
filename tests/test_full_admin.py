"""Every list and page of the admin, full of rows with long words, weighs less than 100 kB."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from auditing.admin.base import PlainLog
from generation.models import Status
from generation.validators import FILENAME, PROMPT
from tests import factories
from tests.access_table import MODELS, Model
from tests.every_page import lists_of, pages_of
from tests.test_access_matrix import things_of
from tests.weighing import MOST_BYTES, weigh

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

FULL = PlainLog.list_per_page + 5
NAME = ("a-house-with-two-trees-" * 12)[: FILENAME.maximum]
LONG = {"prompt_text": ("a red house, " * 100)[: PROMPT.maximum], "filename": NAME}


@pytest.fixture
def boss(client: Client) -> Client:
    """Signed in, in German, whose words are longer."""
    client.force_login(factories.UserFactory.create(role="admin"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    return client


def fill(model: Model) -> None:
    """Fewer where there can be no more, such as roles."""
    for _ in range(FULL):
        try:
            with transaction.atomic():
                model.factory()
        except DatabaseError:
            return


def weights(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    """Those that are too heavy."""
    found = {name: weigh(client, address) for name, address in addresses.items()}
    return {name: weight for name, weight in found.items() if weight > MOST_BYTES}


def test_full_lists_and_pages(boss: Client) -> None:
    factories.RequestFactory.create_batch(FULL, status=Status.FAILED, **LONG)
    for label, model in MODELS.items():
        if "admin" in model.see and not label.startswith("django_q."):
            fill(model)
    owner = factories.UserFactory.create()
    pages = dict(pages_of("admin", things_of(owner), in_admin=True))
    html = {name: page for name, page in pages.items() if is_page(boss, page)}

    assert weights(boss, dict(lists_of(MODELS)) | html) == {}


def is_page(client: Client, address: str) -> bool:
    answer = client.get(address)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def test_a_story_with_all_that_can_happen(boss: Client) -> None:
    request = factories.GeneratedSVGFactory.create(
        **{f"request__{k}": v for k, v in LONG.items()}
    ).request
    for attempt in range(1, 4):
        factories.PipelineStepFactory.create_batch(7, request=request, attempt=attempt)
        factories.StatusChangeFactory.create_batch(4, request=request, why="It ran out. " * 20)
        factories.SnowflakeQueryFactory.create_batch(6, request=request)
        factories.CortexResponseFactory.create(request=request)
    told = {"resource_label": request._meta.label, "resource_id": str(request.pk)}
    factories.AccessEventFactory.create_batch(200, **told, context={"reason": "They asked. " * 20})

    pages = {"timeline": "admin:timeline", "change": "admin:generation_svggenerationrequest_change"}
    assert (
        weights(boss, {name: reverse(view, args=[request.pk]) for name, view in pages.items()})
        == {}
    )
