"""Where the whole story of a subject stands; told by the app that knows the subject's model."""

from collections.abc import Callable

# A page's address for the id of a row of this label; empty where there is none.
Locate = Callable[[str], str]

_LOCATORS: dict[str, Locate] = {}


def register_story(label: str, locate: Locate) -> None:
    """Say where the story of the rows of a model stands, e.g. for "generation.GeneratedSVG"."""
    _LOCATORS[label] = locate


def story_url(label: str, resource_id: str) -> str:
    """The page about this subject, or "" where nobody knows one."""
    locate = _LOCATORS.get(label)
    return locate(resource_id) if locate and resource_id else ""
