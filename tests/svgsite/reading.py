"""What of a page a person reads: its texts, without what programs read and without data."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db.models import Field

# A script, a style, and what stands for a program: names of columns, ids, source.
NOT_READ = {"script", "style", "code", "kbd", "pre", "textarea", "template"}
ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "label", "data-label"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "use"}
WORD = re.compile(r"[^\W\d_]{2,}")


class _Reader(HTMLParser):
    """Gathers texts; what is marked as English is English in every language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        skipped = tag in NOT_READ or (tag != "html" and given.get("lang") == "en")
        if not (skipped or self._is_skipped()):
            self.texts += [given[name] for name in ATTRIBUTES & set(given)]
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.texts.append(given.get("value", ""))
        if tag not in VOID:
            self._open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._is_skipped():
            self.texts.append(data)

    def _is_skipped(self) -> bool:
        return any(skipped for _, skipped in self._open)


def texts_of(page: str) -> list[str]:
    """The texts of a page and of its attributes that are read out, blanks made one."""
    reader = _Reader()
    reader.feed(page)
    texts = (" ".join(text.split()) for text in reader.texts)
    return [text for text in texts if WORD.search(text)]


def data_of_all() -> set[str]:
    """Every text that lies in a field where a person or another program has written it."""
    found: set[str] = set()
    for model in apps.get_models(include_auto_created=True):
        fields = [field for field in model._meta.concrete_fields if not _is_said(field)]
        for row in model._base_manager.values_list(*(field.attname for field in fields)):
            for value in row:
                found |= set(_texts_in(value))
    return {" ".join(text.split()) for text in found if WORD.search(text)}


def _is_said(field: "Field[Any, Any]") -> bool:
    """A state is shown by its label, which has its German."""
    return bool(field.choices) or not field.get_internal_type().startswith(
        ("Char", "Text", "JSON", "Slug", "Email", "UUID")
    )


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, str) and value[:1] in "[{":
        try:
            yield from _texts_in(json.loads(value))
        except ValueError:
            yield value
    elif value is not None:
        yield str(value)
