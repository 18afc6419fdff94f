"""The user's own words out of chat messages that carry the application's prompt template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .wishes import NO_WISHES, Wishes

MAX_TEXT = 2_000  # characters of one request that are considered
MAX_MESSAGES = 40  # the latest ones; a preview session is far shorter
_OPEN, _CLOSE = "<request>", "</request>"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


@dataclass(frozen=True)
class Request:
    """One user message: its words, and whether they were longer than what is considered.

    `picture` is the SVG that the words ask to change, empty where they ask for a new one.
    """

    text: str
    cut: bool = False
    picture: str = ""
    wishes: Wishes = NO_WISHES


def user_requests(messages: Sequence[Mapping[str, str]]) -> list[Request]:
    """The requests of all user messages, oldest first."""
    contents = [m.get("content") for m in messages if m.get("role") == "user"]
    return [_request(str(content or "")) for content in contents[-MAX_MESSAGES:]]


def _request(content: str) -> Request:
    text = _between_markers(content).strip()
    return Request(
        _unescaped(text[:MAX_TEXT]),
        cut=len(text) > MAX_TEXT,
        picture=_picture(content),
        wishes=Wishes.read(_unescaped(_wishes(content))),
    )


def _unescaped(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _picture(content: str) -> str:
    """Before the request; the picture itself cannot hold its marker."""
    before = content.partition(_OPEN)[0]
    picture = before.partition("<picture>")[2].partition("</picture>")[0].strip()
    return picture if picture.startswith("<svg") and picture.endswith("</svg>") else ""


def _wishes(content: str) -> str:
    after = content.rpartition(_CLOSE)[2]
    return after.partition("<wishes>")[2].partition("</wishes>")[0]


def _between_markers(content: str) -> str:
    # The last closed pair: the template may mention the markers before it uses them.
    end = content.rfind(_CLOSE)
    start = content.rfind(_OPEN, 0, end) if end >= 0 else -1
    return content[start + len(_OPEN) : end] if start >= 0 else content
