"""What the queue keeps of a task that failed holds nothing of the error's own words."""

import traceback

import pytest

from auditing.discretion import TaskFailed
from generation import tasks
from generation.pipeline import runner

SECRET = "postgres://bob:s3cr3t@db.internal/app"


def test_an_error_reaches_the_queue_by_its_kind_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> bool:
        raise ConnectionError(SECRET)

    monkeypatch.setattr(runner, "run", fail)

    with pytest.raises(TaskFailed, match="ConnectionError") as caught:
        tasks.generate("an-id")

    assert "s3cr3t" not in "".join(traceback.format_exception(caught.value))
