"""What is wished beside the prompt: style, colours, shape, detail, what to leave out.

A brief is frozen into its request as JSON, with a preset's words and a template's version as they
were then, so that what the model was told can be read years later.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from generation.validators import is_prompt_character, name_character

MAX_AVOID = 200
MAX_COLOURS = 6
MAX_RECOLOURED = 64
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")

# name → (words for people, width, height of the viewBox)
ASPECTS: dict[str, tuple[Any, int, int]] = {
    "square": (_("Square 1:1"), 512, 512),
    "landscape": (_("Landscape 4:3"), 640, 480),
    "portrait": (_("Portrait 3:4"), 480, 640),
    "wide": (_("Wide 16:9"), 640, 360),
    "tall": (_("Tall 9:16"), 360, 640),
}
# name → (words for people, words for the model)
DETAILS: dict[str, tuple[Any, str]] = {
    "simple": (_("Simple"), "very simple, at most 8 large shapes, readable at 16 pixels"),
    "balanced": (_("Balanced"), ""),
    "detailed": (_("Detailed"), "rich in detail, up to 80 shapes, with light and shade"),
}


def _at_most(number: int) -> str:
    return gettext("At most %(number)s colours.") % {"number": number}


def _no_colour(text: str) -> str:
    return gettext("%(text)s is no colour such as #1d4fd7.") % {"text": repr(text[:20])}


def _there_are(asked: str, names: Iterable[str]) -> str:
    told = {"asked": repr(asked[:40]), "names": ", ".join(names)}
    return gettext("There is no %(asked)s. There are: %(names)s.") % told


@dataclass(frozen=True)
class Brief:
    """Wishes beside the prompt; an empty one says nothing to the model.

    Attributes:
        avoid: what should not be in the picture, at most 200 characters as in a prompt.
        palette: at most six colours, ``#rrggbb``.
        aspect, detail: keys of `ASPECTS` and `DETAILS`; empty leaves it to the model.
        preset, style: a preset's name and, frozen, its words.
        template: {"name", "version", "values"} of the shared template that gave the prompt.
        variation: "2 of 4", where several of the same are asked for together.
        recolour: which colours of the parent's picture become which, each ``#rrggbb``; of a picture
            that is edited on the page, so no model is told.
        told_before: what was asked for before this wish, of a picture that is changed; see
            `generation.asked_for`. The model sees the picture instead.
    """

    avoid: str = ""
    palette: tuple[str, ...] = ()
    aspect: str = ""
    detail: str = ""
    preset: str = ""
    style: str = ""
    template: dict[str, Any] = field(default_factory=dict)
    variation: str = ""
    recolour: dict[str, str] = field(default_factory=dict)
    told_before: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Brief":
        """Read what `as_json` has written; what it does not know is left out."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        lists = {name: tuple(known.get(name, ())) for name in ("palette", "told_before")}
        return cls(**{**known, **lists})

    def as_json(self) -> dict[str, Any]:
        """Only what was wished."""
        told = asdict(self).items()
        return {name: list(v) if isinstance(v, tuple) else v for name, v in told if v}

    def check(self) -> None:
        """Raises: ValidationError, by the name of the wish."""
        errors = {name: [words] for name, words in self._problems()}
        if errors:
            raise ValidationError(errors)

    def _problems(self) -> Iterator[tuple[str, str]]:
        if len(self.avoid) > MAX_AVOID:
            words = gettext("This has %(length)s characters; at most %(most)s are allowed.")
            yield "avoid", words % {"length": len(self.avoid), "most": MAX_AVOID}
        elif wrong := next((c for c in self.avoid if not is_prompt_character(c)), None):
            words = gettext("This has %(character)s, which a prompt may not have.")
            yield "avoid", words % {"character": name_character(wrong)}
        if len(self.palette) > MAX_COLOURS:
            yield "palette", _at_most(MAX_COLOURS)
        elif wrong := next((c for c in self.palette if not _COLOUR.match(c)), None):
            yield "palette", _no_colour(wrong)
        if self.aspect and self.aspect not in ASPECTS:
            yield "aspect", _there_are(self.aspect, ASPECTS)
        if self.detail and self.detail not in DETAILS:
            yield "detail", _there_are(self.detail, DETAILS)

        if len(self.recolour) > MAX_RECOLOURED:
            yield "recolour", _at_most(MAX_RECOLOURED)
        elif wrong := next(
            (c for p in self.recolour.items() for c in p if not _COLOUR.match(c)), None
        ):
            yield "recolour", _no_colour(wrong)

    def lines(self) -> list[str]:
        """The wishes as the model is told them, one a line; the words are not escaped."""
        _label, width, height = ASPECTS.get(self.aspect, ("", 0, 0))
        told = {
            "Style": " ".join(self.style.split()),
            "Main colours": ", ".join(self.palette),
            "Shape": f'viewBox="0 0 {width} {height}"' if width else "",
            "Detail": DETAILS.get(self.detail, ("", ""))[1],
            "Leave out": " ".join(self.avoid.split()),
            "Variation": f"{self.variation}, composed in a way of its own"
            if self.variation
            else "",
        }
        return [f"{name}: {words}" for name, words in told.items() if words]


NO_WISHES = Brief()
