"""The grammars of attribute and property values, as regular expressions and small functions.

Each takes a value with its white space collapsed and gives the value to write, or None. They
never let through a backslash, a quotation mark outside a font name or a path, a comment, `@`,
`var()` or a URL other than `url(#name)`.
"""

import re
from collections.abc import Callable
from typing import Final

from generation.svg import limits
from generation.svg.colours import is_colour

Grammar = Callable[[str], str | None]

NUMBER = r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?"
UNIT = r"(?:px|pt|pc|mm|cm|in|em|rem|ex|ch|q|vw|vh|vmin|vmax|%)"
LENGTH = rf"{NUMBER}{UNIT}?"
SEPARATOR = r"(?: ?, ?| )"
NAME = r"[^\s\"'()<>\\#&;,]{1,200}"
_REFERENCE: Final = re.compile(rf"url\( ?(['\"]?)#({NAME})\1 ?\)(?: (.+))?", re.IGNORECASE)
_PLAIN_LIST: Final = re.compile(r"[0-9eE+., -]*")
_FUNCTION_ARGUMENTS = r"\([0-9a-z .,%+-]*\)"
_COLOUR_OR_WORD = r"(?:#[0-9a-fA-F]{3,8}|[a-z]+\([0-9a-z .,%+/-]*\)|[a-z]+)"


def matching(pattern: str, flags: int = 0) -> Grammar:
    """A grammar that is one regular expression, matched against the whole value."""
    compiled = re.compile(pattern, flags | re.ASCII)
    return lambda value: value if compiled.fullmatch(value) else None


def keywords(words: str) -> Grammar:
    """A grammar of fixed words; any case is read, the listed spelling is written."""
    by_lower = {word.lower(): word for word in f"{words} inherit".split()}
    return lambda value: by_lower.get(value.lower())


def either(*grammars: Grammar) -> Grammar:
    """The first grammar that accepts."""
    return lambda value: next((v for g in grammars if (v := g(value)) is not None), None)


def number_list(count: str) -> Grammar:
    """`count` numbers (a regular expression's repetition, such as "{4}" or "{1,2}" less one)."""
    return matching(rf"{NUMBER}(?:{SEPARATOR}{NUMBER}){count}")


def viewbox(value: str) -> str | None:
    """Four numbers; units and other separators are left out."""
    found = re.findall(NUMBER, value)
    if len(found) != 4 or not re.fullmatch(
        rf"(?:{NUMBER}(?:px)?[ ,;]{{0,3}}){{4}}", value, re.ASCII
    ):
        return None
    return value if _PLAIN_LIST.fullmatch(value) else " ".join(found)


def bounded(limit: float, pattern: str = rf"{NUMBER}(?:{SEPARATOR}{NUMBER})?") -> Grammar:
    """Numbers of which none is larger than `limit` (an unsigned amount, in the value's unit)."""
    accept = matching(pattern, re.IGNORECASE)
    find = re.compile(NUMBER)

    def judge(value: str) -> str | None:
        if accept(value) is None:
            return None
        return value if all(abs(float(n)) <= limit for n in find.findall(value)) else None

    return judge


def colour(value: str) -> str | None:
    """A CSS colour."""
    return value if is_colour(value) or value == "inherit" else None


def plain_paint(value: str) -> str | None:
    """none or a colour."""
    return "none" if value.lower() == "none" else colour(value)


def paint(value: str) -> str | None:
    """none, a colour, or a reference to a paint with an optional colour to fall back on."""
    if value.lower() in ("context-fill", "context-stroke"):
        return value.lower()
    return plain_paint(value) or _reference(value, plain_paint)


def reference(value: str) -> str | None:
    """`none` or `url(#name)`."""
    return "none" if value.lower() == "none" else _reference(value, lambda fallback: None)


def _reference(value: str, fallback: Grammar) -> str | None:
    match = _REFERENCE.fullmatch(value)
    if match is None:
        return None
    if match.group(3) is None:
        return f"url(#{match.group(2)})"
    rest = fallback(match.group(3))
    return f"url(#{match.group(2)}) {rest}" if rest else None


def split_reference(value: str) -> tuple[str, str] | None:
    """("name", fallback or "") of a value that holds `url(#name)`, else None."""
    match = _REFERENCE.fullmatch(value)
    return (match.group(2), match.group(3) or "") if match else None


def font_family(value: str) -> str | None:
    """Names of fonts; quotation marks become single ones."""
    value = value.replace('"', "'").replace("''", "'")
    name = r"(?:[\w .+-]{1,80}|'[\w .,+&-]{1,80}')"
    return value if re.fullmatch(rf"{name}(?: ?, ?{name}){{0,20}}", value) else None


def dash_array(value: str) -> str | None:
    """Lengths of dashes; a pattern too fine to see is refused, for it stalls the renderer."""
    if value == "none":
        return value
    item = rf"{LENGTH}(?:{SEPARATOR}{LENGTH}){{0,{limits.MAX_LIST_NUMBERS}}}"
    if not re.fullmatch(item, value, re.ASCII):
        return None
    numbers = [abs(float(n)) for n in re.findall(NUMBER, value)]
    return value if sum(numbers) >= limits.MIN_DASH or not any(numbers) else None


def filter_functions(value: str) -> str | None:
    """CSS filter functions that need no element: blur, drop-shadow and colour changes."""
    if not re.fullmatch(r"[a-z0-9#.,%() +-]{1,400}", value):
        return None
    amount = rf"{NUMBER}%?"
    lengths = rf"{NUMBER}(?:px)?(?: {NUMBER}(?:px)?){{1,2}}"
    shadow = rf"drop-shadow\((?:{_COLOUR_OR_WORD} )?{lengths}(?: {_COLOUR_OR_WORD})?\)"
    simple = rf"(?:brightness|contrast|grayscale|invert|opacity|saturate|sepia)\({amount}\)"
    item = rf"(?:blur\({NUMBER}(?:px)?\)|{shadow}|{simple}|hue-rotate\({NUMBER}(?:deg)?\))"
    if not re.fullmatch(rf"{item}(?: {item}){{0,4}}", value):
        return None
    blurs = re.findall(rf"(?:blur|drop-shadow)\(({NUMBER})(?:px)?(?: ({NUMBER}))?", value)
    pixels = re.findall(rf"({NUMBER})px", value) + [n for pair in blurs for n in pair if n]
    return value if all(abs(float(n)) <= limits.MAX_BLUR for n in pixels) else None


def basic_shape(value: str) -> str | None:
    """CSS basic shapes for clip-path, with an optional reference box."""
    box = r"(?: (?:view|fill|stroke|border|content|padding)-box)?"
    path = r"path\((?:(?:evenodd|nonzero) ?, ?)?'[MmZzLlHhVvCcSsQqTtAa0-9eE+., -]*'\)"
    shape = rf"(?:{path}|(?:circle|ellipse|inset|polygon){_FUNCTION_ARGUMENTS})"
    value = value.replace('"', "'")
    return value if re.fullmatch(shape + box, value, re.ASCII) else None
