"""Cortex by SQL: AI_COMPLETE, for accounts with one credential, or with costs by QUERY_TAG.

The statement runs in a thread of its own, so that the caller can stop waiting; the session is then
closed, and ABORT_DETACHED_QUERY ends the statement on the account.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import replace
from typing import Any

from generation.snowflake import cortex_errors, errors
from generation.snowflake.answers import Answer
from generation.snowflake.completions import Completion, CompletionRequest, Message
from generation.snowflake.connection import drop_connection, thread_connection
from generation.snowflake.exchange import POLL_SECONDS, parse_json
from generation.snowflake.settings import SnowflakeSettings
from generation.snowflake.statements import plain
from generation.snowflake.vendor_errors import translate
from generation.snowflake.watch import Watch

PURPOSE = "cortex"
MAX_TOKENS = 8192  # AI_COMPLETE's limit
# Snowflake holds a running statement's answer back for up to 45 s before it says "still running";
# a shorter socket timeout would make the connector send a paid statement again.
SOCKET_SECONDS = 60


def complete_by_sql(
    request: CompletionRequest,
    settings: SnowflakeSettings,
    *,
    on_text: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Completion:
    started, answer = time.monotonic(), Answer(on_text)
    watch = Watch(settings.cortex_timeout, should_stop)
    value, query_id = _ask(request, settings, watch)
    try:
        answer.take({**_details(value), "id": query_id})
    except errors.SnowflakeError as error:
        error.query_id = query_id
        raise
    return answer.completion(request, seconds=time.monotonic() - started, transport="sql")


def statement_of(request: CompletionRequest) -> tuple[str, list[str]]:
    """AI_COMPLETE and its bound texts. Numbers are written out: the options must be constant."""
    options: dict[str, float | int | None] = {
        "temperature": request.temperature,
        "top_p": request.top_p,
        "max_tokens": min(int(request.max_tokens), MAX_TOKENS),
    }
    written = ", ".join(
        f"'{name}': {value + 0}" for name, value in options.items() if value is not None
    )
    sql = (
        f"SELECT AI_COMPLETE(model => ?, prompt => ?, model_parameters => {{{written}}},"
        " show_details => TRUE, return_error_details => TRUE)"
    )
    return sql, [str(plain(request.model)), prompt_of(request.messages)]


def prompt_of(messages: tuple[Message, ...]) -> str:
    """One text: AI_COMPLETE knows no roles, so a conversation is written as one."""
    if len(messages) == 1:
        return messages[0].content
    return "\n\n".join(
        said.content if said.role == "system" else f"{said.role.capitalize()}:\n{said.content}"
        for said in messages
    )


def _ask(request: CompletionRequest, settings: SnowflakeSettings, watch: Watch) -> tuple[Any, str]:
    try:
        return _ask_once(request, settings, watch)
    except errors.SessionExpired:
        # Refused before it ran, so asking again is not paying again.
        drop_connection(PURPOSE)
        return _ask_once(request, settings, watch)


def _ask_once(
    request: CompletionRequest, settings: SnowflakeSettings, watch: Watch
) -> tuple[Any, str]:
    patient = replace(settings, socket_timeout=max(settings.socket_timeout, SOCKET_SECONDS))
    connection = thread_connection(PURPOSE, patient)
    asked: Future[tuple[Any, str]] = Future()
    arguments = (connection, request, math.ceil(settings.cortex_timeout), asked)
    threading.Thread(target=_execute, args=arguments, name="cortex-sql", daemon=True).start()
    try:
        return _wait(asked, watch)
    except (errors.Cancelled, errors.Unavailable):
        # In the background: logging out waits for an answer.
        drop_connection(PURPOSE, wait=False)
        raise


def _wait(asked: Future[tuple[Any, str]], watch: Watch) -> tuple[Any, str]:
    while True:
        watch.check()
        try:
            return asked.result(timeout=POLL_SECONDS)
        except NotYet:
            if asked.done():
                raise


def _execute(
    connection: Any, request: CompletionRequest, seconds: int, asked: Future[tuple[Any, str]]
) -> None:
    sql, binds = statement_of(request)
    tags = {"QUERY_TAG": str(request.request_id), "STATEMENT_TIMEOUT_IN_SECONDS": seconds}
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, binds, timeout=seconds, _statement_params=tags)
            asked.set_result((cursor.fetchall()[0][0], cursor.sfqid or ""))
    except Exception as error:
        asked.set_exception(_translate(error))


def _translate(error: Exception) -> errors.SnowflakeError:
    told = translate(error, missing=errors.NotAuthorised)
    if isinstance(told, errors.ConnectionLost | errors.TimedOut):
        told.billed = "unknown"
    if isinstance(told, errors.StatementRejected):
        query_id, told = told.query_id, cortex_errors.from_text(told.detail)
        told.query_id = query_id
    return told


def _details(value: Any) -> dict[str, Any]:
    """The details object. NULL is an error, and so is an `error` beside the value."""
    outcome = parse_json(value or "")
    if outcome.get("error"):
        raise cortex_errors.from_text(str(outcome["error"]))
    inner = outcome.get("value", outcome)
    details = inner if isinstance(inner, dict) else parse_json(inner or "")
    if not details:
        raise errors.UnreadableAnswer("AI_COMPLETE returned NULL")
    return details
