"""Log lines are masked, by what they say and by the name that it stands under."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from auditing.masking import MASK
from svgsite.logs import _formatter, mask_event, one_line

FORGED = "fine\n2026-11-24T00:00:00Z [critical ] everything is lost\r\x1b[31m"


def test_a_line_is_masked_by_words_and_by_names() -> None:
    line = {"event": "sign in with password=hunter2", "api_key": "plain-looking", "code": 200}

    masked = mask_event(None, "", line)

    assert masked == {"event": f"sign in with password={MASK}", "api_key": MASK, "code": 200}


def test_a_sessions_id_stays() -> None:
    line = {"session_id": "6f1c2b3a-0000-4000-8000-0123456789ab", "sessionid": "x" * 32}

    assert mask_event(None, "", line) == {**line, "sessionid": MASK}


@pytest.fixture(params=[True, False], ids=["json", "people"])
def output(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What a handler with the site's formatter writes."""
    shared = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level]
    wanted: dict[str, Any] = _formatter(
        [*shared, structlog.processors.format_exc_info], request.param
    )
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(wanted.pop("()")(**wanted))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_no_value_can_begin_a_line_of_its_own(output: io.StringIO) -> None:
    structlog.get_logger("x").warning(FORGED, who=FORGED)
    logging.getLogger("x").warning("%s", FORGED)

    lines = output.getvalue().splitlines()
    assert len(lines) == 2
    assert "\x1b" not in output.getvalue()
    assert not any(line.startswith("2026-11-24T00:00:00Z") for line in lines)


def test_every_json_line_is_one(output: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1", user_id=5):
        structlog.get_logger("x").warning("said", n=1)
        logging.getLogger("x").warning("said")
    text = output.getvalue()

    if text.startswith("{"):
        assert [json.loads(line)["request_id"] for line in text.splitlines()] == ["r-1", "r-1"]
    assert text.count("r-1") == 2


def test_a_trace_keeps_its_lines_but_none_begins_one() -> None:
    shown = one_line(None, "", {"event": "e", "exception": "Traceback\n2026 forged"})

    assert shown["exception"] == "    Traceback\n    2026 forged"
