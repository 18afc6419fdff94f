"""`manage.py generate` as a program of its own, and what it left."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import execute_from_command_line

from tests.faults.processes import PATIENCE_SECONDS, ROOT, Child
from tests.faults.servers import environment


@dataclass(frozen=True)
class Finished:
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def result(self) -> dict[str, Any]:
        """The one line of JSON; nothing else stands on standard output."""
        (line,) = self.out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found

    def assert_refused(self, *words: str) -> None:
        """A plain message, no result, no traceback."""
        assert self.code != 0
        assert self.out == ""
        assert "Traceback" not in self.err
        for word in words:
            assert word in self.err


def refuse_in_child(
    fork: Callable[[Callable[[], object]], Child], folder: Path, *arguments: str
) -> Finished:
    """The same command in a forked child, which is quicker where it ends at once."""
    out, err = folder / "out", folder / "err"

    def work() -> None:
        sys.stdout, sys.stderr = out.open("w"), err.open("w")
        execute_from_command_line(["manage.py", "generate", *arguments])

    code = fork(work).wait()
    return Finished(code, out.read_text(), err.read_text())


class Generate:
    """One running command."""

    def __init__(self, *arguments: str, port: int, folder: Path, **told: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "generate", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment(port, folder, **told)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def interrupt(self) -> None:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def finish(self, seconds: float = PATIENCE_SECONDS) -> Finished:
        try:
            out, err = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the command did not end: {self.end()}") from None
        return Finished(self._process.returncode, out, err)

    def end(self) -> str:
        """Kill what still runs; what it said on standard error."""
        if self._process.returncode is not None:
            return ""
        self._process.kill()
        return self._process.communicate()[1]
