"""Speed of the sanitiser beside its peers on the same generated files, in one run.

    python -m bench.svg [speed] [answers] [hostile]

Prints MB/s for files of several sizes, milliseconds for an answer, and for each hostile input of
1 MiB the time (CPU seconds) and the peak of Python's memory (MB); all three without a word.
"""

import importlib
import importlib.util
import multiprocessing
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from itertools import product
from multiprocessing.connection import Connection
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
ROUNDS = 9
PATIENCE = 10  # seconds
CONTEXT = multiprocessing.get_context("fork")


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


def by_nh3(markup: str) -> None:
    importlib.import_module("nh3").clean(
        markup,
        tags=set(EXTENDED_ELEMENTS - {"style"}),
        attributes={"*": set(ATTRIBUTES)},
        link_rel=None,
    )


def by_svg_hush(markup: str) -> None:
    importlib.import_module("py_svg_hush").filter_svg(markup.encode())


Peers = dict[str, Callable[[str], object]]
PEERS: Peers = {
    "defusedxml, parse alone": bare_parse,
    "this, spec": partial(sanitise, profile="spec"),
    "this, extended": partial(sanitise, profile="extended"),
    "svg-hush": by_svg_hush,
    "nh3 (HTML)": by_nh3,
    "bleach (HTML)": by_bleach,
}
OPTIONAL = {"svg-hush": "py_svg_hush", "nh3 (HTML)": "nh3"}


def is_installed(name: str) -> bool:
    return name not in OPTIONAL or importlib.util.find_spec(OPTIONAL[name]) is not None


def seconds(call: Callable[[str], object], markup: str) -> float:
    """The CPU time of one call."""
    started = time.process_time()
    call(markup)
    return time.process_time() - started


def table_of_peers() -> None:
    files = {size: drawing(size) for size in SIZES}
    print(f"{'MB/s':26}" + "".join(f"{size // 1000:>7} kB" for size in SIZES))
    best = dict.fromkeys(product(filter(is_installed, PEERS), SIZES), float("inf"))
    for _ in range(ROUNDS):  # in turn, so that another load strikes all alike
        for name, size in best:
            best[name, size] = min(best[name, size], seconds(PEERS[name], files[size]))
    for name in PEERS:
        speeds = [
            len(files[size]) / 1e6 / best[name, size] for size in SIZES if (name, size) in best
        ]
        cells = "".join(f"{speed:10.2f}" for speed in speeds) or f"{'not installed':>14}"
        print(f"{name:26}{cells}")


def table_of_answers() -> None:
    answers = [path.read_text() for path in sorted(PICTURES.glob("*.svg"))]
    calls: Peers = {f"this, {p}": partial(read_answer, profile=p) for p in ("spec", "extended")}
    print(f"\n{'ms for an answer':26}{'median':>10}{'slowest':>10}   of {len(answers)}")
    for name, call in (PEERS | calls).items():
        if is_installed(name):
            attempt = survived(call)
            times = sorted(
                1_000 * min(seconds(attempt, answer) for _ in range(ROUNDS)) for answer in answers
            )
            print(f"{name:26}{times[len(times) // 2]:10.2f}{times[-1]:10.2f}")


def table_of_hostile_inputs() -> None:
    print(f"\n{'hostile input':32}" + "".join(f"{name[:14]:>16}" for name in HOSTILE_TO) +
          "   peak MB")  # fmt: skip
    for name, make in GENERATORS.items():
        markup = make(MAX_BYTES)[:MAX_BYTES]
        cells = "".join(f"{in_a_process(peer, name):>16}" for peer in HOSTILE_TO)
        print(f"{name:32}{cells}{peak(markup):10.1f}", flush=True)


# bleach takes minutes on most of them.
HOSTILE_TO = [name for name in PEERS if is_installed(name) and not name.startswith("bleach")]


def in_a_process(peer: str, generator: str) -> str:
    """CPU seconds of one call; in a process of its own, since some never end or crash."""
    channel, end = CONTEXT.Pipe(duplex=False)
    worker = CONTEXT.Process(target=timed, args=(end, peer, generator))
    worker.start()
    end.close()
    try:
        cell = channel.recv() if channel.poll(PATIENCE) else f"over {PATIENCE}"
    except EOFError:
        cell = "crash"
    worker.kill()
    worker.join()
    return str(cell)


def timed(end: Connection, peer: str, generator: str) -> None:
    """Send the CPU seconds of one call, or that it was refused."""
    markup = GENERATORS[generator](MAX_BYTES)[:MAX_BYTES]
    started = time.process_time()
    try:
        PEERS[peer](markup)
    except Exception:
        end.send(f"{time.process_time() - started:.2f} refused")
    else:
        end.send(f"{time.process_time() - started:.2f}")


def survived(call: Callable[[str], object]) -> Callable[[str], object]:
    """The call, whose refusals count as an answer."""

    def attempt(markup: str) -> object:
        try:
            return call(markup)
        except Exception:
            return None

    return attempt


def peak(markup: str) -> float:
    """The most memory that Python held during one call, in MB."""
    tracemalloc.start()
    read_answer(markup)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


TABLES = {
    "speed": table_of_peers,
    "answers": table_of_answers,
    "hostile": table_of_hostile_inputs,
}

if __name__ == "__main__":
    for word in sys.argv[1:] or TABLES:
        TABLES[word]()
