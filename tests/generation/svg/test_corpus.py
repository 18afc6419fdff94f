"""Answers of real models, where a folder of them is at hand."""

import os
from pathlib import Path

import pytest

from generation.svg import read_answer, sanitise

FOLDER = os.environ.get("SVG_CORPUS", "")
ANSWERS = sorted(p for p in Path(FOLDER).rglob("*.svg")) if FOLDER else []

if ANSWERS:

    @pytest.mark.parametrize("profile", ["spec", "extended"])
    @pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
    def test_every_answer_gives_a_picture(path: Path, profile: str) -> None:
        result = read_answer(path.read_text(errors="replace"), profile=profile)

        assert result.validation_status in ("valid", "partial")
        assert sanitise(result.content, profile=profile).content == result.content
