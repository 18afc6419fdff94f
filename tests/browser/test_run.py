"""`make run`: says where to go, and Ctrl-C leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, start, stop

pytestmark = [pytest.mark.timeout(120)]


def processes_of(folder: Path) -> list[str]:
    """Everything that still runs with this folder in its environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={folder}".encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_it_says_where_to_go_and_stops_whole(tmp_path: Path) -> None:
    site = start(tmp_path)
    assert len(processes_of(tmp_path)) > 3

    stop(site)

    assert processes_of(tmp_path) == []
    log = (tmp_path / "run.log").read_text()
    line = next(line for line in log.splitlines() if "Open http" in line)
    assert site.url in line
    assert "staff, manager, admin" in line and "draw-me-a-house" in line


def test_two_commands_at_once_share_the_stand_in(tmp_path: Path) -> None:
    site = start(tmp_path)
    command = [sys.executable, "manage.py", "generate", "a blue boat on the sea"]

    results = [
        subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    outputs = [result.communicate(timeout=60)[0] for result in results]
    stop(site)

    assert all(b'"status": "completed"' in output for output in outputs)
