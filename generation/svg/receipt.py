"""What was changed, as JSON-ready entries and in plain words.

`CODES` is the one list of everything the sanitiser can report. A code that is `visible`
makes the picture "partial"; the others are harmless normalisation.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from generation.svg.limits import MAX_RECEIPT_ENTRIES, MAX_RECEIPT_TEXT

Entry = dict[str, str | int]
Place = str | Callable[[], str]
Say = Callable[[str], str]


class Code(NamedTuple):
    """How a change is judged and worded. `{what}` is the entry's own text, `{s}` the plural."""

    visible: bool
    words: str
    why: str


_NOT_IN_SET: Final = "not in this set of elements"

CODES: Final = {
    "active_element": Code(True, "{count} {what}{s} removed", "can run code or load a page"),
    "animation": Code(True, "{count} {what}{s} removed", "pictures here stand still"),
    "image": Code(True, "{count} {what}{s} removed", "would load something from elsewhere"),
    "foreign": Code(True, "{count} {what}{s} removed", "belongs to another language than SVG"),
    "element": Code(True, "{count} {what}{s} removed", "not an allowed element"),
    "event_handler": Code(True, "{count} {what} handler{s} removed", "would run code"),
    "link": Code(True, "{count} link{s} removed ({what})", "may only point inside"),
    "attribute": Code(True, "{count} {what} attribute{s} removed", "not an allowed attribute"),
    "quiet_attribute": Code(False, "{count} {what} attribute{s} left out", "unseen"),
    "value": Code(True, "{count} {what} value{s} removed", "the value is not allowed"),
    "quiet_value": Code(False, "{count} unreadable {what} value{s} left out", "not readable"),
    "css": Code(True, "{count} {what} style{s} removed", "not an allowed style"),
    "quiet_css": Code(False, "{count} {what} style{s} left out", "has no visible effect"),
    "css_rule": Code(True, "{count} style rule{s} removed ({what})", "cannot be kept"),
    "css_limit": Code(True, "some styles removed ({what})", "too many styles"),
    "style_inlined": Code(False, "style rules became attributes", "rules reach the page"),
    "anchor": Code(True, "{count} link{s} became plain shapes", "pictures lead nowhere"),
    "gradient": Code(True, "gradient {what}", _NOT_IN_SET),
    "pattern": Code(True, "pattern {what}", _NOT_IN_SET),
    "use": Code(True, "{count} repeated shape{s} copied", _NOT_IN_SET),
    "use_dropped": Code(True, "{count} repeated shape{s} removed", "the copies would be too many"),
    "tspan": Code(True, "{count} piece{s} of text set apart", _NOT_IN_SET),
    "words": Code(True, "{count} {what}{s} left out", _NOT_IN_SET),
    "label": Code(True, "the {what} became a label", _NOT_IN_SET),
    "clip": Code(True, "{count} clipping path{s} rewritten", _NOT_IN_SET),
    "effect_dropped": Code(True, "{count} {what}{s} removed", _NOT_IN_SET),
    "filter": Code(True, "{count} filter effect{s} rewritten", _NOT_IN_SET),
    "marker": Code(True, "{count} marker{s} copied", _NOT_IN_SET),
    "switch": Code(True, "{count} switch{es} resolved", _NOT_IN_SET),
    "reference": Code(True, "{count} reference{s} removed ({what})", "leads nowhere"),
    "reference_limit": Code(True, "{count} reference{s} removed ({what})", "draws far too much"),
    "id": Code(False, "{count} doubled or unusable name{s} left out", "names are unique"),
    "depth": Code(True, "{count} {what}{s} removed", "nested too deeply"),
    "elements": Code(True, "the picture was cut after {what} elements", "too many elements"),
    "attributes": Code(True, "{count} {what} element{s} lost attributes", "too many attributes"),
    "root": Code(True, "{what} of the whole picture removed", "would reach outside its box"),
    "root_moved": Code(False, "{what} of the whole picture moved inside", "would leave its box"),
    "root_size": Code(False, "size of the whole picture left out", "far larger than a screen"),
    "background": Code(True, "a background became {what}", "only plain colours are kept"),
    "viewbox_size": Code(False, "viewBox taken from width and height", "every picture needs one"),
    "viewbox_drawn": Code(True, "viewBox taken from what is drawn", "every picture needs one"),
    "repaired": Code(False, "{what} repaired", "the markup was not well formed"),
    "doctype": Code(True, "document type removed", "can define or load anything"),
    "plain_doctype": Code(False, "document type left out", "only names a language"),
    "instruction": Code(False, "{count} processing instruction{s} left out", "not drawn"),
    "characters": Code(False, "{count} unusable character{s} left out", "not allowed in XML"),
    "cut_off": Code(True, "cut off; closed at the last complete element", "ended early"),
    "cut_off_early": Code(True, "cut off before anything was drawn", "ended early"),
    "alternatives": Code(False, "{count} other picture{s} not used", "the best one is taken"),
    "title_text": Code(False, "{what} shortened to plain text", "holds plain text only"),
    "too_large": Code(True, "refused: larger than 1 MiB", "the limit is 1,048,576 bytes"),
    "unreadable": Code(True, "refused: {what}", "cannot be read as SVG"),
    "nothing_left": Code(True, "nothing safe to draw was left", "everything had to be removed"),
    "no_svg": Code(True, "no SVG in the answer", "no <svg> was found"),
    "nothing_drawn": Code(True, "the SVG draws nothing", "no shape and no text in it"),
    "rule": Code(True, "refused: {what}", "a rule of the specification does not hold"),
    "more": Code(False, "{count} further kind{s} of change", "the list is limited"),
}  # fmt: skip


