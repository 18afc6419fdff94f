"""A stand-in as a process of its own, short leases, and children that never outlive their test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import snowflake.connector  # noqa: F401  once here, so that no forked child needs a second for it

from generation.models import SVGGenerationRequest
from generation.snowflake.settings import override
from tests.factories import RequestFactory, SnowflakeStageFactory
from tests.faults import processes
from tests.faults.processes import Child
from tests.faults.servers import StandIn

Fork = Callable[[Callable[[], object]], Child]
Ask = Callable[..., SVGGenerationRequest]


@pytest.fixture(scope="package")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """A stand-in that knows which calls were paid for; the gateway points to it meanwhile."""
    stand_in = StandIn(tmp_path_factory.mktemp("counted"))
    try:
        with override(stand_in.settings):
            yield stand_in
    finally:
        stand_in.kill()


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[StandIn]:
    """A stand-in for one test to kill."""
    stand_in = StandIn(tmp_path)
    try:
        with override(stand_in.settings):
            yield stand_in
    finally:
        stand_in.kill()


@pytest.fixture(autouse=True)
def short_lease(settings: Any) -> None:
    """A dead worker is found soon; tables that outlive it are the harder case."""
    settings.LEASE_SECONDS = 0.3
    settings.TEMPORARY_TABLE_TYPE = "TRANSIENT"


@pytest.fixture
def ask(transactional_db: None) -> Ask:
    """Makes a request that waits for a worker."""
    SnowflakeStageFactory()
    SnowflakeStageFactory(stage_name="MARKETING_ASSETS")
    return RequestFactory.create


@pytest.fixture
def fork(transactional_db: None) -> Iterator[Fork]:
    children: list[Child] = []

    def make(work: Callable[[], object]) -> Child:
        children.append(processes.fork(work))
        return children[-1]

    yield make
    for child in children:
        child.end()
