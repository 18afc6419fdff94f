"""`manage.py generate` where the file cannot be written, or an argument is no text."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.submitting.presets import seed_presets
from tests.factories import SnowflakeStageFactory

pytestmark = pytest.mark.django_db(transaction=True)

PROMPT = "a red house under a yellow sun"


def test_a_picture_that_could_not_be_saved_is_still_reported(
    stand_in: str, capsys: pytest.CaptureFixture[str]
) -> None:
    SnowflakeStageFactory.create()

    with pytest.raises(CommandError, match="/dev/full could not be written") as caught:
        call_command("generate", PROMPT, output=Path("/dev/full"))

    assert json.loads(capsys.readouterr().out)["status"] == "completed"
    assert GeneratedSVG.objects.get().stage_path in str(caught.value)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"output": Path("x" * 300)}, "cannot be written"),
        ({"user": "\udcff"}, "not valid UTF-8"),
        ({"model": "\udcff"}, "There is no model"),
        ({"style": "cubist"}, "no style 'cubist'"),
        ({"palette": "reddish"}, "is no colour"),
    ],
)
def test_odd_arguments_are_refused_in_plain_words(
    stand_in: str, options: dict[str, Any], words: str
) -> None:
    SnowflakeStageFactory.create()

    with pytest.raises(CommandError, match=words):
        call_command("generate", PROMPT, **options)

    assert not SVGGenerationRequest.objects.exists()


def test_wishes_are_options(stand_in: str, tmp_path: Path) -> None:
    SnowflakeStageFactory.create()
    seed_presets()

    call_command("generate", PROMPT, style="flat", aspect="wide", output=tmp_path / "house.svg")

    made = SVGGenerationRequest.objects.get()
    assert (made.preset, made.brief["aspect"]) == ("flat", "wide")
    assert (tmp_path / "house.svg").exists()
