"""`manage.py generate` when it is told nonsense, or Snowflake misbehaves, or Ctrl-C is pressed."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from generation.models import SVGGenerationRequest
from tests.faults.commands import Generate, refuse_in_child
from tests.faults.conftest import Ask, Fork
from tests.faults.evidence import (
    assert_completed,
    assert_failed,
    assert_no_table_left,
    is_in_step,
    staged_bytes,
)
from tests.faults.processes import free_port, wait_until
from tests.faults.servers import StandIn

pytestmark = pytest.mark.timeout(90)

PROMPT = "a red house under a yellow sun"
Start = Callable[..., Generate]
REFUSALS = [
    (["too short"], ["10"]),
    (["a red house <script>"], ["<"]),
    ([PROMPT, "--model", "no-such-model"], ["no-such-model", "claude-sonnet-4-5"]),
    ([PROMPT, "--stage", "NO_SUCH_STAGE"], ["NO_SUCH_STAGE", "SVG_STAGE"]),
    ([PROMPT, "--output", "no/such/folder/house.svg"], ["no/such/folder/house.svg"]),
]


@pytest.fixture
def ready(ask: Ask) -> None:
    """A database with stages and without requests."""


@pytest.fixture
def start(counted: StandIn, tmp_path: Path) -> Iterator[Start]:
    running: list[Generate] = []

    def make(*arguments: str, **told: str) -> Generate:
        running.append(Generate(*arguments, port=counted.port, folder=tmp_path, **told))
        return running[-1]

    yield make
    for command in running:
        command.end()


def the_request() -> SVGGenerationRequest:
    return SVGGenerationRequest.objects.get()


def test_success_is_one_line_of_json(ready: None, start: Start, tmp_path: Path) -> None:
    output = tmp_path / "house.svg"

    ended = start(PROMPT, "--output", str(output)).finish()

    assert ended.code == 0
    assert ended.result()["request_id"] == str(the_request().pk)
    assert output.read_bytes() == staged_bytes(the_request())
    assert_completed(the_request())


@pytest.mark.parametrize(("arguments", "words"), REFUSALS)
def test_nonsense_is_refused_before_anything_begins(
    counted: StandIn,
    ready: None,
    fork: Fork,
    tmp_path: Path,
    arguments: list[str],
    words: list[str],
) -> None:
    refuse_in_child(fork, tmp_path, *arguments).assert_refused(*words)

    assert not SVGGenerationRequest.objects.exists()


def test_a_busy_model_is_said_plainly(ready: None, start: Start) -> None:
    ended = start("a red house standin 503").finish()

    assert ended.code == 2
    assert ended.result()["status"] == "failed"
    assert "overloaded" in ended.err and "Traceback" not in ended.err
    assert_failed(the_request(), "ai_generation_error", "service_busy")


def test_ctrl_c_while_the_model_answers(counted: StandIn, ready: None, start: Start) -> None:
    running = start("a red house standin slow 30")
    wait_until(SVGGenerationRequest.objects.exists, "a request")
    wait_until(lambda: counted.paid_calls(the_request().pk), "the model is asked")

    running.interrupt()
    ended = running.finish()

    assert ended.code == 2
    assert ended.result()["status"] == "failed"
    assert "may be billed" in ended.err and "Traceback" not in ended.err
    assert_failed(the_request(), "cancelled", "cancelled")
    assert_no_table_left(the_request())


def test_ctrl_c_while_it_is_stored(counted: StandIn, ready: None, start: Start) -> None:
    fault = {"match": "COPY INTO", "action": "slow", "seconds": 3}
    httpx.post(f"{counted.url}/stand-in/faults", json=fault).raise_for_status()
    running = start(PROMPT)
    wait_until(SVGGenerationRequest.objects.exists, "a request")
    wait_until(lambda: is_in_step(the_request(), "upload_to_stage"), "the file is on its way")
    # Until the statement has left: the connector's own timer outlives an interruption before that.
    time.sleep(0.5)

    running.interrupt()
    ended = running.finish()

    assert ended.code == 2 and "Traceback" not in ended.err
    assert_failed(the_request(), "cancelled", "cancelled")
    assert_no_table_left(the_request())
    assert staged_bytes(the_request()) is None


def test_two_at_once_with_nothing_else_running(ready: None, start: Start) -> None:
    nothing_there = str(free_port())

    both = [start(PROMPT, LOCAL_SNOWFLAKE_PORT=nothing_there) for _ in range(2)]
    ended = [command.finish(seconds=40) for command in both]

    assert [one.code for one in ended] == [0, 0], [one.err for one in ended]
    assert len({one.result()["request_id"] for one in ended}) == 2


def test_without_a_database_it_says_how_to_make_one(start: Start, tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path}/none.sqlite3"

    start(PROMPT, DATABASE_URL=nowhere).finish().assert_refused("make setup")
