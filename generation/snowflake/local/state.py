"""What one stand-in holds: the folder it owns, its warehouse, stages, sessions and history."""

import fcntl
import json
import secrets
import time
from pathlib import Path
from typing import IO

from .faults import Faults
from .history import History
from .sessions import Sessions
from .sql_text import ObjectName
from .stage_files import Stage
from .stages import StageStore
from .warehouse import Warehouse

DEFAULT_DATABASE = "SVGSITE"
DEFAULT_SCHEMA = "PUBLIC"
DEFAULT_WAREHOUSE = "LOCAL_WH"
DEFAULT_ROLE = "LOCAL_ROLE"
DEFAULT_STAGE = "SVG_STAGE"
_FIRST_STAGES = {
    DEFAULT_STAGE: "Generated pictures",
    "MARKETING_ASSETS": "A second stage, for trying out the choice",
}
_RETRY_SECONDS = 0.05


class StateInUse(Exception):  # noqa: N818 - a fixed name, and no error of ours
    """Another process holds the state folder."""


class Folder:
    """The state folder, held by one process at a time; the lock goes with the process."""

    def __init__(self, path: Path, wait_seconds: float = 0) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(path / "lock", wait_seconds)

    def secret(self) -> bytes:
        """The key that signs file addresses, made once so that they outlive a restart."""
        file = self.path / "secret"
        if not file.exists():
            new = self.path / "secret.new"
            new.touch(mode=0o600)
            new.write_bytes(secrets.token_bytes(32))
            new.replace(file)
        return file.read_bytes()

    def publish(self, host: str, port: int, instance: str) -> None:
        """Write down where this server listens, for `server.published`."""
        new = self.path / "endpoint.new"
        new.write_text(json.dumps({"host": host, "port": port, "instance": instance}))
        new.replace(self.path / "endpoint.json")

    def close(self) -> None:
        """Take the endpoint down and let the next process in."""
        (self.path / "endpoint.json").unlink(missing_ok=True)
        self._lock.close()


def _locked(path: Path, wait_seconds: float) -> IO[str]:
    until = time.monotonic() + wait_seconds
    file = path.open("a")
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        except BlockingIOError:
            if time.monotonic() >= until:
                file.close()
                raise StateInUse(
                    f"Another local Snowflake stand-in is using {path.parent}. "
                    "Stop it, connect to it, or give this one a folder of its own (--state-dir)."
                ) from None
        time.sleep(_RETRY_SECONDS)


class World:
    """Everything the handlers work on."""

    def __init__(self, folder: Folder, pace_ms: int = 0) -> None:
        self.pace_ms = pace_ms
        self.instance = secrets.token_hex(8)
        self.secret = folder.secret()
        self.stages = StageStore(folder.path)
        self.warehouse = Warehouse(folder.path / "databases")
        self.sessions = Sessions()
        self.history = History()
        self.faults = Faults()
        self._furnish()

    def _furnish(self) -> None:
        if not self.warehouse.has_database(DEFAULT_DATABASE):
            self.warehouse.create_database(DEFAULT_DATABASE)
        for name, comment in _FIRST_STAGES.items():
            full = ObjectName(DEFAULT_DATABASE, DEFAULT_SCHEMA, name)
            if full not in self.stages:
                stage = Stage(full, True, True, comment=comment, owner=DEFAULT_ROLE)
                self.stages.create(stage)

    def close(self) -> None:
        """End every session and write the databases out."""
        self.sessions.close()
        self.warehouse.close()
