"""Runs every test that this machine can run, and says plainly what it cannot.

With REQUIRE_ALL=1 (as in CI) a missing part is a failure instead.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
# What starts programs and waits for them most of its time.
PROGRAMS = ["tests/browser", "tests/faults"]
# What behaves by the database: run once more on PostgreSQL.
ON_POSTGRES = ["tests/generation", "tests/auditing", "tests/svgsite", "tests/faults"]
NOT_ON_POSTGRES = [
    "tests/generation/svg",
    "tests/generation/snowflake",
    "tests/generation/rendering",
    "tests/auditing/masking",
    "tests/auditing/test_light_media.py",
    "tests/svgsite/test_german_pages.py",
    "tests/svgsite/test_unmarked.py",
    "tests/svgsite/test_translations.py",
    "tests/svgsite/test_static_files.py",
]


@dataclass(frozen=True)
class Run:
    """One pytest; its database, folder and ports are its own."""

    title: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", "-rs", *self.arguments],
            env={**os.environ, **self.environment},
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
        )

    @contextmanager
    def beside(self) -> Iterator[Callable[[], int]]:
        """Beside another one; what it gives waits for its end and prints it."""
        with tempfile.TemporaryFile() as output, self.start(output) as process:

            def finish() -> int:
                code = process.wait()
                output.seek(0)
                print(f"{self.title}:", output.read().decode(), sep="\n", flush=True)  # noqa: T201
                return code

            try:
                yield finish
            finally:
                process.kill()


def without(paths: list[str]) -> list[str]:
    return [f"--ignore={path}" for path in paths]


def runs() -> list[Run]:
    """Together everything; the longest is the first."""
    found = [Run("On SQLite", without(PROGRAMS)), Run("Programs and pages", PROGRAMS)]
    if listens(5432):
        on_postgres = ["-m", "not browser", *ON_POSTGRES, *without(NOT_ON_POSTGRES)]
        found.append(Run("On PostgreSQL", on_postgres, {"DATABASE_URL": POSTGRES_URL}))
    return found


def run_all() -> int:
    """Beside each other: most of the time one of them waits. The first is watched."""
    first, *others = runs()
    with ExitStack() as stack:
        finishes = [stack.enter_context(run.beside()) for run in others]
        codes = [first.start().wait(), *(finish() for finish in finishes)]
    return 1 if any(codes) else 0


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def missing() -> list[str]:
    lines = []
    if not Path("/usr/bin/chromium").exists():
        lines.append("browser tests: /usr/bin/chromium is missing (apt-get install chromium)")
    if not shutil.which("pdfinfo"):
        lines.append("tests that read PDFs: pdfinfo is missing (apt-get install poppler-utils)")
    if not listens(5432):
        lines.append("PostgreSQL tests: nothing listens on 127.0.0.1:5432")
    if not listens(6379):
        lines.append("Redis tests: nothing listens on 127.0.0.1:6379")
    return lines


def main() -> int:
    lacking = missing()
    for line in lacking:
        print(f"NOT RUN {line}", flush=True)  # noqa: T201
    if lacking and os.environ.get("REQUIRE_ALL") == "1":
        return 1
    # A shell ignores Ctrl-C for what it runs in the background, which programs would inherit.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # The programs that tests start again and again are compiled once.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.argv[1:]:
        return Run("What is asked for", sys.argv[1:]).start().wait()
    return run_all()


if __name__ == "__main__":
    sys.exit(main())
