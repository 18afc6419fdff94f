"""How many secrets the masker takes, how often it is wrong, and how fast it is.

    .venv/bin/python bench/masking.py                   # recall and false alarms by class, speed
    .venv/bin/python bench/masking.py --peer PYTHON     # the same samples through detect-secrets,
                                                        # installed beside that interpreter

A sample counts as taken where neither the secret nor six letters of its head or tail are left. The
peer reports lines instead of masking them: a sample counts as taken where it reports the line.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from auditing.masking import mask, register_secrets  # noqa: E402
from tests.auditing.masking.samples import (  # noqa: E402
    CLASSES,
    ORDINARY,
    leaks,
    ordinary,
    secrets,
)

SEED = 2026

# A file a text, as it scans repositories: its filters need more than a bare line.
PEER = """
import json, sys, tempfile, os
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings
texts, found = json.load(sys.stdin), []
with tempfile.TemporaryDirectory() as folder, default_settings():
    for number, text in enumerate(texts):
        path = os.path.join(folder, f"{number}.py")
        with open(path, "w") as file:
            file.write(text + "\\n")
        found.append(any(True for _ in scan_file(path)))
print(json.dumps(found))
"""


def peer_finds(python: str, texts: list[str]) -> int:
    """In how many texts detect-secrets with its default plugins reports something."""
    done = subprocess.run(
        [python, "-c", PEER], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return sum(json.loads(done.stdout))


def table(count: int, peer: str) -> None:
    print("| Class | samples | taken | detect-secrets |")
    totals = [0, 0, 0]
    for kind in CLASSES:
        samples = secrets(kind, count, SEED)
        taken = sum(not leaks(s, mask(s.text)) for s in samples)
        theirs = peer_finds(peer, [s.text for s in samples]) if peer else 0
        totals = [totals[0] + count, totals[1] + taken, totals[2] + theirs]
        print(_row(kind, count, taken, theirs))
    print(_row("all", *totals))


def alarms(count: int, peer: str) -> None:
    print("\n| Ordinary text | samples | false alarms | detect-secrets |")
    totals = [0, 0, 0]
    for kind in ORDINARY:
        texts = ordinary(kind, count, SEED)
        ours = sum(mask(text) != text for text in texts)
        theirs = peer_finds(peer, texts) if peer else 0
        totals = [totals[0] + count, totals[1] + ours, totals[2] + theirs]
        print(_row(kind, count, ours, theirs))
    print(_row("all", *totals))


def _row(kind: str, count: int, ours: int, theirs: int) -> str:
    return f"| {kind} | {count} | {100 * ours / count:.1f} % | {100 * theirs / count:.1f} % |"


def speed() -> None:
    """Best of five over the same lines: ordinary ones, and ones that each hold a secret."""
    lines = [line for kind in ORDINARY for line in ordinary(kind, 300, SEED)]
    secret = [s.text for kind in CLASSES for s in secrets(kind, 50, SEED)]
    print("\n| Text | lines/s | MB/s |")
    for name, texts in (("ordinary lines", lines), ("a secret in each", secret)):
        seconds = min(_seconds(texts) for _ in range(5))
        size = sum(len(text) for text in texts) / 1e6
        print(f"| {name} | {len(texts) / seconds:,.0f} | {size / seconds:.1f} |")
    block = "\n".join(lines)[:100_000]
    print(
        f"| one text of 100,000 letters | | {0.1 / min(_seconds([block]) for _ in range(5)):.1f} |"
    )
    big = block * 100
    print(f"10 MB at once: {1000 * min(_seconds([big]) for _ in range(3)):.0f} ms (cut at 100,000)")


def _seconds(texts: list[str]) -> float:
    started = time.perf_counter()
    for text in texts:
        mask(text)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peer", default="", help="a python that has detect-secrets")
    parser.add_argument("--count", type=int, default=1_000, help="samples a class")
    options = parser.parse_args()
    table(options.count, options.peer)
    alarms(options.count, options.peer)
    register_secrets(["an-installation-has-some", "of-these-values", "perhaps-five-altogether"])
    speed()


if __name__ == "__main__":
    main()
