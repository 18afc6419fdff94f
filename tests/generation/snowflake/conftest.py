from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from generation.snowflake.completions import CompletionRequest, Message
from generation.snowflake.settings import SnowflakeSettings, override

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A stand-in of this test run's own."""
    from generation.snowflake.local.server import running

    with running(state_dir=tmp_path_factory.mktemp("local_snowflake"), port=0) as endpoint:
        yield endpoint


@pytest.fixture
def embedded(stand_in: Any) -> Iterator[SnowflakeSettings]:
    """Settings that lead to the stand-in, with time limits fit for tests."""
    settings = SnowflakeSettings(
        local_host=stand_in.host,
        local_port=stand_in.port,
        login_timeout=5,
        network_timeout=5,
        statement_timeout=5,
        cortex_timeout=10,
    )
    with override(settings):
        yield settings
    httpx.delete(f"{stand_in.url}/stand-in/faults", trust_env=False)


@pytest.fixture
def fault(stand_in: Any) -> Callable[..., None]:
    """Ask the stand-in to let statements that contain a word go wrong."""

    def ask(match: str, action: str, **details: Any) -> None:
        body = {"match": match, "action": action, **details}
        url = f"{stand_in.url}/stand-in/faults"
        assert httpx.post(url, json=body, trust_env=False).status_code == 201

    return ask


@pytest.fixture
def question() -> CompletionRequest:
    messages = (Message("system", "You draw SVG."), Message("user", "a red house"))
    return CompletionRequest("claude-sonnet-4-5", messages, max_tokens=4096, request_id="req-1")


@dataclass
class Server:
    """A real HTTP server on loopback that answers each POST as `script` says."""

    script: Callable[[Reply], None]
    port: int = 0
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gone_at: float | None = None  # when a write found that the client had left

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def settings(self, **changes: Any) -> SnowflakeSettings:
        return SnowflakeSettings(cortex_base_url=self.base_url, cortex_api_key="key", **changes)


class Reply:
    """What a script may send back."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self.handler = handler

    def start(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()

    def raw(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def event(self, payload: Any) -> None:
        data = payload if isinstance(payload, str) else json.dumps(payload)
        self.raw(f"data: {data}\n\n".encode())

    def piece(self, text: str, **more: Any) -> None:
        choice = {"index": 0, "delta": {"content": text}}
        self.event({"id": "c1", "model": "m", "choices": [choice], **more})

    def json(self, status: int, payload: Any) -> None:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.start(status, "application/json", Content_Length=str(len(body)))
        self.raw(body)

    def picture(self) -> None:
        """A whole, good, streamed answer."""
        self.start()
        self.piece(PICTURE)
        usage = {"prompt_tokens": 7, "completion_tokens": 40}
        self.event({"id": "c1", "model": "m", "choices": [], "usage": usage})
        self.event("[DONE]")


@contextmanager
def serving(script: Callable[[Reply], None]) -> Iterator[Server]:
    state = Server(script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            state.bodies.append(json.loads(self.rfile.read(length)))
            state.headers.append(dict(self.headers.items()))
            try:
                state.script(Reply(self))
            except OSError:
                state.gone_at = time.monotonic()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
