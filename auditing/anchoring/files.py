"""Anchors as lines of a file, which belongs onto a disk that this program's host cannot rewrite."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from auditing.chain.canonical import json_text


def append(line: dict[str, Any]) -> None:
    """Add one line and wait until the disk has it; quiet where it is there already.

    Raises:
        OSError: it cannot be written.
    """
    path = Path(settings.AUDIT_ANCHOR_FILE)
    if any(known.get("digest") == line["digest"] for known in read(path)):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        # A line that a crash has cut off must not swallow this one.
        start = b"\n" if _ends_inside_a_line(path) else b""
        file.write(start + json_text(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path | None = None) -> list[dict[str, Any]]:
    """Every line; one that is no JSON comes as ``{"unreadable": number}``. Empty without a file.

    Raises:
        OSError: it is there and cannot be read.
    """
    path = path or Path(settings.AUDIT_ANCHOR_FILE)
    if not path.exists():
        return []
    lines = path.read_bytes().split(b"\n")
    return [_parse(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _parse(number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {"unreadable": number}
    return found if isinstance(found, dict) else {"unreadable": number}


def _ends_inside_a_line(path: Path) -> bool:
    return path.read_bytes()[-1:] not in (b"", b"\n")
