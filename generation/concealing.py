"""What somebody else wrote or got is masked in a row before a page shows it.

Masked are the prompt, the raw answer, and what quotes them: what could not be drawn, errors that
repeat words of the prompt, the receipt. File name, picture, times and costs stay. A row's own owner
reads all; others read it while it is revealed to them (`auditing.reveals`).
"""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditing.access import Actor
from auditing.humane import grouped
from auditing.models import Reveal
from auditing.reveals import is_revealed, open_reveal, revealed_ids
from generation.asked_for import title_of
from generation.models import CortexResponse, GeneratedSVG, SVGGenerationRequest

LABEL = SVGGenerationRequest._meta.label
# As many words of a prompt in a row are a quotation.
QUOTED_WORDS = 3


def request_key(row: Any) -> str:
    """The id of the request that a row belongs to; empty where none is left."""
    key = row.pk if isinstance(row, SVGGenerationRequest) else getattr(row, "request_id", None)
    return str(key or "")


def may_read(user: Actor, row: Any) -> bool:
    """Whether `user` may read the content of this row: their own, or revealed."""
    own = row.owner_id is not None and row.owner_id == user.pk
    return own or is_revealed(user, label=LABEL, resource_id=request_key(row))


def opened_for(user: Actor, row: Any) -> Reveal | None:
    """The reveal that is open for `user` on this request, to say until when."""
    if not isinstance(row, SVGGenerationRequest):
        return None
    return open_reveal(user, label=LABEL, resource_id=request_key(row))


def conceal(user: Actor, row: Any) -> Any:
    """Mask the row's content in memory, where `user` may not read it. Such a row is never saved."""
    if type(row) in _MASKS and not may_read(user, row):
        _MASKS[type(row)](row)
    return row


def conceal_all(user: Actor, rows: Iterable[Any]) -> None:
    """`conceal` for the rows of a list, with one look-up for all."""
    opened = revealed_ids(user, label=LABEL)
    for row in (row for row in rows if type(row) in _MASKS):
        if row.owner_id != user.pk and request_key(row) not in opened:
            _MASKS[type(row)](row)


def masked(text: str) -> str:
    """How a masked text is shown: its length says whether there is anything to reveal."""
    number = len(text)
    return ngettext("[masked: %(n)s character]", "[masked: %(n)s characters]", number) % {
        "n": grouped(number)
    }


def without_quotes(text: str, prompt: str) -> str:
    """The text, masked as a whole where it repeats some words of the prompt in a row."""
    words = re.findall(r"\w+", prompt.casefold())
    plain = " ".join(re.findall(r"\w+", text.casefold()))
    length = min(QUOTED_WORDS, len(words))
    runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    quotes = bool(words) and any(f" {run} " in f" {plain} " for run in runs)
    return masked(text) if quotes else text


def _mask_request(row: Any) -> None:
    prompt = row.prompt_text
    row.error_message = without_quotes(row.error_message or "", prompt) or None
    # What steps and moves must not repeat. A list does not load what it does not show.
    row.quoted_prompt = prompt if "brief" in row.get_deferred_fields() else title_of(row)
    row.prompt_text = masked(prompt)
    row.brief = {}  # wishes are words of theirs, too


def _mask_response(row: CortexResponse) -> None:
    # A list does not load what it does not show, so its length is not known.
    is_light = "content" in row.get_deferred_fields()
    row.content = _("[masked]") if is_light else masked(row.content)
    row.processing_errors = [_("masked")]
    row.error_message = masked(row.error_message) if row.error_message else ""
    row.not_drawn = []


def _mask_svg(row: GeneratedSVG) -> None:
    if "receipt" in row.get_deferred_fields():
        row.receipt = [{"code": "masked", "what": _("masked"), "count": 1}]
        return
    if not row.receipt:
        return
    number = len(row.receipt)
    said = ngettext("%(n)s change, masked", "%(n)s changes, masked", number) % {"n": number}
    row.receipt = [{"code": "masked", "what": said, "where": "", "why": "", "count": number}]


_MASKS: dict[type[Any], Any] = {
    SVGGenerationRequest: _mask_request,
    CortexResponse: _mask_response,
    GeneratedSVG: _mask_svg,
}


def is_concealed(row: Any) -> bool:
    """Whether `conceal` has masked this request."""
    return hasattr(row, "quoted_prompt")


def conceal_part(request: SVGGenerationRequest, part: Any) -> None:
    """Mask a part of a request, such as its picture's receipt, where the request is concealed."""
    if is_concealed(request) and type(part) in _MASKS:
        _MASKS[type(part)](part)


def unquoted(text: str, row: Any) -> str:
    """What a step or a move of `row` says, where the request is concealed without its words."""
    return without_quotes(text, getattr(row, "quoted_prompt", ""))
