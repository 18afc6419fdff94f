"""Snowflake's wire protocol: log in, run a statement, renew the token, log out."""

import asyncio
import gzip
import json
from typing import Any

from fakesnow.converter import from_binding
from fakesnow.transforms import SERVER_VERSION
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .call import Call
from .errors import ResetConnectionError, SessionExpiredError, SessionGoneError, SqlError
from .execution import execute
from .faults import Fault
from .sessions import Session
from .sql_text import identifier, stripped
from .state import DEFAULT_ROLE, World

_GONE = ("390111", "Session no longer exists. New login required to access the service.")
_EXPIRED = ("390112", "Authentication token has expired. The user must authenticate again.")
_DENIED = ("390100", "Incorrect username or password was specified. (local stand-in: DENIED…)")


async def log_in(request: Request) -> Response:
    """Admit anybody but names that begin with DENIED."""
    body = (await _body(request))["data"]
    user = str(body.get("LOGIN_NAME") or "LOCAL")
    role = request.query_params.get("roleName") or DEFAULT_ROLE
    if user.upper().startswith("DENIED") or role.upper().startswith("DENIED"):
        return _failed(*_DENIED)
    world: World = request.app.state.world
    session = await run_in_threadpool(_new_session, world, request, body, user, role)
    return _ok(_welcome(session))


def _new_session(
    world: World, request: Request, body: dict[str, Any], user: str, role: str
) -> Session:
    asked = request.query_params
    parameters = {k.upper(): v for k, v in (body.get("SESSION_PARAMETERS") or {}).items()}
    database, schema, warehouse = (
        identifier(asked[key]) if asked.get(key) else None
        for key in ("databaseName", "schemaName", "warehouse")
    )
    autocommit = str(parameters.get("AUTOCOMMIT", True)).lower() == "true"
    session = Session(
        id=world.sessions.next_id(),
        connection=world.warehouse.session(database, schema, autocommit=autocommit),
        user=user.upper(),
        role=identifier(role),
        warehouse=warehouse,
        parameters=parameters,
    )
    world.sessions.add(session)
    return session


def _welcome(session: Session) -> dict[str, Any]:
    autocommit = session.connection._autocommit
    return {
        "token": session.token,
        "masterToken": session.master_token,
        "validityInSeconds": 3600,
        "masterValidityInSeconds": 14400,
        "sessionId": session.id,
        "displayUserName": session.user,
        "serverVersion": SERVER_VERSION,
        "parameters": [
            {"name": "AUTOCOMMIT", "value": autocommit},
            {"name": "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", "value": 3600},
            # 0: the connector sends arrays in the statement and does not PUT them first.
            {"name": "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", "value": 0},
            {"name": "CLIENT_TELEMETRY_ENABLED", "value": False},
            {"name": "TIMEZONE", "value": session.parameters.get("TIMEZONE", "Etc/UTC")},
        ],
        "sessionInfo": _names(session),
    }


def _names(session: Session) -> dict[str, Any]:
    connection = session.connection
    return {
        "databaseName": connection.database if connection.database_set else None,
        "schemaName": connection.schema if connection.schema_set else None,
        "warehouseName": session.warehouse,
        "roleName": session.role,
    }


async def query(request: Request) -> Response:
    """Run one statement, with whatever shall go wrong with it."""
    world: World = request.app.state.world
    body = await _body(request)
    try:
        session = world.sessions.get(_token(request))
        request_id = request.query_params.get("requestId", "")
        if (known := session.answers.get(request_id)) is not None:
            return JSONResponse(known)
        call = _call(world, session, request, body)
        fault = world.faults.for_statement(call.sql, call.setting("QUERY_TAG"))
        if fault is not None:
            await _before(fault, call)
        if fault is not None and fault.action == "unavailable":
            return JSONResponse({"message": "Service unavailable"}, status_code=503)
        answer = await run_in_threadpool(execute, call, _asked_error(fault))
        session.remember(request_id, answer)
        if fault is not None and fault.action == "lost":
            raise ResetConnectionError
        return JSONResponse(answer)
    except SessionGoneError:
        return _failed(*_GONE)
    except SessionExpiredError:
        return _failed(*_EXPIRED)


def _call(world: World, session: Session, request: Request, body: dict[str, Any]) -> Call:
    binds, batch = _binds(body.get("bindings") or {})
    return Call(
        world=world,
        session=session,
        sql=stripped(body["sqlText"]),
        parameters={k.upper(): v for k, v in (body.get("parameters") or {}).items()},
        binds=binds,
        batch=batch,
        base_url=f"{request.url.scheme}://{request.url.netloc}",
        describe_only=bool(body.get("describeOnly")),
    )


async def _before(fault: Fault, call: Call) -> None:
    if fault.action == "reset":
        raise ResetConnectionError
    if fault.action == "sessionexpired":
        call.session.expired = True
        raise SessionExpiredError
    if fault.action == "slow":
        limit = float(call.setting("STATEMENT_TIMEOUT_IN_SECONDS", "172800") or 0) or fault.seconds
        await asyncio.sleep(min(fault.seconds, limit))
        if fault.seconds > limit:
            text = f"Statement reached its statement or warehouse timeout of {limit:.0f} second(s)"
            fault.action, fault.code, fault.message = "error", 630, f"{text} and was canceled."


def _asked_error(fault: Fault | None) -> SqlError | None:
    if fault is None or fault.action != "error":
        return None
    return SqlError(fault.code, fault.message, "57014" if fault.code == 630 else "XX000")


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


async def session_request(request: Request) -> Response:
    """Log out, or keep the session alive."""
    world: World = request.app.state.world
    try:
        session = world.sessions.get(_token(request))
    except SessionExpiredError:
        return _failed(*_EXPIRED)
    except SessionGoneError:
        return _failed(*_GONE)
    if request.query_params.get("delete"):
        await run_in_threadpool(world.sessions.remove, session.token)
    return _ok(None)


async def renew_token(request: Request) -> Response:
    """A new session token for the master token."""
    body = await _body(request)
    try:
        session = request.app.state.world.sessions.renew(body["oldSessionToken"], _token(request))
    except SessionGoneError:
        return _failed(*_GONE)
    data = {"sessionToken": session.token, "masterToken": session.master_token}
    return _ok({**data, "validityInSecondsST": 3600, "masterValidityInSeconds": 14400})


async def abort(request: Request) -> Response:
    """A client gave up on a statement; it has already run."""
    return _ok(None)


async def monitor(request: Request) -> Response:
    """How a statement ended."""
    found = request.app.state.world.history.status(request.path_params["query_id"])
    return _ok({"queries": [{"status": found}] if found else []})


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    if request.headers.get("Content-Encoding") == "gzip":
        raw = gzip.decompress(raw)
    return dict(json.loads(raw or b"{}"))


def _token(request: Request) -> str:
    return request.headers.get("Authorization", "").partition('"')[2].rstrip('"')


def _ok(data: Any) -> JSONResponse:
    return JSONResponse({"data": data, "code": None, "message": None, "success": True})


def _failed(code: str, message: str) -> JSONResponse:
    return JSONResponse({"data": {}, "code": code, "message": message, "success": False})
