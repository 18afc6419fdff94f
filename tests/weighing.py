"""What a page weighs without pictures, by Django's client; as `browser.walking` counts it."""

import gzip
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

# HTML as it is, styles and scripts as `collectstatic` leaves them for the web server: compressed.
MOST_BYTES = 100_000
_FILES = re.compile(r'(?:href|src)="/static/([^"?]+\.(?:css|js))"')
_IMPORTED = re.compile(rb"@import url\('([^']+)'\)")
_WORDS_OF_ADMIN = re.compile(r'src="(/[^"]*jsi18n[^"]*)"')


def weigh(client: Client, path: str, *, status: int = 200) -> int:
    """Bytes of the page at `path`."""
    answer = client.get(path)
    assert answer.status_code == status, f"{path} answers {answer.status_code}"
    return weight_of(answer.content) + sum(
        len(client.get(words).content) for words in _WORDS_OF_ADMIN.findall(answer.content.decode())
    )


def weight_of(html: bytes) -> int:
    """Bytes of this HTML with all styles and scripts that it names."""
    names = dict.fromkeys(_FILES.findall(html.decode()))
    return len(html) + sum(_compressed(name) for name in names)


@cache
def _compressed(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), name
    content = Path(found).read_bytes()
    imported = [str(Path(name).parent / other.decode()) for other in _IMPORTED.findall(content)]
    return len(gzip.compress(content, 9)) + sum(_compressed(other) for other in imported)
