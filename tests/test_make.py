"""The Makefile sets up once for each folder and each set of settings."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def would_do(target: str, folder: Path, **settings: str) -> str:
    """The commands that make would run."""
    environment = {**os.environ, "VAR_DIR": str(folder), **settings}
    installed = ("--old-file", ".venv/.installed")  # whatever the state of this machine
    command = ["make", "--dry-run", "--no-print-directory", *installed, target]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_it_sets_up_again_for_another_database_only(tmp_path: Path) -> None:
    first = {"DATABASE_URL": "sqlite:///one", "ENVIRONMENT": "testing"}
    stamp = would_do("setup", tmp_path, **first).split("touch ")[-1].strip()
    assert stamp.startswith(str(tmp_path))

    Path(stamp).touch()

    assert "setup_site" not in would_do("run", tmp_path, **first)
    assert "setup_site" in would_do("run", tmp_path, **{**first, "DATABASE_URL": "sqlite:///two"})
