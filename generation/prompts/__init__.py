"""Prompt templates: one file a version, never changed once it was used."""

from functools import cache
from html import escape
from pathlib import Path

CURRENT_VERSION = "svg-1"

ELEMENTS = {
    "spec": "svg, rect, circle, ellipse, line, polyline, polygon, path, text, g, defs, style",
    "extended": (
        "svg, rect, circle, ellipse, line, polyline, polygon, path, text, tspan, g, defs, style, "
        "title, desc, linearGradient, radialGradient, stop, clipPath, mask, pattern, use"
    ),
}


@cache
def _template(version: str) -> str:
    return (Path(__file__).parent / f"{version}.txt").read_text(encoding="utf-8")


def system_prompt(*, version: str, profile: str, max_tokens: int) -> str:
    """The rules that the model is given, for an element profile ("spec" or "extended")."""
    return _template(version).format(elements=ELEMENTS[profile], max_tokens=max_tokens)


def user_prompt(prompt: str) -> str:
    """The person's words between markers that they cannot close, since < and > are escaped."""
    return f"<request>\n{escape(prompt.strip(), quote=False)}\n</request>"