class Receipt:
    """Collects changes; the same change at several places is one entry with a count."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], Entry] = {}
        self.partial = False

    def add(self, code: str, what: str = "", where: Place = "", *, count: int = 1) -> None:
        """Record one change of a code in `CODES` to `what` (a name), seen at `where` (a place).

        A place that is a function is only worked out for the first change of a kind.
        """
        entry = self._entries.get((code, what))
        if entry is None and len(self._entries) >= MAX_RECEIPT_ENTRIES:
            self.partial = self.partial or CODES[code].visible
            code = "more"
            entry = self._entries.get((code, what := ""))
        if entry is not None:
            entry["count"] = int(entry["count"]) + count
            return
        self.partial = self.partial or CODES[code].visible
        place = where() if callable(where) else where
        self._entries[code, what] = _entry(code, what, place, count)

    def extend(self, other: "Receipt") -> None:
        """Take over the entries of another receipt."""
        for e in other.entries():
            self.add(str(e["code"]), str(e["what"]), str(e["where"]), count=int(e["count"]))

    def entries(self) -> list[Entry]:
        """The entries in the order in which they were first seen."""
        return list(self._entries.values())


def _entry(code: str, what: str, where: str, count: int) -> Entry:
    what, where = _short(what), _short(where)
    return {"code": code, "what": what, "where": where, "why": CODES[code].why, "count": count}


def _short(text: str) -> str:
    text = " ".join(text.split()) if text.isprintable() else repr(text)[1:-1]
    return text if len(text) <= MAX_RECEIPT_TEXT else text[: MAX_RECEIPT_TEXT - 1] + "…"


def receipt_lines(receipt: list[Entry], say: Say = str) -> list[str]:
    """The receipt in plain words, one line an entry, e.g. "1 script removed".

    Args:
        say: gives a text of `CODES` in another language, its words in braces kept.
    """
    return [_line(entry, say) for entry in receipt]


def receipt_reasons(receipt: list[Entry], say: Say = str) -> list[tuple[str, str]]:
    """Each line of the receipt with its reason, e.g. ("1 script removed", "can run code …")."""
    return [(_line(entry, say), _why(entry, say)) for entry in receipt]


def _why(entry: Entry, say: Say) -> str:
    why = str(entry.get("why", ""))
    return say(why) if why else ""


def _line(entry: Entry, say: Say) -> str:
    code = CODES.get(str(entry["code"]))
    if code is None:
        return str(entry["what"])
    one = entry["count"] == 1
    words = say(code.words).replace("{s}", "" if one else "s").replace("{es}", "" if one else "es")
    return words.replace("{count}", str(entry["count"])).replace("{what}", str(entry["what"]))
