"""Pictures as data: addresses."""

import base64
import re
from urllib.parse import unquote_to_bytes

from hypothesis import given
from hypothesis import strategies as st

from generation.svg.data_uri import data_uri


def decoded(uri: str) -> bytes:
    """As a browser reads one (RFC 2397)."""
    head, _, data = uri.partition(",")
    assert head.startswith("data:image/svg+xml")
    return base64.b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)


@given(st.text())
def test_it_decodes_to_the_same_bytes(text: str) -> None:
    svg = f"<svg>{text.encode('utf-8', 'ignore').decode()}</svg>"

    assert decoded(data_uri(svg)) == svg.encode()


@given(st.text(st.characters(codec="utf-8")))
def test_it_stands_in_css_html_and_scripts_as_it_is(text: str) -> None:
    """No quotation mark, bracket, space or backslash, and nothing that HTML reads."""
    assert not re.search(r"[\"'()\s<>&\\#\x00-\x1f\x7f-\U0010ffff]", data_uri(text))
