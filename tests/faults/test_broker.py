"""Redis carries the nudges where there is one; where it is down, the row still waits."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import redis
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ

from generation import queue, services, sweeping
from generation.models import Status, SVGGenerationRequest
from tests.factories import SnowflakeStageFactory, UserFactory
from tests.faults.evidence import assert_completed
from tests.faults.processes import free_port, wait_until
from tests.faults.servers import StandIn, start_worker

pytestmark = pytest.mark.timeout(60)

REDIS = "redis://127.0.0.1:6379/9"


def submit() -> SVGGenerationRequest:
    return services.submit(
        by=UserFactory.create(),
        prompt_text="a red house under a yellow sun",
        selected_model="claude-sonnet-4-5",
        filename="house",
        stage_name=SnowflakeStageFactory.create().stage_name,
    )


def use_redis(monkeypatch: pytest.MonkeyPatch, url: str, name: str = "faults") -> None:
    monkeypatch.setattr(Conf, "ORM", None)
    monkeypatch.setattr(Conf, "REDIS", url)
    monkeypatch.setattr(Conf, "CLUSTER_NAME", name)


@pytest.fixture
def queue_name() -> Iterator[str]:
    """A queue on Redis that nobody else uses."""
    name = f"faults-{uuid4().hex[:8]}"
    yield name
    with redis.Redis.from_url(REDIS) as broker:
        for key in broker.scan_iter(f"*{name}*"):
            broker.delete(key)


@pytest.mark.redis
def test_a_purge_finds_payloads_in_redis_by_the_request(
    queue_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(monkeypatch, REDIS, queue_name)
    gone, kept = str(uuid4()), str(uuid4())
    for name in (gone, kept, gone):
        assert queue.nudge(name)

    assert queue.count_nudges({gone}) == 2
    assert queue.remove_nudges({gone}) == 2

    assert (queue.count_nudges({gone}), queue.count_nudges({kept})) == (0, 1)


def test_a_redis_that_is_down_does_not_stop_a_purge(monkeypatch: pytest.MonkeyPatch) -> None:
    use_redis(monkeypatch, f"redis://127.0.0.1:{free_port()}/9")

    assert queue.remove_nudges({"some request"}) == 0


@pytest.mark.redis
def test_a_nudge_by_redis_reaches_the_worker(
    counted: StandIn,
    transactional_db: None,
    queue_name: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    told = {"DJANGO_SETTINGS_MODULE": "tests.faults.redis_settings", "QUEUE_NAME": queue_name}
    worker = start_worker(tmp_path, counted, REDIS_URL=REDIS, **told)
    use_redis(monkeypatch, REDIS, queue_name)
    try:
        request = submit()
        wait_until(lambda: has_completed(request), "the request is completed")
    finally:
        worker.kill()

    assert_completed(request)
    assert counted.paid_calls(request.pk) == 1
    assert not OrmQ.objects.exists()


def has_completed(request: SVGGenerationRequest) -> bool:
    request.refresh_from_db()
    return request.status == Status.COMPLETED


def test_a_broker_that_is_down_at_submit_loses_nothing(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        use_redis(down, f"redis://127.0.0.1:{free_port()}/9")
        request = submit()
    waiting = SVGGenerationRequest.objects.filter(pk=request.pk, status=Status.PENDING)

    waiting.update(created_at=timezone.now() - timedelta(minutes=2))
    swept = sweeping.sweep()

    assert swept["nudged"] == 1
    assert OrmQ.objects.count() == 1
