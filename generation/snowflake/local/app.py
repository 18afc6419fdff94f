"""The web application: Snowflake's protocol, the Cortex route, staged files, and own pages."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from . import cortex_rest, login, presigned_files, wire
from .faults import fault_from
from .guard import Guard
from .index_page import index_html
from .state import World


def create_app(world: World) -> Starlette:
    """The application over one World."""
    app = Starlette(
        routes=[
            Route("/session/v1/login-request", login.log_in, methods=["POST"]),
            Route("/session", login.session_request, methods=["POST"]),
            Route("/session/heartbeat", login.session_request, methods=["POST"]),
            Route("/session/token-request", login.renew_token, methods=["POST"]),
            Route("/queries/v1/query-request", wire.query, methods=["POST"]),
            Route("/queries/v1/abort-request", wire.abort, methods=["POST"]),
            Route("/monitoring/queries/{query_id}", wire.monitor),
            Route(
                "/api/v2/cortex/v1/chat/completions",
                cortex_rest.chat_completions,
                methods=["POST"],
            ),
            Route(presigned_files.ROUTE, presigned_files.staged_file),
            Route("/stand-in/faults", add_fault, methods=["POST"]),
            Route("/stand-in/faults", clear_faults, methods=["DELETE"]),
            Route("/", index),
        ],
        middleware=[Middleware(Guard, instance=world.instance)],
    )
    app.state.world = world
    app.state.faults = world.faults
    return app


async def index(request: Request) -> Response:
    """A page that says what this is."""
    return HTMLResponse(index_html(request.app.state.world))


async def add_fault(request: Request) -> Response:
    """Let the next statements that contain `match` go wrong."""
    try:
        fault = fault_from(await request.json())
        request.app.state.world.faults.add(fault)
    except (KeyError, TypeError, ValueError) as problem:
        return JSONResponse({"message": f"Not a fault: {problem}"}, status_code=400)
    return JSONResponse(vars(fault), status_code=201)


async def clear_faults(request: Request) -> Response:
    """Let everything work again."""
    request.app.state.world.faults.clear()
    return Response(status_code=204)
