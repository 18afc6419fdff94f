"""The wishes beside a prompt: kept whole, checked, told to the model."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from generation.brief import ASPECTS, DETAILS, Brief

BRIEFS = st.builds(
    Brief,
    avoid=st.text(max_size=30),
    palette=st.lists(st.from_regex(r"\A#[0-9a-f]{6}\Z"), max_size=6).map(tuple),
    aspect=st.sampled_from(["", *ASPECTS]),
    detail=st.sampled_from(["", *DETAILS]),
    preset=st.just("flat"),
    style=st.text(max_size=30),
    template=st.just({"name": "icon", "version": 2, "values": {"thing": "boat"}}),
)


@given(BRIEFS)
def test_a_brief_comes_back_from_json_as_it_was(brief: Brief) -> None:
    assert Brief.from_json(brief.as_json()) == brief


def test_an_empty_brief_is_nothing_and_says_nothing() -> None:
    assert Brief().as_json() == {}
    assert Brief().lines() == []
    Brief().check()


def test_what_it_does_not_know_is_left_out() -> None:
    assert Brief.from_json({"avoid": "text", "later": 1}) == Brief(avoid="text")


@pytest.mark.parametrize(
    ("brief", "name"),
    [
        (Brief(avoid="x" * 201), "avoid"),
        (Brief(avoid="<script>"), "avoid"),
        (Brief(palette=("#fff",)), "palette"),
        (Brief(palette=("#ffffff\n",)), "palette"),
        (Brief(palette=("#ffffff",) * 7), "palette"),
        (Brief(aspect="round"), "aspect"),
        (Brief(detail="huge"), "detail"),
    ],
)
def test_a_wrong_wish_is_refused_by_its_name(brief: Brief, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        brief.check()

    assert list(refused.value.message_dict) == [name]


def test_the_model_is_told_every_wish_on_a_line_of_its_own() -> None:
    brief = Brief("people,\ntext", ("#ff0000", "#00ff00"), "wide", "simple", "flat", "flat\nshapes")

    assert brief.lines() == [
        "Style: flat shapes",
        "Main colours: #ff0000, #00ff00",
        'Shape: viewBox="0 0 640 360"',
        "Detail: very simple, at most 8 large shapes, readable at 16 pixels",
        "Leave out: people, text",
    ]
