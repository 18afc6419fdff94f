"""Runs every test that this machine can run, and says plainly what it cannot.

With REQUIRE_ALL=1 (as in CI) a missing part is a failure instead.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
# What behaves by the database: run once more on PostgreSQL.
ON_POSTGRES = ["tests/generation", "tests/auditing", "tests/svgsite", "tests/faults"]
NOT_ON_POSTGRES = ["tests/generation/svg", "tests/generation/snowflake"]


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def run_pytest(*arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode


@contextmanager
def postgres_run() -> Iterator[Callable[[], int]]:
    """The PostgreSQL run beside the other one; what it gives waits for its end and prints it."""
    ignored = [f"--ignore={path}" for path in NOT_ON_POSTGRES]
    with tempfile.TemporaryFile() as output:
        run = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-m", "not browser", *ON_POSTGRES, *ignored],
            env={**os.environ, "DATABASE_URL": POSTGRES_URL},
            stdout=output,
            stderr=subprocess.STDOUT,
        )

        def finish() -> int:
            code = run.wait()
            output.seek(0)
            print("On PostgreSQL:", output.read().decode(), sep="\n", flush=True)  # noqa: T201
            return code

        try:
            yield finish
        finally:
            run.kill()


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
    if sys.argv[1:] or not listens(5432):
        return run_pytest(*sys.argv[1:])
    # Beside each other: most of the time one of the two waits.
    with postgres_run() as finish:
        return run_pytest() | finish()


if __name__ == "__main__":
    sys.exit(main())
