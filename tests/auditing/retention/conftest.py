"""Rows of a given age, and a purge of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from auditing.models import RetentionRun
from auditing.retention.purging import Purge
from generation.models import GeneratedSVG, Status, SVGGenerationRequest
from tests import factories


def days_ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def old_request(days: float = 400, **fields: Any) -> SVGGenerationRequest:
    """A request that ended long ago, without anything that belongs to it."""
    fields = {"status": Status.COMPLETED, "created_at": days_ago(days), **fields}
    return factories.RequestFactory.create(**fields)


def old_picture(days: float = 800, **fields: Any) -> GeneratedSVG:
    return factories.GeneratedSVGFactory.create(generated_at=days_ago(days), **fields)


@pytest.fixture
def purge(db: None) -> Callable[..., RetentionRun]:
    """Purges one class and gives its run."""

    def run(data_class: str = "requests") -> RetentionRun:
        Purge(by=None).run_all([data_class])
        return RetentionRun.objects.filter(data_class=data_class).latest("requested_at")

    return run
