"""Everything the stand-in can be told to do wrong."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import snowflake.connector

from .conftest import EXACT, Connect

Ask = Callable[..., httpx.Response]
Run = Callable[..., list[Any]]
Fault = Callable[..., None]


def content(answer: httpx.Response) -> str:
    return str(answer.json()["choices"][0]["message"]["content"])


@pytest.mark.parametrize("status", [400, 401, 402, 403, 429, 500, 503])
def test_a_prompt_asks_for_a_status(ask: Ask, status: int) -> None:
    answer = ask(f"a house, standin {status}")

    assert answer.status_code == status
    assert answer.json()["message"]


def test_a_status_for_some_times_only(ask: Ask) -> None:
    prompt = f"house {uuid.uuid4()} standin 429 times 2"

    assert [ask(f"{i}\n{prompt}\n{i}").status_code for i in range(3)] == [429, 429, 200]


def test_throttled_looks_like_a_bad_request(ask: Ask) -> None:
    answer = ask("standin throttled")

    assert answer.status_code == 400
    assert answer.json()["message"] == "all requests were throttled by remote service"


def test_an_expired_session_is_a_200(ask: Ask) -> None:
    answer = ask("standin sessionexpired")

    assert (answer.status_code, answer.json()["code"]) == (200, "390112")


def test_slow(ask: Ask) -> None:
    begin = time.monotonic()

    assert ask("standin slow 0.3").status_code == 200
    assert time.monotonic() - begin >= 0.3


def test_slowly_means_the_pieces(ask: Ask) -> None:
    begin = time.monotonic()

    assert ask("a house standin slowly 0.4").status_code == 200
    assert time.monotonic() - begin < 0.4
    assert ask("a house standin slowly 0.4", stream=True).status_code == 200
    assert time.monotonic() - begin >= 0.4


def test_cut_off_in_the_middle(ask: Ask) -> None:
    body = ask("a red house standin cutoff").json()

    assert "</svg>" not in body["choices"][0]["message"]["content"]
    assert body["choices"][0]["finish_reason"] == "length"


@pytest.mark.parametrize(
    ("word", "inside", "outside"),
    [("notsvg", "words", "<svg"), ("hostile", "<script>", "\0"), ("empty", "", "<svg")],
)
def test_other_answers(ask: Ask, word: str, inside: str, outside: str) -> None:
    text = content(ask(f"a house standin {word}"))

    assert inside in text
    assert outside not in text


@pytest.mark.parametrize("given", [{}, {"stream": True}])
def test_reset(ask: Ask, given: dict[str, Any]) -> None:
    with pytest.raises(httpx.ReadError):
        ask("standin reset", **given)


def test_reset_in_the_middle(ask: Ask, client: httpx.Client) -> None:
    with pytest.raises(httpx.ReadError):
        ask("a red house standin reset late", stream=True)

    assert ask("a red house").status_code == 200


def test_only_the_newest_request_counts(client: httpx.Client, ask: Ask) -> None:
    said = [("user", "standin 503"), ("assistant", "no"), ("user", "a house")]
    messages = [{"role": role, "content": text} for role, text in said]

    assert ask("", messages=messages).status_code == 200


def test_an_sql_error_to_order(run: Run, fault: Fault) -> None:
    fault("COPY INTO", "error", code=1234, message="asked for")
    copy = f"COPY INTO @SVG_STAGE/{uuid.uuid4()} FROM (SELECT 1) {EXACT}"

    with pytest.raises(snowflake.connector.ProgrammingError, match="asked for") as e:
        run(copy)

    assert e.value.errno == 1234
    assert run(copy)[0][0] == 1


def test_an_sql_error_by_query_tag(run: Run) -> None:
    tag = {"QUERY_TAG": "standin sqlerror LIST"}

    with pytest.raises(snowflake.connector.ProgrammingError, match="300002"):
        run("LIST @SVG_STAGE", _statement_params=tag)

    assert run("SELECT 1", _statement_params=tag) == [(1,)]


@pytest.mark.parametrize("action", ["reset", "unavailable"])
def test_the_connector_tries_again(run: Run, fault: Fault, action: str) -> None:
    fault("SELECT 41", action)

    assert run("SELECT 41 + 1") == [(42,)]


def test_a_lost_answer_is_not_a_second_statement(run: Run, fault: Fault) -> None:
    path = f"lost/{uuid.uuid4()}"
    fault(path, "lost")

    assert run(f"COPY INTO @SVG_STAGE/{path} FROM (SELECT 'x') {EXACT}") == [(1, 1, 1)]


def test_asking_again_while_it_runs_is_not_a_second_statement(
    connect: Connect, fault: Fault
) -> None:
    cursor = connect(socket_timeout=1, network_timeout=10).cursor()
    path = f"again/{uuid.uuid4()}"
    fault(path, "slow", seconds=2)

    cursor.execute(f"COPY INTO @SVG_STAGE/{path} FROM (SELECT 'x') {EXACT}")

    assert cursor.fetchall() == [(1, 1, 1)]


def test_a_slow_statement_meets_its_limit(run: Run, fault: Fault) -> None:
    fault("SELECT 7", "slow", seconds=30)

    with pytest.raises(snowflake.connector.ProgrammingError, match="timeout of 1 second"):
        run("SELECT 7", _statement_params={"STATEMENT_TIMEOUT_IN_SECONDS": 1})


@pytest.mark.parametrize("body", [{}, {"match": "x", "action": "nonsense"}, []])
def test_a_wrong_fault_is_refused(client: httpx.Client, body: Any) -> None:
    assert client.post("/stand-in/faults", json=body).status_code == 400


def test_the_index_page_lists_them(client: httpx.Client) -> None:
    page = client.get("/").text

    assert "This is not Snowflake" in page
    assert "standin notsvg" in page
    assert "sessionexpired" in page


def test_a_directive_is_not_drawn(ask: Ask) -> None:
    plain = content(ask("<request>a yellow boat</request>"))

    assert content(ask("<request>a yellow boat standin slow 0.1</request>")) == plain
