"""Every shape in which models hand over a picture, and answers that break off."""

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from generation.svg import SVGContent, read_answer, receipt_lines, sanitise
from generation.svg.policy import PROFILES
from generation.svg.validation import validate

RECT = '<rect width="9" height="9"/>'
PLAIN = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{RECT}</svg>'
LINES = PLAIN.replace("><", ">\n  <")
BETTER = PLAIN.replace(RECT, f'{RECT}<circle r="3"/>')
APOSTROPHES = PLAIN.replace('"', "'")
BASE64 = base64.b64encode(PLAIN.encode()).decode()
PERCENT = quote(PLAIN)
ESCAPED = html.escape(PLAIN)
CUT = '<svg viewBox="0 0 9 9"><path d="M0 0"/><path d="M1 1"/><pa'
PICTURES = sorted((Path(__file__).parent / "pictures").glob("*.svg"))
CUTS = 60  # of each picture, evenly spaced

PLACES = {
    "alone": (PLAIN, "raw"),
    "in white space": (f"  \n{PLAIN}\n", "raw"),
    "behind a byte order mark": (f"\ufeff{PLAIN}", "embedded"),
    "with other line ends": (LINES.replace("\n", "\r\n"), "raw"),
    "with old line ends": (LINES.replace("\n", "\r"), "raw"),
    "as UTF-16": (PLAIN.encode("utf-16-le").decode("latin-1"), "raw"),
    "in capitals": (PLAIN.replace("svg x", "SVG x").replace("</svg", "</SVG"), "raw"),
    "with a prefix": (
        '<a:svg xmlns:a="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<a:rect width="9" height="9"/></a:svg>',
        "raw",
    ),
    "with an undeclared prefix": (
        '<svg:svg viewBox="0 0 9 9"><svg:rect width="9" height="9"/></svg:svg>',
        "raw",
    ),
    "in curly quotation marks": (APOSTROPHES.replace("='9'", "=“9”"), "raw"),
    "with a declaration": (f'<?xml version="1.0" encoding="utf-16"?>\n{PLAIN}', "embedded"),
    "with a document type": (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        f'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n{PLAIN}',
        "embedded",
    ),
    "in a fence": (f"Here it is:\n```svg\n{PLAIN}\n```\nEnjoy!", "fenced"),
    "in a fence with other line ends": (f"Here:\r\n```svg\r\n{PLAIN}\r\n```\r\n", "fenced"),
    "in a fence of tildes": (f"~~~svg\n{PLAIN}\n~~~", "fenced"),
    "in an open fence": (f"```\n{PLAIN}", "fenced"),
    "in a component": (f"```jsx\nexport default () => (\n  {PLAIN}\n);\n```", "fenced"),
    "in a line between backticks": (f"`{PLAIN}`", "embedded"),
    "in prose": (f"Here it is: {PLAIN} Enjoy!", "embedded"),
    "behind a mention": (f"The `<svg>` element:\n\n{PLAIN}", "embedded"),
    "behind a fenced mention": (f"```text\nuse <svg> so\n```\n{PLAIN}", "embedded"),
    "before a mention": (f"{PLAIN}\nThe </svg> tag closes the <svg> element.", "embedded"),
    "behind thoughts": (f"<think>First <svg>{RECT}{RECT}</svg></think>\n{PLAIN}", "embedded"),
    "in a page": (f"<html><body><p>x<br>{PLAIN}</body></html>", "embedded"),
    "in a whole page": (
        f"<!DOCTYPE html>\n<html><style>svg{{top:0}}</style><body>{PLAIN}</body></html>",
        "embedded",
    ),
    "in CDATA": (f"<answer><![CDATA[{PLAIN}]]></answer>", "embedded"),
    "in a comment": (f"<!-- {PLAIN} -->", "embedded"),
    "behind one in a comment": (f"<!-- {BETTER} -->\n{PLAIN}", "embedded"),
    "around a comment": (PLAIN.replace(RECT, f"<!-- </svg> -->{RECT}"), "raw"),
    "around CDATA": (PLAIN.replace(RECT, f"<style><![CDATA[</svg>]]></style>{RECT}"), "raw"),
    "in JSON": (json.dumps({"svg": PLAIN}), "json"),
    "in JSON in a fence": (f"Here:\n```json\n{json.dumps({'svg': LINES})}\n```", "json"),
    "in JSON with apostrophes": (json.dumps({"svg": LINES.replace('"', "'")}), "json"),
    "in JSON with escaped slashes": (json.dumps({"svg": PLAIN}).replace("/", r"\/"), "json"),
    "in JSON in JSON": (json.dumps(json.dumps({"svg": PLAIN})), "json"),
    "in JSON of ASCII": (json.dumps({"svg": PLAIN}).replace("<", "\\u003c"), "json"),
    "in an answer of a service": (json.dumps({"choices": [f"```svg\n{LINES}\n```"]}), "json"),
    "in a program": (PLAIN.replace("<", r"\x3c").replace(">", r"\x3e"), "json"),
    "escaped": (ESCAPED, "html_escaped"),
    "escaped twice": (html.escape(ESCAPED), "html_escaped"),
    "escaped by number": (PLAIN.replace("<", "&#60;").replace(">", "&#x3E;"), "html_escaped"),
    "escaped in a page": (f"<p>So:</p><pre><code>{ESCAPED}</code></pre>", "html_escaped"),
    "in a data URI": (f"data:image/svg+xml,{PERCENT}", "data_uri"),
    "in a data URI of Base64": (f'<img src="data:image/svg+xml;base64,{BASE64}">', "data_uri"),
    "in a data URI of a style": (f"a{{b:url('data:image/svg+xml,{PERCENT}')}}", "data_uri"),
    "in a data URI in JSON": (
        json.dumps({"a": f"data:image/svg+xml;charset=utf-8;base64,{BASE64}"}),
        "data_uri",
    ),
    "in a data URI by halves": (
        f"data:image/svg+xml;utf8,{APOSTROPHES.replace('<', '%3C').replace('>', '%3E')}",
        "data_uri",
    ),
    "as Base64": (f"```\n{BASE64.rstrip('=')}\n```", "base64"),
}  # fmt: skip


