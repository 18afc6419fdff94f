"""What the coverage-guided fuzzer kept: each input takes another way through the code."""

import gzip
import json
import time
from pathlib import Path

from generation.svg import read_answer, sanitise
from tests.generation.svg.test_properties import assert_sound

# A list of [profile, answer], written by `bench/fuzz_svg.py`.
CORPUS = json.loads(gzip.decompress(Path(__file__).with_name("fuzz_corpus.json.gz").read_bytes()))
SECONDS = 4.0  # the bound is one, on a machine that does nothing else


def test_every_property_holds() -> None:
    for profile, answer in CORPUS:
        started = time.process_time()
        result = read_answer(answer, profile=profile)

        assert time.process_time() - started < SECONDS
        assert_sound(result, profile)
        assert sanitise(result.content, profile=profile).content == result.content
