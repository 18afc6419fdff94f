"""What it costs to let a picture grow: reading the partial answer, and looking at a request.

    python -m bench.growing reading
    DJANGO_SETTINGS_MODULE=tests.settings python -m bench.growing looking

`reading` streams pictures of several sizes, benign and hostile, at 40 characters each 60 ms of a
simulated clock, and prints changes, CPU milliseconds in all, and their share of the stream's time.
`looking` fills an empty database with history and a queue and times one look of the live page.
"""

import statistics
import sys
import time

from bench.svg import drawing
from generation.svg.partial import GrowingPicture
from tests.generation.svg.hostile import GENERATORS

PIECE, SECONDS = 40, 0.06
# Those that took the largest share when all were tried.
WORST = ("brackets", "deep nesting of svg", "uses in a pattern", "glows of every colour", "names")
HISTORY, QUEUE, ROUNDS = 100_000, 500, 40


class Stream:
    """A clock that goes on with the pieces, and by the CPU time that reading takes."""

    def __init__(self) -> None:
        self.waited = 0.0

    def __call__(self) -> float:
        return self.waited + time.process_time()


def reading() -> None:
    texts = {f"drawing of {size:,}": drawing(size) for size in (3_000, 20_000, 100_000, 250_000)}
    texts |= {name: GENERATORS[name](60_000) for name in WORST}
    for name, text in texts.items():
        clock = Stream()
        growing, looks = GrowingPicture("spec", clock), 0
        begun = time.process_time()
        for at in range(0, len(text), PIECE):
            clock.waited += SECONDS
            looks += growing.add(text[at : at + PIECE]) is not None
        cpu = time.process_time() - begun
        share = 100 * cpu / clock.waited
        spent = f"{cpu * 1000:7.0f} ms of {clock.waited:5.0f} s, {share:.2f} %"
        print(f"{name:32} {looks:4} changes {spent}", flush=True)


def looking() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import F

    call_command("migrate", verbosity=0)
    from datetime import timedelta

    from django.utils import timezone

    from generation.models import Status, StatusChange, SVGGenerationRequest
    from generation.watching.page import watch

    now = timezone.now()
    done = [
        SVGGenerationRequest(
            prompt_text="a red house", selected_model=f"model-{n % 4}", filename="house",
            stage_name="S", status=Status.COMPLETED, created_at=now - timedelta(seconds=n),
            started_at=now, finished_at=now + timedelta(seconds=8),
        )
        for n in range(HISTORY)
    ]  # fmt: skip
    SVGGenerationRequest.objects.bulk_create(done, batch_size=500)
    SVGGenerationRequest.objects.filter(pk__in=[r.pk for r in done[:QUEUE]]).update(
        status=Status.PENDING, started_at=None, finished_at=None
    )
    waiting = list(SVGGenerationRequest.objects.filter(status=Status.PENDING))
    StatusChange.objects.bulk_create(
        StatusChange(request=r, new=Status.PENDING, at=r.created_at) for r in waiting
    )
    SVGGenerationRequest.objects.filter(pk=done[1].pk).update(
        status=Status.PROCESSING, started_at=F("created_at"), lease_until=now + timedelta(hours=1)
    )
    for name, pk in (("waiting", done[0].pk), ("being drawn", done[1].pk)):
        request = SVGGenerationRequest.objects.get(pk=pk)
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            watch(request)
            times.append(1000 * (time.perf_counter() - begun))
        print(f"{connection.vendor}, {name}: median {statistics.median(times):.1f} ms")


if __name__ == "__main__":
    {"reading": reading, "looking": looking}[sys.argv[1]]()