def codes(result: SVGContent) -> list[str]:
    return [str(entry["code"]) for entry in result.receipt]


@pytest.mark.parametrize("place", PLACES)
def test_extraction(place: str) -> None:
    answer, method = PLACES[place]

    result = read_answer(answer)

    assert result.validation_status == "valid"
    assert result.processing_metadata["extraction_method"] == method
    assert result.content == sanitise(PLAIN).content


def test_of_several_the_best_is_taken() -> None:
    result = read_answer(f"One:\n{PLAIN}\nTwo:\n{BETTER}\nThree:\n{PLAIN}")

    assert "circle" in result.content
    assert "2 other pictures not used" in receipt_lines(result.receipt)


@pytest.mark.parametrize(
    "answer",
    [
        f"{PLAIN}\n{CUT}",
        f"{CUT}\n```svg\n{PLAIN}\n```",
        f"```svg\n{CUT}\n```\nOnce more:\n```svg\n{PLAIN}\n```",
    ],
)
def test_a_whole_picture_is_better_than_a_cut_off_one(answer: str) -> None:
    result = read_answer(answer)

    assert result.validation_status == "valid"
    assert "rect" in result.content


def test_a_document_type_that_defines_something_is_told() -> None:
    result = read_answer(f'<!DOCTYPE svg [<!ENTITY a "b">]>{PLAIN}')

    assert (result.validation_status, codes(result)) == ("partial", ["doctype"])


@pytest.mark.parametrize(
    "end", ["", "<circ", '<circle r="3', "<text>wor", "<g><text>a</text", "<!-- a", "<style>.a{f"]
)
def test_cut_off(end: str) -> None:
    result = read_answer(f'```svg\n<svg viewBox="0 0 9 9"><g>{RECT}{end}')

    assert result.validation_status == "partial"
    assert "cut_off" in codes(result)
    assert "rect" in result.content and "wor" not in result.content


@pytest.mark.parametrize("answer", ['<svg width="200" xmln', "<svg viewBox='0 0 9 9'><rect wid"])
def test_cut_off_before_anything_is_drawn(answer: str) -> None:
    result = read_answer(answer, truncated=True)

    assert result.validation_status == "empty"
    assert codes(result)[-1] in ("cut_off_early", "nothing_drawn")


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_cut_off_anywhere(path: Path, profile: str) -> None:
    whole = path.read_text()
    for cut in range(CUTS):
        answer = f"Here:\n```svg\n{whole[: len(whole) * cut // CUTS]}"

        result = read_answer(answer, profile=profile, truncated=True)

        if result.content and "</svg>" not in answer:
            assert result.validation_status == "partial"
            assert "cut_off" in codes(result)
            validate(result.content, profile)
            assert sanitise(result.content, profile=profile).content == result.content


def test_truncated_by_the_model_is_only_told_where_something_is_missing() -> None:
    assert read_answer(PLAIN, truncated=True).validation_status == "valid"
