"""What the sanitiser does with answers as models write them."""

import re
from pathlib import Path

import pytest

from generation.svg import POLICY_VERSION, SVGContent, read_answer, receipt_lines, sanitise

RECT = '<rect width="9" height="9"/>'
PLAIN = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{RECT}</svg>'
PICTURES = sorted((Path(__file__).parent / "pictures").glob("*.svg"))


def inner(body: str, profile: str = "spec") -> str:
    """What becomes of a body: everything between the outermost tags."""
    content = sanitise(f'<svg viewBox="0 0 9 9">{body}</svg>', profile=profile).content
    return content.partition(">")[2].removesuffix("</svg>")


def codes(result: SVGContent) -> list[str]:
    return [str(entry["code"]) for entry in result.receipt]


def lines(body: str, profile: str = "spec") -> list[str]:
    return receipt_lines(sanitise(f'<svg viewBox="0 0 9 9">{body}</svg>', profile=profile).receipt)


def test_metadata() -> None:
    metadata = read_answer(PLAIN).processing_metadata

    assert 0 <= metadata.pop("processing_time") < 10
    assert metadata == {
        "extraction_method": "raw",
        "content_type": "image/svg+xml",
        "encoding": "utf-8",
        "compression": False,
    }


@pytest.mark.parametrize(
    "answer", ["", "   ", "no picture", "<svg></svg>", "<svg viewBox='0 0 1 1'/>"]
)
def test_empty(answer: str) -> None:
    assert read_answer(answer).validation_status == "empty"


@pytest.mark.parametrize(
    "answer",
    ["<svg><script>1</script></svg>", "<svg><foreignObject/></svg>", "<svg><image/></svg>"],
)
def test_invalid(answer: str) -> None:
    assert read_answer(answer).validation_status == "invalid"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<text>a & b</text>", "<text>a &amp; b</text>"),
        ("<text>a&nbsp;b &copy;</text>", "<text>a\xa0b ©</text>"),
        ("<text>a < b</text>", "<text>a &lt; b</text>"),
        ("<text>&unknown;</text>", "<text>&amp;unknown;</text>"),
        ("<rect width=9 height='9'>", '<rect width="9" height="9"></rect>'),
        ('<rect x="1" x="2"/>', '<rect x="1"></rect>'),
        ('<g><rect x="1"/>', '<g><rect x="1"></rect></g>'),
        ('<RECT X="1"/>', '<rect x="1"></rect>'),
        ('<svg:rect x="1"/>', '<rect x="1"></rect>'),
        ('<rect x="1"><circle r="2"/>', '<rect x="1"></rect><circle r="2"></circle>'),
        ('<rect fill="red x="1"/><path d="M0 0"/>', '<path d="M0 0"></path>'),
        (
            '<rect x="9" width="8/><path d="M0 0"/>',
            '<rect x="9" width="8"></rect><path d="M0 0"></path>',
        ),
        ("<rect width=“9” height=“9”/>", '<rect width="9" height="9"></rect>'),
        ('<rect xmlns="" width="9"/>', '<rect width="9"></rect>'),
        ('<ns0:rect width="9"/>', '<rect width="9"></rect>'),
        ('<g>a<br><rect width="9"/></g>', '<g><rect width="9"></rect></g>'),
        ('<title>a<rect width="9"/>', '<rect width="9"></rect>'),
        ('<style>g{fill:red}<rect width="9"/>', '<rect width="9"></rect>'),
        ('<text font-size="12PX">a</text>', '<text font-size="12PX">a</text>'),
        ('<g id="a&b"><rect width="9"/></g>', '<g><rect width="9"></rect></g>'),
        ('<path d="M0,0&#10;L1,1"/>', '<path d="M0,0 L1,1"></path>'),
    ],
)
def test_repair(written: str, kept: str) -> None:
    assert inner(written).endswith(kept)


@pytest.mark.parametrize(
    "start",
    [
        "<svg",
        '<svg xmlns=""',
        "<svg xmlns=http://www.w3.org/2000/svg",
        '<svg xmlns="https://www.w3.org/2000/svg/"',
        '<svg xmlns="http://www.w3.org/1999/xhtml"',
        '<svg xmlns:svg="http://www.w3.org/2000/svg"',
    ],
)
def test_a_missing_namespace_is_added(start: str) -> None:
    result = read_answer(f'{start} viewBox="0 0 9 9">{RECT}</svg>')

    assert (result.validation_status, result.content) == ("valid", sanitise(PLAIN).content)


