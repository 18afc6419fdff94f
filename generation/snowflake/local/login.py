"""Log in, stay in, renew the token, log out."""

from typing import Any

from fakesnow.transforms import SERVER_VERSION
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from .errors import SessionExpiredError, SessionGoneError
from .protocol import DENIED, EXPIRED, GONE, body_of, failed, succeeded, token_of
from .sessions import Session
from .sql_text import identifier
from .state import DEFAULT_ROLE, World


async def log_in(request: Request) -> Response:
    """Admit anybody but names that begin with DENIED."""
    body = (await body_of(request))["data"]
    user = str(body.get("LOGIN_NAME") or "LOCAL")
    role = request.query_params.get("roleName") or DEFAULT_ROLE
    if user.upper().startswith("DENIED") or role.upper().startswith("DENIED"):
        return failed(*DENIED)
    world: World = request.app.state.world
    session = await run_in_threadpool(_new_session, world, request, body, user, role)
    return succeeded(_welcome(session))


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


async def session_request(request: Request) -> Response:
    """Log out, or keep the session alive."""
    world: World = request.app.state.world
    try:
        session = world.sessions.get(token_of(request))
    except SessionExpiredError:
        return failed(*EXPIRED)
    except SessionGoneError:
        return failed(*GONE)
    if request.query_params.get("delete"):
        await run_in_threadpool(world.sessions.remove, session.token)
    return succeeded(None)


async def renew_token(request: Request) -> Response:
    """A new session token for the master token."""
    body = await body_of(request)
    try:
        session = request.app.state.world.sessions.renew(body["oldSessionToken"], token_of(request))
    except SessionGoneError:
        return failed(*GONE)
    data = {"sessionToken": session.token, "masterToken": session.master_token}
    return succeeded({**data, "validityInSecondsST": 3600, "masterValidityInSeconds": 14400})
