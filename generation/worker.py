"""The worker: django-q2's cluster, stopped so that nothing is lost and nothing left behind.

A supervisor sends SIGTERM to the whole process group. Only the cluster's first process may take
it: it asks the workers, who give back what they hold and leave; who cannot in time is ended.
"""

import os
import signal
import threading
import time
from types import FrameType
from typing import Any

from django_q.cluster import Cluster
from django_q.signals import post_spawn

from generation.stopping import stopping

# A worker that is deep inside a call to Snowflake is ended then; its lease brings the request back.
GRACE_SECONDS = 2.5


class PoliteCluster(Cluster):  # type: ignore[misc]
    """django-q2's cluster, which otherwise loses its guard to a signal sent to the group."""

    def start(self) -> int:
        first = os.getpid()
        os.register_at_fork(after_in_child=lambda: _leave_group_of(first))
        post_spawn.connect(_listen, dispatch_uid="generation.worker")
        return int(super().start())

    def sig_handler(self, signum: int, frame: FrameType | None) -> None:
        if self.sentinel is not None and self.sentinel.is_alive():
            os.killpg(self.sentinel.pid, signal.SIGUSR1)
        super().sig_handler(signum, frame)


def _leave_group_of(first: int) -> None:
    """In the guard, right after its fork: its own group, and deaf to what is meant for workers."""
    if os.getppid() == first:
        os.setpgrp()
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        threading.Thread(target=_go_with, args=(first,), daemon=True, name="go-with").start()


def _go_with(first: int) -> None:
    """A first process that was killed cannot ask anybody to leave: all of its group go with it."""
    while os.getppid() == first:
        time.sleep(1)
    os.killpg(0, signal.SIGKILL)


def _listen(**_: Any) -> None:
    """In each worker, once it is ready."""
    signal.signal(signal.SIGUSR1, _ask_to_stop)


def _ask_to_stop(signum: int, frame: FrameType | None) -> None:
    stopping.set()
    deadline = threading.Timer(GRACE_SECONDS, os._exit, [1])
    deadline.daemon = True
    deadline.start()
