"""From a model's answer to the safest faithful picture: the stages, in order."""

import time
from typing import Final

from generation.svg import content, limits, policy
from generation.svg.cascade import apply_styles
from generation.svg.content import SVGContent
from generation.svg.extraction import Candidate, Extraction, extract
from generation.svg.names import fill_in_prefix, mark_names, normalise_names
from generation.svg.parsing import UnreadableError, parse
from generation.svg.profiles import fit_profile
from generation.svg.receipt import Receipt
from generation.svg.references import resolve_references
from generation.svg.repair import repair_text
from generation.svg.tagsoup import TagSoup
from generation.svg.tidying import draws_something, tidy
from generation.svg.tree import Node
from generation.svg.validation import RuleError, validate
from generation.svg.viewbox import prepare_root
from generation.svg.writing import write


class _RefusedError(Exception):
    """There is no picture to be had; carries the status and the receipt's code and word."""

    def __init__(self, status: str, code: str, what: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.what = status, code, what


def read_answer(text: str, *, profile: str = "spec", truncated: bool | None = None) -> SVGContent:
    """Find the picture in a model's answer and make it safe.

    `profile` names the set of elements to write ("spec" or "extended"; ValueError for others).
    `truncated` says whether the model stopped at its token limit; None means unknown. Never
    raises on any text. Larger answers than 1 MiB are refused unread.
    """
    _check_profile(profile)
    started = time.perf_counter()
    if _too_large(text):
        return _refusal(_RefusedError(content.INVALID, "too_large"), Receipt(), "none", started)
    found = extract(text)
    receipt = Receipt()
    if found.others:
        receipt.add("alternatives", count=found.others)
    if found.doctype:
        receipt.add(found.doctype)
    if truncated and found.best is None:
        receipt.add("cut_off")
    return _finish(found, profile, receipt, started)


def sanitise(markup: str, *, profile: str = "spec") -> SVGContent:
    """Make one SVG safe; as `read_answer`, but the text is the SVG itself."""
    _check_profile(profile)
    started = time.perf_counter()
    if _too_large(markup):
        return _refusal(_RefusedError(content.INVALID, "too_large"), Receipt(), "none", started)
    found = extract(markup)
    return _finish(found, profile, Receipt(), started)


def picture_of(candidate: Candidate, *, profile: str) -> str:
    """The safe picture in one candidate, "" where there is none. Never raises on any markup."""
    _check_profile(profile)
    try:
        return _picture(candidate, profile, Receipt())
    except _RefusedError:
        return ""


def _check_profile(profile: str) -> None:
    if profile not in policy.PROFILES:
        raise ValueError(f"profile must be one of {', '.join(policy.PROFILES)}")


def _too_large(text: str) -> bool:
    # A character is at least one byte, so the cheap test comes first.
    return len(text) > limits.MAX_BYTES or len(text.encode("utf-8", "replace")) > limits.MAX_BYTES


def _finish(found: Extraction, profile: str, receipt: Receipt, started: float) -> SVGContent:
    try:
        if found.best is None:
            raise _RefusedError(content.EMPTY, "no_svg")
        safe = _picture(found.best, profile, receipt)
    except _RefusedError as refused:
        return _refusal(refused, receipt, found.method, started)
    status = content.PARTIAL if receipt.partial else content.VALID
    return _result(safe, status, receipt, found.method, started)


def _picture(candidate: Candidate, profile: str, receipt: Receipt) -> str:
    root = _tree(candidate, receipt)
    had_something = draws_something(root)
    removed_before = receipt.partial
    for stage in STAGES:
        stage(root, receipt)
    fit_profile(root, profile, receipt)
    if not draws_something(root):
        if had_something or (removed_before and candidate.complete):
            raise _RefusedError(content.INVALID, "nothing_left")
        raise _RefusedError(content.EMPTY, "nothing_drawn")
    mark_names(root)
    safe = fill_in_prefix(write(root))
    try:
        validate(safe, profile)
    except RuleError as broken:
        raise _RefusedError(content.INVALID, "rule", str(broken)) from None
    return safe


# Each takes the tree and the receipt, and changes the tree in place. References come after all
# that drops elements, so that none is left to what is gone.
STAGES: Final = (apply_styles, tidy, normalise_names, resolve_references, prepare_root)


def _tree(candidate: Candidate, receipt: Receipt) -> Node:
    if candidate.markup.count("&") > limits.MAX_AMPERSANDS:
        raise _RefusedError(content.INVALID, "unreadable", "too many entities")
    markup = repair_text(candidate.markup, receipt)
    if candidate.complete:
        trial = Receipt()
        try:
            root = parse(markup, trial)
        except UnreadableError:
            receipt.add("repaired", "markup")
        else:
            receipt.extend(trial)
            return root
    try:
        return parse(TagSoup(markup, receipt).repair(), receipt)
    except UnreadableError as error:
        if not candidate.complete:
            raise _RefusedError(content.EMPTY, "cut_off_early") from None
        raise _RefusedError(content.INVALID, "unreadable", str(error)) from None


def _refusal(refused: _RefusedError, receipt: Receipt, method: str, started: float) -> SVGContent:
    receipt.add(refused.code, refused.what)
    return _result("", refused.status, receipt, method, started)


def _result(safe: str, status: str, receipt: Receipt, method: str, started: float) -> SVGContent:
    metadata = {
        "extraction_method": method,
        "processing_time": time.perf_counter() - started,
        "content_type": "image/svg+xml",
        "encoding": "utf-8",
        "compression": False,
    }
    return SVGContent(safe, status, len(safe.encode()), metadata, receipt.entries())
