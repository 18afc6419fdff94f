"""A worker that dies while its picture grows: nothing of it is ever taken for the picture."""

import signal

import pytest
from django.test import Client
from django.urls import reverse

from generation import sweeping
from generation.models import PartialPicture, SVGGenerationRequest
from generation.pipeline import runner
from tests.faults.conftest import Ask, Fork
from tests.faults.evidence import assert_completed, wait_for_lease_to_run_out
from tests.faults.processes import Child, wait_until
from tests.faults.servers import StandIn

pytestmark = pytest.mark.timeout(60)

# Only the first answer takes long.
SLOWLY = "a red house under a yellow sun standin slowly 20 times 1"


def draw_until_seen(request: SVGGenerationRequest, fork: Fork) -> Child:
    child = fork(lambda: runner.run(request.pk))
    seen = PartialPicture.objects.filter(request=request, content__contains="<rect")
    wait_until(seen.exists, "something of the picture is seen")
    return child


def answer(client: Client, request: SVGGenerationRequest, name: str) -> tuple[int, str]:
    response = client.get(reverse(name, args=[request.pk]))
    return response.status_code, response.content.decode()


def test_killed_in_the_middle(counted: StandIn, ask: Ask, fork: Fork, client: Client) -> None:
    request = ask(prompt_text=SLOWLY)
    client.force_login(request.owner)
    child = draw_until_seen(request, fork)

    child.signal(signal.SIGKILL)

    assert answer(client, request, "picture")[0] == 404
    wait_for_lease_to_run_out(request)
    assert "has not been heard of" in answer(client, request, "request")[1]
    assert sweeping.release_orphans() == 1
    assert not PartialPicture.objects.exists()
    assert answer(client, request, "partial")[0] == 204
    assert "another one takes it up" in answer(client, request, "request")[1]

    runner.run(request.pk)

    assert_completed(request)
    assert not PartialPicture.objects.exists()
    assert counted.paid_calls(request.pk) == 2


def test_suspended_and_overtaken_it_writes_no_more(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask(prompt_text=SLOWLY)
    child = draw_until_seen(request, fork)
    child.signal(signal.SIGSTOP)
    child.wait_until_suspended()
    wait_for_lease_to_run_out(request)
    sweeping.release_orphans()
    runner.run(request.pk)

    child.signal(signal.SIGCONT)

    assert child.wait() == 0
    assert_completed(request)
    assert not PartialPicture.objects.exists()


def test_four_write_at_once_and_all_arrive(counted: StandIn, ask: Ask, fork: Fork) -> None:
    requests = [ask(prompt_text=f"a red house {n} standin slowly 1.5") for n in range(4)]

    children = [draw_until_seen(request, fork) for request in requests]

    assert [child.wait() for child in children] == [0] * 4
    for request in requests:
        assert_completed(request)
