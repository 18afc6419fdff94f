"""The web server: two processes with threads, since most requests wait for the database."""

import os
import sys
from typing import Any

bind = f"127.0.0.1:{os.environ.get('WEB_PORT', '8000')}"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = 8
loglevel = "warning"
preload_app = True


def when_ready(server: Any) -> None:
    """Say where to go, once it is true."""
    from generation.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
    from svgsite.config import read_config

    line = f"Open http://{bind}/"
    if read_config().demo_accounts:
        line += f" and sign in as {', '.join(DEMO_ACCOUNTS)}; the password is {DEMO_PASSWORD}"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
