"""The user's own words out of chat messages that carry the application's prompt template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_TEXT = 2_000  # characters of one request that are considered
MAX_MESSAGES = 40  # the latest ones; a preview session is far shorter
_OPEN, _CLOSE = "<request>", "</request>"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


@dataclass(frozen=True)
class Request:
    """One user message: its words, and whether they were longer than what is considered."""

    text: str
    cut: bool = False


def user_requests(messages: Sequence[Mapping[str, str]]) -> list[Request]:
    """The requests of all user messages, oldest first."""
    contents = [m.get("content") for m in messages if m.get("role") == "user"]
    return [_request(str(content or "")) for content in contents[-MAX_MESSAGES:]]


def _request(content: str) -> Request:
    text = _between_markers(content).strip()
    kept = text[:MAX_TEXT]
    for entity, character in _ENTITIES:
        kept = kept.replace(entity, character)
    return Request(kept, cut=len(text) > MAX_TEXT)


def _between_markers(content: str) -> str:
    # The last closed pair: the template may mention the markers before it uses them.
    end = content.rfind(_CLOSE)
    start = content.rfind(_OPEN, 0, end) if end >= 0 else -1
    return content[start + len(_OPEN) : end] if start >= 0 else content
