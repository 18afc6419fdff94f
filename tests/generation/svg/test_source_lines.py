"""The source as lines for people."""

import time

from hypothesis import given

from generation.svg import sanitise
from generation.svg.source_lines import BYTES_A_PAGE, LINES_A_PAGE, LONGEST_LINE, Line, source_lines
from tests.generation.svg.test_properties import PICTURES, PROFILE, often

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def shown(svg: str) -> list[str]:
    lines, _ = source_lines(svg)
    return ["  " * line.depth + "".join(text for _, text in line.pieces) for line in lines]


def all_lines(svg: str) -> list[Line]:
    """Page after page."""
    lines: list[Line] = []
    following: int | None = 0
    while following is not None:
        page, following = source_lines(svg, start=following)
        lines += page
    return lines


def test_one_line_an_element_and_its_text_with_it() -> None:
    svg = f'{HEAD}<g fill="red"><text x="1">Tom &amp; <tspan>Jerry</tspan></text></g><path/></svg>'

    assert shown(svg) == [
        HEAD,
        '  <g fill="red">',
        '    <text x="1">Tom & ',
        "      <tspan>Jerry</tspan>",
        "    </text>",
        "  </g>",
        "  <path/>",
        "</svg>",
    ]


@often
@given(PICTURES, PROFILE)
def test_nothing_is_left_out(answer: str, profile: str) -> None:
    safe = sanitise(answer, profile=profile).content
    lines = all_lines(safe)
    marks = "".join(text for line in lines for kind, text in line.pieces if kind == "mark")

    assert marks.count("<") == safe.count("<")
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_pages_of_a_long_source_follow_each_other() -> None:
    svg = f"{HEAD}{'<path/>' * (2 * LINES_A_PAGE + 50)}</svg>"
    first, second = source_lines(svg), source_lines(svg, start=LINES_A_PAGE)

    assert (len(first[0]), first[1]) == (LINES_A_PAGE, LINES_A_PAGE)
    assert (second[0][0].number, second[1]) == (LINES_A_PAGE + 1, 2 * LINES_A_PAGE)
    assert source_lines(svg, start=2 * LINES_A_PAGE)[1] is None
    assert source_lines(svg, start=10_000) == ([], None)


def test_a_page_of_long_lines_ends_earlier() -> None:
    shape = f'<path d="{"M1 1" * 300}"/>'
    svg = f"{HEAD}{shape * 200}</svg>"
    lines, following = source_lines(svg)

    assert 1 < len(lines) < LINES_A_PAGE and following == len(lines)
    assert sum(len(text) for line in lines for _, text in line.pieces) < BYTES_A_PAGE
    assert [line.number for line in all_lines(svg)] == list(range(1, 203))


def test_a_line_that_is_too_long_is_cut_and_says_so() -> None:
    (_, line, _), _ = source_lines(f'{HEAD}<path d="{"M1 1" * 100_000}"/></svg>')

    assert sum(len(text) for _, text in line.pieces) == LONGEST_LINE
    assert line.left_out > 390_000


def test_a_source_made_to_cost_does_not() -> None:
    started = time.monotonic()
    for piece in ("<g ", "<g a=", "<g>" * 3, '<g a="', "</", "a b="):
        source_lines(piece * (300_000 // len(piece)))

    assert time.monotonic() - started < 5
