"""Speed of the sanitiser beside its peers on the same generated files, in one run.

Run as `python -m bench.svg`. Prints MB/s over all files, milliseconds for a typical answer,
and for each hostile input the time (CPU seconds) and the peak of Python's memory (MB).
"""

import importlib
import random
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import bleach
from defusedxml.expatreader import DefusedExpatParser

from generation.svg import read_answer, sanitise
from generation.svg.limits import MAX_BYTES
from generation.svg.policy import EXTENDED_ELEMENTS
from generation.svg.values import ATTRIBUTES
from tests.generation.svg.hostile import GENERATORS

SIZES = (2_000, 10_000, 50_000, 200_000, 500_000)
PICTURES = Path("tests/generation/svg/pictures")
TOO_SLOW = 100_000  # bytes above which bleach is left out of the hostile table


def drawing(size: int) -> str:
    """A benign picture of about so many bytes: shapes, paths, groups, gradients, text."""
    dice = random.Random(size)  # noqa: S311 - a repeatable picture, no secret
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600">']
    parts.append('<linearGradient id="g"><stop stop-color="#fff"/></linearGradient>')
    length = 0
    while length < size:
        points = " ".join(
            f"L{dice.random() * 800:.2f} {dice.random() * 600:.2f}" for _ in range(24)
        )
        colour = f"#{dice.randrange(1 << 24):06x}"
        parts.append(f'<path d="M0 0{points}Z" fill="{colour}" stroke="black" stroke-width="2"/>')
        parts.append(f'<g transform="translate({length} 4)"><rect width="9" height="8"/></g>')
        parts.append(f'<circle cx="{length}" cy="9" r="4" fill="url(#g)" opacity=".5"/>')
        parts.append(f'<text x="{length}" y="9" font-size="12">words &amp; more</text>')
        length = sum(map(len, parts[-4:])) + length
    return "".join(parts) + "</svg>"


def bare_parse(markup: str) -> None:
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.feed(markup.encode())
    parser.close()


def by_bleach(markup: str) -> None:
    bleach.clean(markup, tags=EXTENDED_ELEMENTS, attributes=list(ATTRIBUTES), strip=True)


def peers() -> dict[str, Callable[[str], object]]:
    """Every sanitiser that is installed, by name."""
    found: dict[str, Callable[[str], object]] = {
        "defusedxml, parse alone": bare_parse,
        "this, spec": lambda m: sanitise(m, profile="spec"),
        "this, extended": lambda m: sanitise(m, profile="extended"),
        "bleach": by_bleach,
    }
    for name, module, call in (("svg-hush", "py_svg_hush", "filter_svg"), ("nh3", "nh3", "clean")):
        try:
            function = getattr(importlib.import_module(module), call)
        except ImportError:
            continue
        encode = name == "svg-hush"
        found[name] = lambda m, f=function, e=encode: f(m.encode() if e else m)
    return found


def seconds(call: Callable[[str], object], markup: str, rounds: int = 3) -> float:
    """The best CPU time of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        call(markup)
        times.append(time.process_time() - started)
    return min(times)


def table_of_peers() -> None:
    files = {size: drawing(size) for size in SIZES}
    print(f"{'MB/s':26}" + "".join(f"{size // 1000:>7} kB" for size in SIZES))
    for name, call in peers().items():
        speeds = (len(m) / 1e6 / max(1e-6, seconds(call, m)) for m in files.values())
        print(f"{name:26}" + "".join(f"{speed:10.2f}" for speed in speeds))


def table_of_answers() -> None:
    answers = [path.read_text() for path in sorted(PICTURES.glob("*.svg"))]
    for profile in ("spec", "extended"):
        times = sorted(1_000 * seconds(partial(read_answer, profile=profile), a) for a in answers)
        print(f"{profile}: {len(times)} answers, median {times[len(times) // 2]:.2f} ms, "
              f"slowest {times[-1]:.2f} ms")  # fmt: skip


def table_of_hostile_inputs() -> None:
    calls = {n: c for n, c in peers().items() if n != "bleach"}
    print(f"\n{'hostile input, 1 MiB':32}" + "".join(f"{n[:14]:>16}" for n in calls) + "   peak MB")
    for name, make in GENERATORS.items():
        markup = make(MAX_BYTES)[:MAX_BYTES]
        cells = "".join(f"{timed(call, markup):>16}" for call in calls.values())
        print(f"{name:32}{cells}{peak(markup):10.1f}")


def timed(call: Callable[[str], object], markup: str) -> str:
    """The CPU seconds of one call, or that it was refused."""
    started = time.process_time()
    try:
        call(markup)
    except Exception:
        return f"{time.process_time() - started:.2f} refused"
    return f"{time.process_time() - started:.2f}"


def peak(markup: str) -> float:
    """The most memory that Python held during one call, in MB."""
    tracemalloc.start()
    read_answer(markup)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


if __name__ == "__main__":
    table_of_peers()
    table_of_answers()
    table_of_hostile_inputs()