@pytest.mark.parametrize("prefix", ["svg", "s", "ns0"])
def test_a_prefix_that_the_outermost_tag_has_means_svg(prefix: str) -> None:
    answer = f'<{prefix}:svg viewBox="0 0 9 9"><{prefix}:g/>{RECT}</{prefix}:svg>'

    assert read_answer(answer).content.endswith('<g></g><rect width="9" height="9"></rect></svg>')


@pytest.mark.parametrize(
    ("attributes", "viewbox"),
    [
        ('viewBox="0 0 9 9"', "0 0 9 9"),
        ('viewBox="0,0,9,9"', "0,0,9,9"),
        ('viewbox="0 0 9 9"', "0 0 9 9"),
        ('viewBox="0 0 9px 9px"', "0 0 9 9"),
        ('viewBox="0; 0; 9; 9"', "0 0 9 9"),
        ('style="width:40px;height:30px"', "0 0 40 30"),
        ('width="40" height="30"', "0 0 40 30"),
        ('width="40px" height="1in"', "0 0 40 96"),
        ('width="40" height="30" viewBox="0 0 0 0"', "0 0 40 30"),
        ('width="100%" height="100%"', "10 20 30 40"),
        ("", "10 20 30 40"),
        ('width="40" height="30" style="width:100%;height:auto"', "0 0 40 30"),
    ],
)
def test_viewbox(attributes: str, viewbox: str) -> None:
    shape = '<g transform="translate(10 20)"><rect width="30" height="40"/></g>'

    assert f'viewBox="{viewbox}"' in sanitise(f"<svg {attributes}>{shape}</svg>").content


def test_gradient_becomes_its_average() -> None:
    body = (
        '<linearGradient id="sky"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/>'
        '</linearGradient><rect fill="url(#sky)"/>'
    )

    assert inner(body) == '<rect fill="#808080"></rect>'
    assert lines(body)[-1] == "gradient ‘sky’ became #808080"


def test_use_becomes_a_copy() -> None:
    body = '<defs><rect id="a" width="3"/></defs><use href="#a" x="2" fill="red"/>'

    assert '<g fill="red" transform="translate(2 0)"><rect width="3"></rect></g>' in inner(body)


def test_spans_become_texts() -> None:
    body = '<text x="1" y="2">one<tspan x="1" dy="1.5em" fill="red">two</tspan></text>'

    assert inner(body) == ('<text x="1" y="2">one</text><text x="1" y="26" fill="red">two</text>')


def test_a_change_of_style_in_a_line_is_kept() -> None:
    body = '<text x="50" y="2" text-anchor="middle">a <tspan fill="red">bb</tspan> c</text>'

    found = re.findall(r'<text x="([^"]+)" y="2"([^>]*)>([^<]+)<', inner(body))

    assert [("red" in look, words) for _, look, words in found] == [
        (False, "a"), (True, "bb"), (False, "c"),
    ]  # fmt: skip
    places = [float(x) for x, _, _ in found]
    assert 25 < places[0] < places[1] < 50 < places[2] < 75


def test_a_raised_piece_moves_what_follows() -> None:
    body = (
        '<text x="1" y="20">m<tspan dy="-5" font-size="50%">2</tspan><tspan dy="5">n</tspan></text>'
    )

    assert re.findall(r'y="(\d+)"[^>]*?(?:font-size="(\d+)")?>(.)<', inner(body)) == [
        ("20", "", "m"), ("15", "8", "2"), ("20", "", "n"),
    ]  # fmt: skip


def test_text_on_a_path_becomes_letters() -> None:
    path = '<path id="p" fill="none" d="M0 50A50 50 0 0 1 100 50"/>'
    body = f'<text fill="red"><textPath href="#p" startOffset="50%">ab</textPath></text>{path}'

    letters = re.findall(r"translate\(([\d.]+) ([\d.]+)\) rotate\(([\d.-]+)\)", inner(body))

    assert '<g fill="red" text-anchor="middle">' in inner(body)
    assert len(letters) == 2
    assert all(50 < float(x) < 70 and 0 <= float(y) < 5 for x, y, _ in letters)
    assert 0 < float(letters[0][2]) < float(letters[1][2]) < 25


def test_text_on_a_path_that_is_written_from_the_right_stays_in_one() -> None:
    body = (
        '<path id="p" fill="none" d="M0 9H90"/>'
        "<text><textPath href='#p'>\u05e9\u05dc\u05d5\u05dd</textPath></text>"
    )

    assert ">\u05e9\u05dc\u05d5\u05dd</text>" in inner(body)


