"""How the receipt calls what the parser refuses: the code, and the name beside it."""

from typing import Final

from generation.svg import policy
from generation.svg.values import is_unreadable

_LINKS: Final = frozenset(("src", "xml:base", "base", "action", "formaction", "srcset", "ping"))


def element_code(lower: str) -> str:
    """The code for an element of SVG's namespace, by its name in small letters."""
    if lower in policy.ACTIVE_ELEMENTS:
        return "active_element"
    if lower in policy.ANIMATION_ELEMENTS:
        return "animation"
    return "image" if lower in ("image", "feimage") else "element"


def foreign_attribute(name: str) -> tuple[str, str]:
    """For an attribute of another namespace, by its local name."""
    if name.lower().startswith("on"):
        return "event_handler", name
    return "link" if name.lower() in ("href", "src", "base") else "quiet_attribute", name


def plain_attribute(name: str) -> tuple[str, str]:
    """For an attribute without a namespace that is not in the allow-list."""
    lower = name.lower()
    if lower.startswith("on"):
        return "event_handler", name
    if lower in _LINKS:
        return "link", name
    quiet = lower in policy.QUIET_ATTRIBUTES or lower.startswith(("data-", "aria-"))
    return "quiet_attribute" if quiet else "attribute", name


def refused_value(name: str, value: str) -> tuple[str, str]:
    """For a value that its attribute's grammar does not take."""
    if name == "id":
        return "id", ""
    if name == "href" or "url" in value.lower():
        return "link", name
    return "quiet_value" if is_unreadable(name, value) else "value", name
