"""What belongs to a request stands on its page, but never all of ten thousand rows."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from generation.admin.base import MOST_INLINE
from generation.models import CortexResponse, PipelineStep, SVGGenerationRequest
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, admin_user: User) -> Any:
    client.force_login(admin_user)

    def get(request: SVGGenerationRequest) -> str:
        url = reverse("admin:generation_svggenerationrequest_change", args=[request.pk])
        return client.get(url).content.decode()

    return get


def add(request: SVGGenerationRequest, count: int) -> None:
    PipelineStep.objects.bulk_create(
        factories.PipelineStepFactory.build(request=request, name=f"step-{n}") for n in range(count)
    )
    CortexResponse.objects.bulk_create(
        factories.CortexResponseFactory.build(request=request, owner=request.owner)
        for _ in range(count)
    )


def test_the_first_rows_and_a_link_to_the_rest(page: Any) -> None:
    request = factories.RequestFactory.create()
    add(request, MOST_INLINE + 5)

    text = page(request)

    assert f"step-{MOST_INLINE - 1}" in text and f"step-{MOST_INLINE}" not in text
    assert f"The first {MOST_INLINE} steps and their times stand here" in text
    url = reverse("admin:generation_cortexresponse_changelist")
    assert f"{url}?request__exact={request.pk}" in text


def test_a_page_does_not_ask_more_for_more_rows(page: Any) -> None:
    request = factories.RequestFactory.create()
    add(request, 2)
    page(request)
    with CaptureQueriesContext(connection) as few:
        page(request)
    add(request, 8)
    with CaptureQueriesContext(connection) as many:
        text = page(request)

    assert len(many) <= len(few)
    assert "there are more" not in text
