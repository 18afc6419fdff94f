"""A full disk: the database takes no further page. Nothing half done, nothing lost, no waiting."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from auditing.errors import record_error
from auditing.errors.recording import errors
from auditing.models import AccessEvent, ErrorInfo
from generation import services
from generation.models import SVGGenerationRequest
from tests.factories import SnowflakeStageFactory, UserFactory

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="only SQLite can be told how large it may become"
)


@pytest.fixture
def fill_the_disk(transactional_db: None) -> Iterator[Callable[[], None]]:
    """From the call on no connection may make the file any larger."""

    def limit(connection: Any, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")

    def fill() -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # leaves no free page inside the file
        connection.close()
        connection_created.connect(limit)

    fill.limit = limit  # type: ignore[attr-defined]
    yield fill
    connection_created.disconnect(limit)
    connection.close()


def test_what_cannot_be_recorded_does_not_happen(fill_the_disk: Callable[[], None]) -> None:
    SnowflakeStageFactory.create()
    staff = UserFactory.create()
    fill_the_disk()

    with pytest.raises(OperationalError, match="full"):
        for number in range(500):
            services.submit(
                by=staff,
                prompt_text=f"a red house under a yellow sun {number} " + "and a tree " * 80,
                selected_model="claude-sonnet-4-5",
                filename="house",
                stage_name="SVG_STAGE",
                nudge=False,
            )

    made = SVGGenerationRequest.objects.count()
    assert AccessEvent.objects.filter(action="request.submit").count() == made < 500


def test_an_error_is_kept_until_there_is_room(
    fill_the_disk: Callable[[], None], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BACKGROUND_WRITES = True
    monkeypatch.setattr("auditing.background.LONGEST_WAIT_SECONDS", 0.2)
    fill_the_disk()
    started = time.perf_counter()
    told = [
        record_error(error_type="storage_error", message=f"{n} " + "no room " * 500)
        for n in range(20)
    ]
    assert time.perf_counter() - started < 2
    assert not errors.flush(0.5)

    connection_created.disconnect(fill_the_disk.limit)  # type: ignore[attr-defined]

    assert errors.flush(20)
    deadline = time.monotonic() + 10
    while ErrorInfo.objects.filter(pk=told[-1]).count() == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ErrorInfo.objects.filter(pk=told[-1]).exists()
