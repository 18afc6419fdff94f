"""Sanitised pictures drawn on the server: as PNG and PDF, and compared with each other.

Text in, bytes out; no Django, no database, nothing is kept. The drawing itself happens in a process
of its own with bounded time and memory (see docs/decisions/rendering.md).
"""

from generation.rendering.comparing import Difference, visual_difference
from generation.rendering.documents import render_pdf
from generation.rendering.images import MAX_SIZE, render_png
from generation.rendering.process import RenderingError
from generation.rendering.smaller import Smaller, make_smaller

__all__ = [
    "MAX_SIZE",
    "Difference",
    "RenderingError",
    "Smaller",
    "make_smaller",
    "render_pdf",
    "render_png",
    "visual_difference",
]
