"""Runs every test that this machine can run, and says plainly what it cannot.

With REQUIRE_ALL=1 (as in CI) a missing part is a failure instead.
"""

import os
import socket
import subprocess
import sys
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


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def missing() -> list[str]:
    lines = []
    if not Path("/usr/bin/chromium").exists():
        lines.append("browser tests: /usr/bin/chromium is missing (apt-get install chromium)")
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
    failed = pytest(*sys.argv[1:])
    if listens(5432) and not sys.argv[1:]:
        print("Once more on PostgreSQL:", flush=True)  # noqa: T201
        ignored = [f"--ignore={path}" for path in NOT_ON_POSTGRES]
        failed |= pytest("-m", "not browser", *ON_POSTGRES, *ignored, DATABASE_URL=POSTGRES_URL)
    return failed


if __name__ == "__main__":
    sys.exit(main())
