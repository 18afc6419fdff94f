"""Every attack in a real browser: inline, as a document, in <img>."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generation.svg import read_answer
from tests.chromium import chromium
from tests.generation.svg.attacks import ATTACKS
from tests.generation.svg.browser import (
    as_documents,
    find_breaches,
    in_images,
    parsed_with_page,
    through_inner_html,
)

pytestmark = pytest.mark.browser

# Each shows one thing that the harness must be able to see, in the place where it happens.
CAUGHT_INLINE = (
    "script", "onclick", "link outside", "image", "style of the page", "overflow",
    "shadow of the whole", "breakout by an end", "clobbering of the page",
)  # fmt: skip
CAUGHT_AS_DOCUMENT = (
    "onload", "link with script", "fill outside", "attribute defaults", "script by prefix",
    "refresh", "style sheet instruction",
)  # fmt: skip
PICTURES = [path.read_text() for path in (Path(__file__).parent / "pictures").glob("*.svg")]
# Read as XML and as part of an HTML page, each flattened to lines, a picture is the same.
DIFFERENCES = """pictures => { const flat = e => [...e.querySelectorAll('*')].concat(e).map(n =>
    [n.namespaceURI, n.localName, n.children.length, n.childElementCount ? '' : n.textContent,
     ...[...n.attributes].map(a => [a.namespaceURI, a.localName, a.value])
       .filter(a => a[1] != 'xmlns')].join('|')).join('\\n');
  const parse = (text, kind) => new DOMParser().parseFromString(text, kind);
  return pictures.filter(p => {
    const body = parse(`<p>a${p}b`, 'text/html').body;
    return body.innerHTML.includes('<svg') && (body.children.length != 1
      || flat(parse(p, 'image/svg+xml').documentElement)
        != flat(body.querySelector('svg'))); }) }"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module", params=["spec", "extended"])
def safe(request: pytest.FixtureRequest) -> dict[str, str]:
    answers = {name: read_answer(a, profile=request.param) for name, a in ATTACKS.items()}
    return {name: answer.content for name, answer in answers.items() if answer.content}


def one_by_one(browser: Any, names: tuple[str, ...], show: Callable[..., None]) -> set[str]:
    found: set[str] = set()
    for name in names:
        found |= find_breaches(browser, {name: ATTACKS[name]}, show).keys()
    return found


def test_harness_catches_what_is_inline(browser: Any) -> None:
    assert one_by_one(browser, CAUGHT_INLINE, parsed_with_page) == set(CAUGHT_INLINE)


def test_harness_catches_what_is_in_a_document(browser: Any) -> None:
    assert one_by_one(browser, CAUGHT_AS_DOCUMENT, as_documents) == set(CAUGHT_AS_DOCUMENT)


@pytest.mark.parametrize("show", [parsed_with_page, through_inner_html, as_documents, in_images])
def test_sanitised_attacks_do_nothing(
    browser: Any, safe: dict[str, str], show: Callable[..., None]
) -> None:
    assert len(safe) > 0.9 * len(ATTACKS)

    assert find_breaches(browser, safe, show) == {}


def test_same_tree_as_xml_and_as_html(browser: Any, safe: dict[str, str]) -> None:
    pictures = [*safe.values(), *(read_answer(p, profile="extended").content for p in PICTURES)]
    page = browser.new_page()

    assert page.evaluate(DIFFERENCES, pictures) == []
    assert page.evaluate(DIFFERENCES, ["<svg xmlns='http://www.w3.org/2000/svg'><b></b></svg>"])
