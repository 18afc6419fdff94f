"""Workers that are really killed in the middle of a check and of a fix."""

import os
import signal
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from generation.models import StageCheck, StageFinding
from generation.reconciling import comparing, mending
from generation.reconciling.mending import mend_asked, sweep_mending
from generation.reconciling.running import run_check, sweep_checks
from generation.reconciling.services import ask_fix, start_check
from generation.snowflake.stages import Stages
from tests.factories import PICTURE
from tests.faults.processes import fork

from .conftest import Check, Shelf, found


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_in_a_check(shelf: Shelf) -> None:
    old = shelf.picture(request__created_at=timezone.now() - timedelta(days=400))
    new = shelf.picture()
    for svg in (old, new):
        shelf.remove(svg.request.stage_path)
    made = start_check(by=None, stage=shelf.stage)

    def check_one_batch() -> None:
        compare = comparing.Batch._judge_unrecorded

        def once(self: Any, files: Any) -> None:
            comparing.Batch._look_again_for = die  # type: ignore[method-assign]
            compare(self, files)

        comparing.Batch._judge_unrecorded = once  # type: ignore[method-assign]
        run_check(made.pk)

    assert fork(check_one_batch).wait() == -signal.SIGKILL
    made.refresh_from_db()
    assert (made.status, made.batches_done, found(made)) == (
        "running",
        1,
        [("missing", old.stage_path)],
    )

    StageCheck.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep_checks()
    run_check(made.pk)
    made.refresh_from_db()
    assert (made.status, made.batches_done) == ("done", 2)
    assert found(made) == sorted([("missing", old.stage_path), ("missing", new.stage_path)])


def test_in_a_fix(shelf: Shelf, check: Check, admin_user: User) -> None:
    svg = shelf.picture()
    shelf.put(svg.request.stage_path, b"<svg>somebody's</svg>")
    check()
    ask_fix(by=admin_user, findings=StageFinding.objects.all())

    def mend_and_die() -> None:
        remove = Stages.remove_file
        Stages.remove_file = lambda *some: die(remove(*some))  # type: ignore[method-assign]
        mend_asked()

    assert fork(mend_and_die).wait() == -signal.SIGKILL
    assert shelf.names() == []

    StageFinding.objects.update(working_since=timezone.now() - mending.STALE * 2)
    sweep_mending()
    mend_asked()
    assert StageFinding.objects.get().state == "fixed"
    assert shelf.read(svg.request.stage_path) == PICTURE.encode()
