"""Settings of the tests: everything written goes to a folder that is gone afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_var = tempfile.mkdtemp(prefix="svgsite-test-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ.update({"ENVIRONMENT": "testing", "VAR_DIR": _var, "LOG_LEVEL": "WARNING"})
os.environ["LOG_DATABASE_LEVEL"] = "OFF"

from svgsite.settings import *  # noqa: E402, F403
from svgsite.settings import DATABASES  # noqa: E402

# The real hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file instead of memory: workers in threads and processes of their own see it too.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_var) / "test.sqlite3")}
else:
    # A name of its own, so that two runs on one server do not meet.
    DATABASES["default"]["TEST"] = {"NAME": f"test_svgsite_{os.getpid()}"}
    # A database that is thrown away does not wait for the disk.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}

RETRY_BASE_SECONDS = 0.05

# A test's client asks for few static files or none: they are looked for when it does.
WHITENOISE_AUTOREFRESH = True

# No thread writes behind a test's back; a test that wants the rows flushes.
METRICS_FLUSH_SECONDS = 0

# At once and in the test's own transaction; tests of the threads switch it on.
BACKGROUND_WRITES = False
