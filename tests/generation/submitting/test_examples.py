"""The prompts that the form proposes: read in one's language, filled in as what draws reads it."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from generation.snowflake.local.drawing import draw
from generation.snowflake.settings import get_settings, override
from generation.submitting.examples import examples

GERMAN = "Ein rotes Haus unter einer gelben Sonne, mit zwei grünen Bäumen"
ENGLISH = "A red house under a yellow sun, with two green trees"


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_preview_engine_draws_all_of_each(language: str) -> None:
    with translation.override(language), override(replace(get_settings(), account="")):
        for example in examples():
            assert draw([{"role": "user", "content": example.prompt}]).not_drawn == ()


def test_a_model_is_given_what_the_person_reads() -> None:
    with translation.override("de"), override(replace(get_settings(), account="myorg-myaccount")):
        assert [example.prompt for example in examples()] == [e.label for e in examples()]
        assert examples()[0].prompt == GERMAN


@pytest.mark.django_db
def test_the_german_form_is_german(client: Client, staff: User) -> None:
    client.force_login(staff)

    with override(replace(get_settings(), account="")):
        text = client.get("/", headers={"accept-language": "de"}).content.decode()

    assert f'data-example="{ENGLISH}"' in text and f">{GERMAN}</a>" in text
    assert "<kbd>Strg</kbd>" in text and "Sie versteht nur Englisch." in text
