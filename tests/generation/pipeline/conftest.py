"""A request that waits, on a stage that the stand-in really has."""

from collections.abc import Callable
from typing import Any

import pytest

from generation.models import SVGGenerationRequest
from generation.pipeline import runner
from tests.factories import RequestFactory, SnowflakeStageFactory

Run = Callable[..., SVGGenerationRequest]


@pytest.fixture
def run(stand_in: str, transactional_db: None) -> Run:
    """Makes a request, brings it to its end and returns it as it then stands."""
    SnowflakeStageFactory.create()

    def make_and_run(**values: Any) -> SVGGenerationRequest:
        request = RequestFactory.create(**values)
        runner.run(request.pk)
        request.refresh_from_db()
        return request

    return make_and_run
