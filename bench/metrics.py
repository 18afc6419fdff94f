"""What measuring costs: a generation with its metrics and without, and one count in memory.

    .venv/bin/python -m bench.metrics [--runs 20]

Runs with and without alternate, so that both meet the same load of the machine.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.one_generation import prepare, submit


def compare(runs: int) -> None:
    from auditing import metrics
    from generation.pipeline import runner

    def run() -> None:
        runner.run(submit(nudge=False))

    write: Any = metrics.write_quietly
    took: dict[str, list[float]] = {"with": [], "without": []}
    for number in range(2 * runs + 4):
        kind = ("with", "without")[number % 2]
        setattr(metrics, "write_quietly", write if kind == "with" else lambda _: None)  # noqa: B010
        elapsed = timed(run)
        if number >= 4:
            took[kind].append(elapsed)
    setattr(metrics, "write_quietly", write)  # noqa: B010
    for kind, values in took.items():
        print(f"a run {kind:8} median {statistics.median(values):8.1f} ms, best {min(values):.1f}")
    ratio = statistics.median(took["with"]) / statistics.median(took["without"])
    print(f"ratio of medians {ratio:.3f}, of best {min(took['with']) / min(took['without']):.3f}")


def single_calls() -> None:
    from auditing import caching, metrics

    count = 5000

    def observe_often() -> None:
        for _ in range(count):
            metrics.observe("page.response", 5, label="GET x")

    observe = timed(observe_often)
    caching.get_or_load(caching.DATA, "bench", lambda: "value")
    hit = timed(
        lambda: [caching.get_or_load(caching.DATA, "bench", lambda: "") for _ in range(count)]
    )
    print(f"one page counted {observe / count * 1000:.1f} µs, one hit {hit / count * 1000:.1f} µs")


def timed(call: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


@contextmanager
def stand_in(folder: str) -> Iterator[None]:
    from django.conf import settings

    from generation import stages
    from generation.snowflake.local.server import running
    from generation.snowflake.settings import override

    started = running(state_dir=Path(folder) / "local_snowflake", pace_ms=0)
    with started as endpoint, override(replace(settings.SNOWFLAKE, local_port=endpoint.port)):
        stages.synchronise(by=None)
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        single_calls()
        with stand_in(folder):
            compare(runs)


if __name__ == "__main__":
    main()
