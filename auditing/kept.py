"""Sentences that are kept in English and shown in each reader's language.

Who writes one declares it where it is written, marked for the translators:

    LATE = keep(_("%(rows)s rows are late."))       # _ is gettext_noop

What is stored, exported or hashed is the English sentence; pages show `said` of it.
"""

import re

from django.utils import formats
from django.utils.translation import gettext

_PLACE = re.compile(r"%\((\w+)\)s")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+")
# What stands in these places of a sentence is a text of ours itself; elsewhere it is anybody's.
_OURS = {"what", "words"}

_whole: set[str] = set()
_patterns: dict[str, dict[str, re.Pattern[str]]] = {"": {}}


def keep(text: str, only: str = "") -> str:
    """Declare a sentence, with `%(name)s` for what differs; gives it back as it is.

    Args:
        only: the place that it is looked for at, where it has so few words of its own that it
            would be found in what people write.
    """
    if _PLACE.search(text):
        _patterns.setdefault(only, {})[text] = _pattern_of(text)
    else:
        _whole.add(text)
    return text


def kept() -> frozenset[str]:
    """All that were declared."""
    return frozenset(_whole.union(*_patterns.values()))


def said(text: object, only: str = "") -> str:
    """A kept sentence as the person reads it; one that nobody has declared stays as it is."""
    written = str(text or "")
    if written in _whole:
        return gettext(written)
    if _NUMBER.fullmatch(written):
        return formats.number_format(int(written.replace(",", "")), force_grouping=True)
    sentence, parts = _fitting(written, only)
    if not sentence:
        return written
    return gettext(sentence) % {name: _part(name, part, only) for name, part in parts.items()}


def _part(name: str, text: str, only: str) -> str:
    if name not in _OURS:
        return said(text) if _NUMBER.fullmatch(text) else text
    words = said(text, only)
    return gettext(text) if words == text and text else words


def _fitting(text: str, only: str) -> tuple[str, dict[str, str]]:
    """The declared sentence that `text` is; of several the one with most words of its own."""
    patterns = _patterns[""] | _patterns.get(only, {})
    found = ((name, pattern.fullmatch(text)) for name, pattern in patterns.items())
    fitting = [(name, match.groupdict()) for name, match in found if match]
    return max(fitting, key=lambda pair: len(_PLACE.sub("", pair[0])), default=("", {}))


def _pattern_of(text: str) -> re.Pattern[str]:
    pieces = _PLACE.split(text.replace("%%", "%"))
    parts = [f"(?P<{p}>.*?)" if n % 2 else re.escape(p) for n, p in enumerate(pieces)]
    return re.compile("".join(parts), re.DOTALL)
