"""Starting the process that draws, and what is said where it does not."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from generation.svg.describing import describe
from generation.svg.validation import RuleError, validate

SECONDS: Final = 12.0  # of the clock; the child's own limit is of CPU time, and smaller
AT_ONCE: Final = 2  # per process of ours, however many threads ask
_CHILD: Final = Path(__file__).with_name("child.py")
_slots: Final = BoundedSemaphore(AT_ONCE)


class RenderingError(Exception):
    """The picture could not be drawn in the time and memory that one may take."""


def draw(kind: str, svg: str, **given: str | float) -> bytes:
    """What the child makes of a sanitised picture.

    `kind` is one of its formats, `given` what that format takes.

    Raises:
        RenderingError: it took too long or too much memory, or is not a safe picture at all.
    """
    try:
        validate(svg, "extended")  # the renderer would read files that an image names
    except RuleError as broken:
        raise RenderingError(f"The picture {broken}.") from None
    found = describe(svg)
    told = json.dumps({**given, "box": (found.width, found.height)})
    if not _slots.acquire(timeout=SECONDS):
        raise RenderingError("Too many pictures are being drawn.")
    try:
        return _run([sys.executable, "-I", str(_CHILD), kind, told], svg)
    finally:
        _slots.release()


def _run(command: list[str], svg: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  fixed words, and nothing of it reaches a shell
            command, input=svg.encode(), capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise RenderingError("The picture takes too long to draw.") from None
    except subprocess.CalledProcessError as ended:
        raise RenderingError(f"The picture cannot be drawn (status {ended.returncode}).") from None
    return done.stdout