@pytest.mark.parametrize(
    ("mask", "kept"),
    [
        ('<rect width="9" height="9" fill="white"/>', "path('M0 0 9 0 9 9 0 9Z')"),
        (
            '<rect width="9" height="9" fill="#fff"/><rect width="2" height="2" fill="black"/>',
            "path(evenodd, 'M0 0 9 0 9 9 0 9Z M0 0 2 0 2 2 0 2Z')",
        ),
        ('<rect width="9" height="9" fill="gray"/>', None),
        (
            '<rect width="9" height="9" fill="white"/><rect width="5" height="5" fill="black"/>'
            '<rect width="2" height="2" fill="black"/>',
            None,
        ),
    ],
)
def test_masks_of_black_and_white(mask: str, kept: str | None) -> None:
    content = inner(f'<mask id="m">{mask}</mask><circle r="9" mask="url(#m)"/>')

    assert "mask" not in content
    assert (f'clip-path="{kept} view-box"' in content) == (kept is not None)


def test_title_of_a_text_is_no_part_of_its_words() -> None:
    body = "<text>hi<title>tip</title> <tspan>you</tspan></text>"

    assert ">hi you</text>" in read_answer(f'<svg viewBox="0 0 9 9">{body}</svg>').content


def test_effects_become_functions() -> None:
    body = (
        '<clipPath id="c"><rect x="1" width="2" height="3"/></clipPath>'
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'
        '<g clip-path="url(#c)" filter="url(#f)"><rect/></g>'
    )

    assert "clip-path=\"path('M1 0 3 0 3 3 1 3Z') view-box\"" in inner(body)
    assert 'filter="blur(2px)"' in inner(body)


def test_markers_become_copies() -> None:
    body = (
        '<marker id="m" refX="1" orient="auto"><path d="M0 0L2 1"/></marker>'
        '<line x1="1" y1="1" x2="1" y2="5" marker-end="url(#m)"/>'
    )

    assert 'transform="translate(1 5) rotate(90) scale(1) translate(-1 0)"' in inner(body)


def test_extended_keeps_what_is_harmless() -> None:
    body = (
        '<defs><radialGradient id="g"><stop offset="1"></stop></radialGradient></defs>'
        '<text fill="url(#g)">a<tspan dy="1em">b</tspan></text><title>words</title>'
    )

    result = sanitise(f'<svg viewBox="0 0 9 9">{body}</svg>', profile="extended")

    assert result.validation_status == "valid"
    assert "radialGradient" in result.content and "tspan" in result.content


def test_styles_become_attributes() -> None:
    body = (
        "<style>.a{fill:red;stroke:var(--b)} g>.a{fill:blue} svg{--b:green}"
        "#i{opacity:.5!important}</style>"
        '<g><rect class="a" id="i" style="stroke-width:3px;opacity:1"/></g>'
    )

    content = inner(body)

    assert "style" not in content and "class" not in content
    for attribute in ('fill="blue"', 'stroke="green"', 'stroke-width="3px"', 'opacity=".5"'):
        assert attribute in content


def test_names_are_the_pictures_own() -> None:
    one = sanitise(PLAIN.replace("<rect", '<rect id="a"')).content
    other = sanitise(PLAIN.replace("<rect", '<rect x="1" id="a"')).content
    claimed = sanitise(
        other.replace(other.partition('id="')[2][:10], one.partition('id="')[2][:10])
    )

    assert one.partition('id="')[2][:10] != other.partition('id="')[2][:10]
    assert claimed.content == other


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"<script>1</script>{RECT}", "1 script removed"),
        (f"<script/><script/>{RECT}", "2 scripts removed"),
        ('<rect onclick="x"/>', "1 onclick handler removed"),
        (f'<image href="http://x/"/>{RECT}', "1 image removed"),
        ('<rect fill="url(http://x/)"/>', "1 link removed (fill)"),
        ('<rect fill="url(#none)"/>', "1 reference removed (fill)"),
        (f"<animate/>{RECT}", "1 animate removed"),
    ],
)
def test_receipt(body: str, line: str) -> None:
    assert line in lines(body)


def test_receipt_entries() -> None:
    (entry,) = sanitise(PLAIN.replace("<rect", '<rect onclick="x"')).receipt

    assert entry == {
        "code": "event_handler",
        "what": "onclick",
        "where": "svg",
        "why": "would run code",
        "count": 1,
    }


def test_words_of_a_text_may_name_a_scheme() -> None:
    content = inner("<text>javascript: the good parts</text>")

    assert content == "<text>javascript&#58; the good parts</text>"


@pytest.mark.parametrize("profile", ["spec", "extended"])
@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_pictures(path: Path, profile: str) -> None:
    result = read_answer(path.read_text(), profile=profile)

    assert result.content
    assert sanitise(result.content, profile=profile).content == result.content


def test_policy_version_is_text() -> None:
    assert POLICY_VERSION
