"""What survives which change of a file, and that no text takes long."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.svg import limits
from generation.svg.fingerprint import canonical_digest, fingerprint
from generation.svg.flattening import Pen
from generation.svg.resemblance import resemblance
from generation.svg.shapes import shapes_of

ROBOT = (Path(__file__).parent / "pictures/robot.svg").read_text()
ROCKET = (Path(__file__).parent / "pictures/rocket.svg").read_text()


def found(ours: str, theirs: str) -> float:
    return resemblance(shapes_of(ours), shapes_of(theirs)).found


@pytest.mark.parametrize(
    "altered",
    [
        f"\ufeff{ROBOT}\n",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- exported -->\n{ROBOT}',
        ROBOT.replace("\n", "\r\n"),
        ROBOT.replace("><", ">\n    <"),
        re.sub(r'<rect x="(\S+)" y="(\S+)"', r'<rect y="\2"   x="\1"', ROBOT),
    ],
    ids=["mark and newline", "declaration", "line ends", "indented", "order of attributes"],
)
def test_the_canonical_form_stays(altered: str) -> None:
    assert altered != ROBOT
    assert canonical_digest(altered) == canonical_digest(ROBOT) != ""


def test_another_colour_is_another_form() -> None:
    assert canonical_digest(ROBOT.replace("#", "#0", 1)) != canonical_digest(ROBOT)


def test_the_form_of_two_parts_is_not_that_of_one() -> None:
    one = canonical_digest('<svg><text a="b">c</text></svg>')
    assert one != canonical_digest('<svg><text a="bc"></text></svg>')


@pytest.mark.parametrize(
    "altered",
    [
        re.sub(r"#[0-9a-f]{3,6}", "#123456", ROBOT, flags=re.I),
        re.sub(
            r"<svg([^>]*)>", r'<svg\1><g transform="translate(40 9) scale(2.5)">', ROBOT
        ).replace("</svg>", "</g></svg>"),
        ROCKET.replace("</svg>", f"{ROBOT}</svg>"),
        f"<!DOCTYPE html><html><body><p>Look: {ROBOT}</p></body></html>",
    ],
    ids=["recoloured", "moved and scaled", "inside another", "in a page"],
)
def test_the_shapes_stay(altered: str) -> None:
    assert found(ROBOT, altered) > 0.95
    sketch = set(fingerprint(ROBOT).sketch)
    assert len(sketch & set(fingerprint(altered).looked_up)) > 0.8 * len(sketch)


def test_a_box_written_as_a_path_is_the_same_shape() -> None:
    rect = shapes_of('<svg><rect x="2" y="3" width="10" height="4"/></svg>')
    path = shapes_of('<svg><path d="M2 3h10v4H2z"/></svg>')

    assert rect[0].form == pytest.approx(path[0].form, abs=1e-9)
    assert (rect[0].x, rect[0].size) == pytest.approx((path[0].x, path[0].size))


def test_the_flags_of_an_arc_may_stand_together() -> None:
    spaced = Pen().follow("M0 0 a 4 4 0 0 1 8 0", most=100)
    packed = Pen().follow("M0 0a4 4 0 018 0", most=100)

    assert packed == spaced
    assert spaced[0][0][-1] == pytest.approx((8, 0))


def test_different_pictures_are_not_alike() -> None:
    assert found(ROBOT, ROCKET) < 0.3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no picture",
        "<svg",
        "<svg><path d='M0 0 L1e99 1e99 Z'/><path d='a'/><rect width='-5' height='x'/></svg>",
        "<svg><g transform='scale(0)'><path d='M0 0 L5 5 L9 1'/></g></svg>",
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg><text>&a;</text></svg>',
    ],
)
def test_odd_texts_give_an_answer(text: str) -> None:
    print_of = fingerprint(text)

    assert len(print_of.sketch) <= 24


@given(st.text(max_size=300))
def test_any_text_gives_an_answer(text: str) -> None:
    fingerprint(text)


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,- e", max_size=200))
def test_any_path_gives_an_answer(d: str) -> None:
    fingerprint(f'<svg><path d="{d}"/><path d="M0 0L9 4L3 8L1 1L7 7z"/></svg>')


def fill(piece: str, start: str = "<svg>", end: str = "</svg>") -> str:
    return start + piece * ((limits.MAX_BYTES - len(start) - len(end)) // len(piece)) + end


HOSTILE = {
    "one long path": fill("1 2 3 4", '<svg><path d="M0 0 C', '"/></svg>'),
    "arcs": fill("a1 1 0 0112", '<svg><path d="M0 0', '"/></svg>'),
    "points": fill("1,2 ", '<svg><polygon points="', '"/></svg>'),
    "shapes": fill('<path d="M1 2L3 9L7 4L2 2L8 1z"/>'),
    "equal boxes": fill('<rect width="1" height="2"/>'),
    "nesting": fill("<g>"),
    "transforms": fill("scale(2)", '<svg><g transform="', '"/></svg>'),
    "texts": fill("<text>ab cd</text>"),
    "attributes": fill('a1="1" ', "<svg ", "></svg>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_ends_within_a_second(name: str) -> None:
    text = HOSTILE[name]
    best = min(_seconds(text) for _ in range(2))

    assert best < 1.0


def _seconds(text: str) -> float:
    started = time.process_time()
    one = fingerprint(text)
    resemblance(shapes_of(ROBOT), one.shapes)
    return time.process_time() - started
