"""Prompt templates: one folder a version, never changed once it was used.

A request names its version, so that what the model was told can be read years later.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from generation.svg.limits import MAX_BYTES
from generation.svg.policy import PROFILES

CURRENT_VERSION = "svg-3"

# Half of what is estimated to fit into an answer, so that it is not cut off.
CHARACTERS_PER_TOKEN = 1.25

# Providers whose models need words of their own; every other one gets "other".
FAMILIES = ("anthropic", "openai")


@cache
def _template(version: str, name: str) -> str:
    path = Path(__file__).parent / version / f"{name}.txt"
    return path.read_text(encoding="utf-8").rstrip("\n")


def system_prompt(*, version: str, profile: str, provider: str, max_tokens: int) -> str:
    """The rules for a model.

    Args:
        profile: the element profile, "spec" or "extended".
        provider: the model's maker, as in the catalogue.
        max_tokens: where the answer will be cut off.
    """
    family = provider if provider in FAMILIES else "other"
    return _template(version, "rules").format(
        elements=", ".join(sorted(PROFILES[profile])),
        profile_rules=_template(version, f"profile-{profile}"),
        family_rules=_template(version, f"family-{family}"),
        max_tokens=max_tokens,
        max_characters=min(MAX_BYTES, int(CHARACTERS_PER_TOKEN * max_tokens)),
    )


def user_prompt(prompt: str, *, wishes: Iterable[str] = (), picture: str = "") -> str:
    """The person's words between markers that they cannot close, since < and > are escaped.

    Args:
        wishes: lines beside the prompt, as of `Brief.lines`.
        picture: the safe SVG that the prompt asks to change; as it is, since the sanitiser leaves
            nothing in it that could close its marker but text, which it escapes.
    """
    parts = [
        _between("picture", picture),
        _between("request", escape(prompt.strip(), quote=False)),
        _between("wishes", escape("\n".join(wishes), quote=False)),
    ]
    return "\n".join(part for part in parts if part)


def _between(marker: str, text: str) -> str:
    return f"<{marker}>\n{text}\n</{marker}>" if text else ""


def repair_prompt(*, version: str, problems: Iterable[str]) -> str:
    """Asks for the same picture again, with what was wrong with the first answer."""
    listed = "\n".join(f"- {problem}" for problem in problems)
    return _template(version, "repair").format(problems=listed)
