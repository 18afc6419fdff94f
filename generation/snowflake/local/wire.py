"""Run statements that come in by Snowflake's wire protocol."""

from contextlib import suppress
from typing import Any

from fakesnow.converter import from_binding
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .call import Call
from .errors import ResetConnectionError, SessionExpiredError, SessionGoneError
from .execution import execute
from .faults import Fault
from .protocol import EXPIRED, GONE, body_of, failed, succeeded, token_of
from .sessions import Session
from .sql_text import stripped
from .state import World


async def query(request: Request) -> Response:
    """Run one statement, with whatever shall go wrong with it."""
    world: World = request.app.state.world
    body = await body_of(request)
    try:
        session = world.sessions.get(token_of(request))
        call = _call(world, session, request, body)
        fault = None
        if call.request_id not in session.answers:
            fault = world.faults.for_statement(call.sql, call.setting("QUERY_TAG"))
        if fault is not None:
            _before(fault, session)
        if fault is not None and fault.action == "unavailable":
            return JSONResponse({"message": "Service unavailable"}, status_code=503)
        answer = await run_in_threadpool(execute, call, fault)
        if fault is not None and fault.action == "lost":
            raise ResetConnectionError
        return JSONResponse(answer)
    except SessionGoneError:
        return failed(*GONE)
    except SessionExpiredError:
        return failed(*EXPIRED)


def _call(world: World, session: Session, request: Request, body: dict[str, Any]) -> Call:
    binds, batch = _binds(body.get("bindings") or {})
    return Call(
        world=world,
        session=session,
        sql=stripped(body["sqlText"]),
        parameters={k.upper(): v for k, v in (body.get("parameters") or {}).items()},
        binds=binds,
        batch=batch,
        request_id=request.query_params.get("requestId", ""),
        base_url=f"{request.url.scheme}://{request.url.netloc}",
        describe_only=bool(body.get("describeOnly")),
    )


def _before(fault: Fault, session: Session) -> None:
    if fault.action == "reset":
        raise ResetConnectionError
    if fault.action == "sessionexpired":
        session.expired = True
        raise SessionExpiredError


def _binds(given: dict[str, Any]) -> tuple[Any, list[list[Any]] | None]:
    """Binds by position or by name; arrays of them become a batch of rows."""
    if not given:
        return None, None
    if not all(key.isdigit() for key in given):
        return {name: _value(bind) for name, bind in given.items()}, None
    ordered = [given[str(place)] for place in range(1, len(given) + 1)]
    if not any(isinstance(bind["value"], list) for bind in ordered):
        return [_value(bind) for bind in ordered], None
    columns = [[_value({**bind, "value": v}) for v in bind["value"]] for bind in ordered]
    return None, [list(row) for row in zip(*columns, strict=True)]


def _value(bind: dict[str, Any]) -> Any:
    return None if bind["value"] is None else from_binding(bind)


async def abort(request: Request) -> Response:
    """A client gave up on the statement that its session is running."""
    with suppress(SessionExpiredError, SessionGoneError):
        request.app.state.world.sessions.get(token_of(request)).cancelled.set()
    return succeeded(None)


async def monitor(request: Request) -> Response:
    """How a statement ended."""
    found = request.app.state.world.history.status(request.path_params["query_id"])
    return succeeded({"queries": [{"status": found}] if found else []})
