#!/usr/bin/env python3
"""Coverage-guided fuzzing of the sanitiser; needs atheris, which the tests do without.

    pip install atheris
    python bench/fuzz_svg.py unpack var/seeds          the tests' corpus as files
    python bench/fuzz_svg.py var/fuzz var/seeds -max_total_time=3600 -timeout=20
    bench/fuzz_svg.py -merge=1 -use_counters=0 var/small var/fuzz
    python bench/fuzz_svg.py pack var/small            files as the tests' corpus

Other arguments are libFuzzer's: the first folder takes what it finds, the others are read. A text
for which a property below fails, or that takes too long, is left in a file `crash-…` or
`timeout-…`: make a test of it.
"""

import gzip
import json
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

with atheris.instrument_imports(include=["generation.svg"]):
    from generation.svg import read_answer, sanitise
    from generation.svg.policy import PROFILES
    from generation.svg.validation import validate

PROFILE_NAMES = sorted(PROFILES)
CORPUS = Path(__file__).parent.parent / "tests/generation/svg/fuzz_corpus.json.gz"


def split(data: bytes) -> tuple[str, str]:
    """The profile, which the first byte chooses, and the answer."""
    profile = PROFILE_NAMES[data[0] % 2] if data else "spec"
    return profile, data[1:].decode("utf-8", "surrogateescape")


def check(data: bytes) -> None:
    """Never raises, obeys its own rules, and gives the same when read again."""
    profile, text = split(data)
    found = read_answer(text, profile=profile)
    if not found.content:
        return
    validate(found.content, profile)
    assert sanitise(found.content, profile=profile).content == found.content


def pack(folder: Path) -> None:
    """Make the files of a folder the tests' corpus."""
    pairs = [split(path.read_bytes()) for path in sorted(folder.iterdir())]
    CORPUS.write_bytes(gzip.compress(json.dumps(pairs, indent=0).encode(), mtime=0))


def unpack(folder: Path) -> None:
    """Write the tests' corpus as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (profile, text) in enumerate(json.loads(gzip.decompress(CORPUS.read_bytes()))):
        head = bytes([PROFILE_NAMES.index(profile)])
        path = folder / f"{number:03}"
        path.write_bytes(head + text.encode("utf-8", "surrogateescape"))


if __name__ == "__main__":
    if sys.argv[1:2] in (["pack"], ["unpack"]):
        {"pack": pack, "unpack": unpack}[sys.argv[1]](Path(sys.argv[2]))
    else:
        atheris.Setup(sys.argv, check)
        atheris.Fuzz()
