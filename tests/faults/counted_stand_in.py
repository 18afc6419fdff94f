"""The local stand-in as a process that writes down each call of a model: what was paid for.

python -m tests.faults.counted_stand_in PORT FOLDER LEDGER
"""

import sys
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from generation.snowflake.local import server, serving
from generation.snowflake.local.app import create_app

CALL = "/chat/completions"


class Counter:
    """Appends the X-Request-ID of each call to the ledger before it is answered."""

    def __init__(self, app: ASGIApp, ledger: Path) -> None:
        self.app, self.ledger = app, ledger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if str(scope.get("path", "")).endswith(CALL):
            headers = dict(scope["headers"])
            with self.ledger.open("ab") as file:
                file.write(headers[b"x-request-id"] + b"\n")
        await self.app(scope, receive, send)


def main(port: str, folder: str, ledger: str) -> None:
    def counted(world: Any) -> Any:
        app: Any = create_app(world)
        app.add_middleware(Counter, ledger=Path(ledger))
        return app

    serving.create_app = counted  # type: ignore[attr-defined]
    server.serve(host="127.0.0.1", port=int(port), state_dir=Path(folder), pace_ms=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
