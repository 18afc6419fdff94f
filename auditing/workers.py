"""Names for whoever claims work by a conditional update."""

import os
import socket
from uuid import uuid4


def worker_name() -> str:
    """Names one run: host, process, and a part that no other run shares."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid4().hex[:8]}"
