"""Coverage-guided fuzzing of the sanitiser; needs atheris, which the tests do without.

    pip install atheris
    python bench/fuzz_svg.py var/fuzz tests/generation/svg/corpus -max_total_time=3600

Arguments are libFuzzer's: the first folder takes what it finds, the others are read. A text for
which a property below fails is left in a file `crash-…`: make a test of it.
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

with atheris.instrument_imports(include=["generation.svg"]):
    from generation.svg import read_answer, sanitise
    from generation.svg.policy import PROFILES
    from generation.svg.validation import validate

PROFILE_NAMES = sorted(PROFILES)


def check(data: bytes) -> None:
    """Never raises, obeys its own rules, and gives the same when read again."""
    text = data[1:].decode("utf-8", "surrogateescape")
    profile = PROFILE_NAMES[data[0] % 2] if data else "spec"
    found = read_answer(text, profile=profile)
    if not found.content:
        return
    validate(found.content, profile)
    assert sanitise(found.content, profile=profile).content == found.content


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
