"""Real processes to hurt: forked children, and sessions of programs that are started and ended."""

import os
import signal
import socket
import subprocess
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parents[2]
# For what should take a moment, on a machine that is busy with something else.
PATIENCE_SECONDS = 30.0


def wait_until(
    happened: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS
) -> None:
    """Look again and again; AssertionError naming `what` when the time is over."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {what}")
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Child:
    """A forked copy of this process that does one piece of work."""

    pid: int
    status: int | None = None

    def signal(self, number: int) -> None:
        if self.status is None:
            os.kill(self.pid, number)

    def wait(self, seconds: float = PATIENCE_SECONDS) -> int:
        """Its exit code; minus the signal's number where a signal ended it."""
        wait_until(self.has_ended, f"the end of process {self.pid}", seconds)
        assert self.status is not None
        return os.waitstatus_to_exitcode(self.status)

    def wait_until_suspended(self) -> None:
        wait_until(lambda: state_of(self.pid) == "T", f"process {self.pid} suspended")

    def end(self) -> None:
        if not self.has_ended():
            self.signal(signal.SIGKILL)
            self.wait()

    def has_ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if pid else None
        return self.status is not None


def fork(work: Callable[[], object]) -> Child:
    """Do the work in a child of its own, with database connections of its own."""
    connections.close_all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads that sleep are no danger
        pid = os.fork()
    if pid == 0:
        _work_and_leave(work)
    return Child(pid)


def _work_and_leave(work: Callable[[], object]) -> None:
    code = 1
    try:
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


class Program:
    """A program in a session of its own, so that all that it started can be found again."""

    def __init__(self, *arguments: str, log: Path, **environment: str) -> None:
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def members(self) -> list[int]:
        """The living processes of its session."""
        self.process.poll()
        pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        return [pid for pid in pids if session_of(pid) == self.process.pid]

    def kill(self) -> None:
        """SIGKILL for the whole session at once."""
        wait_until(lambda: not self._killed(), "all processes killed")
        self.process.wait()

    def _killed(self) -> list[int]:
        members = self.members()
        for pid in members:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return members


def session_of(pid: int) -> int:
    """Its session's number; 0 where it is gone or only waits to be buried."""
    fields = _stat(pid)
    return int(fields[3]) if fields and fields[0] != "Z" else 0


def state_of(pid: int) -> str:
    """R, S, T …; empty where it is gone."""
    fields = _stat(pid)
    return fields[0] if fields else ""


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
