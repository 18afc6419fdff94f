"""Elsewhere than on one machine, styles and scripts go out compressed and are kept for ever."""

import os
import re
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import re
from svgsite.wsgi import application
from django.test import Client
page = Client(SERVER_NAME="studio.example").get("/login/").content.decode()
for path in re.findall(r'(?:href|src)="(/static/[^"]+[.](?:css|js))"', page):
    answer = Client(SERVER_NAME="studio.example").get(path, headers={"accept-encoding": "gzip, br"})
    print(path, answer.status_code, answer["Content-Encoding"], answer["Cache-Control"])
"""


def run(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "svgsite.settings",
        "ENVIRONMENT": "production",
        "SECRET_KEY": "x" * 60,
        "AUDIT_KEY": "y" * 60,
        "AUDIT_SIGNING_KEY_FILE": str(folder / "signing.pem"),
        "ALLOWED_HOSTS": "studio.example",
        "BEHIND_HTTPS": "false",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_files_are_compressed_and_named_by_content(tmp_path: Path) -> None:
    run(tmp_path, "manage.py", "collectstatic", "--noinput")

    lines = run(tmp_path, "-c", PROGRAM).splitlines()

    assert len(lines) >= 3
    for line in lines:
        assert re.search(r"[.][0-9a-f]{12}[.](css|js) 200 gzip ", line), line
        assert "immutable" in line
