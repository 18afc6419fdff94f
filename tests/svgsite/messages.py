"""What is marked for translation, found without gettext's own programs.

Python is read as Python; of templates Django itself writes out the marked texts as Python calls.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
PLACES = ("auditing", "generation", "svgsite", "templates")
ALWAYS = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}


class Message(NamedTuple):
    """One marked text, with its plural and its context where it has them."""

    text: str
    plural: str = ""
    context: str = ""


def marked() -> dict[Message, str]:
    """Every marked text of the program → a file that it stands in."""
    found: dict[Message, str] = {}
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                for message in messages_of(path):
                    found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def messages_of(path: Path) -> Iterator[Message]:
    text = path.read_text()
    if path.suffix == ".py":
        yield from _of_tree(ast.parse(text))
    elif "{%" in text:
        for line in _calls_of(templatize(text, origin=str(path))):
            yield from _of_tree(ast.parse(line))


def _calls_of(text: str) -> Iterator[str]:
    """The calls in what Django makes of a template; `count` stands for a number."""
    for start in re.finditer(r"(?<![\w.])(ngettext|pgettext|npgettext|gettext|_)\(", text):
        depth, end, quote = 0, start.end() - 1, ""
        while True:
            letter = text[end]
            if quote:
                if letter == "\\":
                    end += 1
                elif letter == quote:
                    quote = ""
            elif letter in "\"'":
                quote = letter
            else:
                depth += {"(": 1, ")": -1}.get(letter, 0)
            end += 1
            if depth == 0:
                break
        yield text[start.start() : end]


def _of_tree(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        values = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [value for value in values if isinstance(value, str)]
        if name in ALWAYS and len(texts) == 1:
            yield Message(texts[0])
        elif name in PLURAL and len(texts) >= 2:
            yield Message(texts[0], texts[1])
        elif name in CONTEXT and len(texts) == 2:
            yield Message(texts[1], context=texts[0])
