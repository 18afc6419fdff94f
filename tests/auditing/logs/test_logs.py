"""Log lines as rows: whole, masked, with user and request, and none from the writing itself."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from auditing.logs import DatabaseHandler
from auditing.logs.line import take
from auditing.logs.sources import source_of
from auditing.models import LogEntry

pytestmark = pytest.mark.django_db

log = structlog.get_logger("generation.pipeline.ai_processing")
plain = logging.getLogger("somebody.elses")


@pytest.fixture(autouse=True)
def handler() -> Iterator[DatabaseHandler]:
    added = DatabaseHandler(level=logging.INFO)
    root = logging.getLogger()
    root.addHandler(added)
    level = root.level
    root.setLevel(logging.INFO)
    yield added
    root.removeHandler(added)
    root.setLevel(level)


def test_a_line_of_structlog_with_everything_it_says() -> None:
    with structlog.contextvars.bound_contextvars(user_id=5, request_id="r-1", svg_request="s-1"):
        log.warning("asked", duration=1.5, password="hunter2x", note="mail bob@example.com")

    entry = LogEntry.objects.get()
    assert (entry.level, entry.source, entry.message) == ("warning", "ai_generator", "asked")
    assert (entry.user_id, entry.request_id, entry.svg_request) == ("5", "r-1", "s-1")
    assert entry.context == {"user_id": 5, "request_id": "r-1", "duration": 1.5}
    assert entry.metadata["password"] == "[masked]"
    assert entry.metadata["logger"] == "generation.pipeline.ai_processing"
    assert "bob@example.com" not in str(entry.metadata)


def test_a_line_of_the_standard_library_has_user_and_request_too() -> None:
    with structlog.contextvars.bound_contextvars(user_id=5, request_id="r-1"):
        try:
            raise ValueError("token=abc12345")
        except ValueError:
            plain.exception("it failed with %s", "password=hunter2x")

    entry = LogEntry.objects.get()
    assert (entry.level, entry.source) == ("error", "application")
    assert (entry.user_id, entry.request_id) == ("5", "r-1")
    assert "ValueError" in entry.metadata["exception"]
    assert "hunter2x" not in entry.message
    assert "abc12345" not in str(entry.metadata)


def test_below_its_level_nothing_is_kept() -> None:
    log.debug("quiet")

    assert LogEntry.objects.count() == 0


def test_what_the_database_layer_says_is_left_out() -> None:
    logging.getLogger("django.db.backends").warning("a slow statement")

    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("logger", "source"),
    [
        ("generation.sessions", "session_manager"),
        ("generation.snowflake.cortex_rest", "ai_generator"),
        ("generation.pipeline.storage_processing", "storage_manager"),
        ("mypy.stubs", "type_stub_manager"),
        ("pre_commit", "pre_commit"),
        ("django.utils.autoreload", "development_tools"),
        ("django.request", "application"),
        ("", "application"),
    ],
)
def test_the_source_is_known_by_the_loggers_name(logger: str, source: str) -> None:
    assert source_of(logger) == source


def test_a_broken_value_breaks_no_line() -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError

    log.warning("odd", value=Broken(), binary=b"\x00\xff", lone="\ud800", nul="a\0b")

    entry = LogEntry.objects.get()
    assert "Broken" in entry.metadata["value"]
    assert entry.metadata["nul"] == "a\ufffdb"


def test_a_value_is_as_it_was_when_it_was_said() -> None:
    changing = ["before"]
    record = logging.LogRecord("x", logging.INFO, "", 0, {"event": "e", "list": changing}, (), None)

    line = take(record)
    changing.append("after")

    assert line.values == {"list": "['before']"}
