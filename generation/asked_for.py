"""What a picture shows in the words of who asked for it: "make it blue" alone names no picture.

What was asked for before a wish is frozen into the request's brief, so that the picture keeps its
name when retention has taken the earlier ones.
"""

from generation.models import SVGGenerationRequest
from generation.validators import PROMPT

# The first prompt and the newest wishes are kept; what is between goes first.
MOST_TOLD = 8


def told_before(request: SVGGenerationRequest) -> tuple[str, ...]:
    """The first picture's prompt and the wishes since, oldest first, without the request's own."""
    return tuple(request.brief.get("told_before", ()))


def all_told(request: SVGGenerationRequest) -> tuple[str, ...]:
    """What a child of this request was told before its own wish."""
    told = (*told_before(request), request.prompt_text)
    return told if len(told) <= MOST_TOLD else (told[0], *told[1 - MOST_TOLD :])


def title_of(request: SVGGenerationRequest) -> str:
    """The picture and what has been changed: "A red house; make it blue"."""
    return "; ".join(words.rstrip(" .;") for words in all_told(request))


def whole_prompt(request: SVGGenerationRequest) -> str:
    """The same as one prompt, by which the picture can be drawn without the earlier ones."""
    first, *wishes = all_told(request)
    if not wishes:
        return first
    while len(wishes) > 1 and len(_sentences(first, wishes)) > PROMPT.maximum:
        del wishes[0]
    return _sentences(first, wishes)


def _sentences(first: str, wishes: list[str]) -> str:
    told = (words.rstrip(" .") for words in (first, *wishes))
    return ". ".join(words[:1].upper() + words[1:] for words in told)
