"""Variables: what each type takes, how a prompt is made, what a template may say."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from generation.submitting.palettes import name_of
from generation.templating.lines import read_lines, write_lines
from generation.templating.services import SEEDS
from generation.templating.variables import TYPES, Variable, check_template, render
from generation.validators import PROMPT

SIDE = Variable("side", "Side", "choice", ("left", "right"))


@pytest.mark.parametrize(
    ("variable", "given", "frozen"),
    [
        (Variable("a", "A"), "  a  red\thouse ", "a red house"),
        (Variable("a", "A", "number"), " 007.50", "7.5"),
        (Variable("a", "A", "number"), "-3", "-3"),
        (Variable("a", "A", "number"), "0.000", "0"),
        (Variable("a", "A", "number"), "1e3", "1000"),
        (Variable("a", "A", "colour"), "1D4FD7", "#1d4fd7"),
        (SIDE, "left", "left"),
    ],
)
def test_a_good_value_is_put_in_order(variable: Variable, given: str, frozen: str) -> None:
    assert variable.clean(given) == frozen


@pytest.mark.parametrize(
    ("variable", "given", "told"),
    [
        (Variable("a", "A"), "   ", "Fill this in"),
        (Variable("a", "A"), "café", "‘é’"),
        (Variable("a", "A"), "x" * 121, "At most 120"),
        (Variable("a", "A", "number"), "seven", "‘seven’ is no number"),
        (Variable("a", "A", "number"), "NaN", "up to a million"),
        (Variable("a", "A", "number"), "1e999999", "up to a million"),
        (Variable("a", "A", "number"), "0.00001", "three decimals"),
        (Variable("a", "A", "colour"), "#1d4fd7 #fff", "One colour"),
        (Variable("a", "A", "colour"), "blue", "is no colour"),
        (SIDE, "above", "Choose one of: left, right."),
    ],
)
def test_a_bad_value_is_explained(variable: Variable, given: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        variable.clean(given)
    assert told in caught.value.messages[0]


def test_a_prompt_is_made_of_text_and_values() -> None:
    variables = (Variable("thing", "Thing"), Variable("colour", "Colour", "colour"))

    made = render("A {colour} {thing}, {thing}!", variables, {"thing": "cat", "colour": "#1d4fd7"})

    assert made == "A blue cat, cat!"


def test_what_a_value_says_is_not_filled_in_again() -> None:
    variables = (Variable("a", "A"), Variable("b", "B"))

    assert render("{a} {b}", variables, {"a": "{b}", "b": "secret"}) == "{b} secret"


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#000000", "black"), ("#fefefe", "white"), ("#1b46d0", "blue"), ("#e60012", "red")],
)
def test_a_colour_has_a_name(colour: str, name: str) -> None:
    assert name_of(colour) == name


@pytest.mark.parametrize(
    ("text", "lines", "field", "told"),
    [
        ("A {thing} here", "", "text", "{thing} is no variable"),
        ("A cat, très bien", "", "text", "‘è’"),
        ("A {x} here", "x | X | date", "variables", "there is no type 'date'"),
        ("A {x} here", "x | X | choice | one", "variables", "two choices or more"),
        ("A {x} here", "x | X | number | | many", "variables", "‘many’ is no number"),
        ("A {X} here", "X | X", "variables", "‘X’ is no name"),
        ("A {x} here", "x | X\nx | Y", "variables", "two variables x"),
        ("A cat here", "x | X", "variables", "does not occur"),
        ("".join(f"{{v{n}}} " for n in range(9)), "\n".join(f"v{n}" for n in range(9)),
         "variables", "At most 8 variables"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_work_is_explained(
    text: str, lines: str, field: str, told: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        check_template(text, read_lines(lines))
    assert told in " ".join(caught.value.message_dict[field])


def test_lines_say_what_they_have_read() -> None:
    variables = read_lines("side | Side | choice | left, right | left\n\nthing | What\n")

    assert variables[0] == Variable("side", "Side", "choice", ("left", "right"), "left")
    assert read_lines(write_lines(variables)) == variables
    assert tuple(Variable.from_json(v.as_json()) for v in variables) == variables


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_what_is_seeded_gives_a_good_prompt(seed: object) -> None:
    variables = read_lines(seed.variables)  # type: ignore[attr-defined]
    text: str = seed.text  # type: ignore[attr-defined]
    check_template(text, variables)
    PROMPT(render(text, variables, {v.name: v.default for v in variables}))


@given(st.sampled_from(TYPES), st.text(max_size=150))
def test_what_is_taken_keeps_the_rules_of_a_prompt(kind: str, value: str) -> None:
    variable = Variable("v", "V", kind, ("left", "right"))
    try:
        frozen = variable.clean(value)
    except ValidationError as error:
        assert error.messages[0]
        return
    assert variable.clean(frozen) == frozen
    PROMPT(render("A picture of {v} now", (variable,), {"v": frozen}))


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_template_is_good_or_explained(text: str, lines: str) -> None:
    variables = read_lines(lines)
    try:
        check_template(text, variables)
    except ValidationError as error:
        assert all(error.message_dict.values())
    else:
        assert render(text, variables, {v.name: "x" for v in variables}).count("{") == 0
