"""The file of an export: written beside its name, and moved there only when it is whole."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings

from auditing.models import ExportJob

# Bytes read at once to work out a digest.
BLOCK = 1 << 20


def folder_of(job: ExportJob) -> Path:
    return Path(settings.EXPORT_DIR) / str(job.pk)


def path_of(job: ExportJob) -> Path:
    """The whole file; it is there only once it is whole."""
    return folder_of(job) / job.filename


def part_of(job: ExportJob) -> Path:
    return folder_of(job) / f"{job.filename}.part"


def manifest_of(job: ExportJob) -> Path:
    return folder_of(job) / f"{job.filename}.manifest.json"


def open_part(job: ExportJob) -> BinaryIO:
    """Open the part file where the last checkpoint left it; what came after that is cut off."""
    path = part_of(job)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.stat().st_size < job.bytes_done:
        job.bytes_done, job.rows_done, job.last_key = 0, 0, None
        path.touch(mode=0o600)
    else:
        _part_from(path)
    file = path.open("r+b")
    file.truncate(job.bytes_done)
    file.seek(job.bytes_done)
    return file


def _part_from(path: Path) -> None:
    """Go on in a copy: a worker that was suspended may still hold the old file open."""
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    copy.replace(path)


def settle(file: BinaryIO) -> int:
    """Put on the disk what was written. Returns the length of the file."""
    file.flush()
    os.fsync(file.fileno())
    return file.tell()


def digest(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def publish(job: ExportJob, manifest: dict[str, Any]) -> None:
    """Write the manifest, then move the whole file to its name."""
    text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    manifest_of(job).write_text(text)
    part_of(job).replace(path_of(job))


def known() -> list[UUID]:
    """The ids of the exports that have a folder."""
    folder = Path(settings.EXPORT_DIR)
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    return [UUID(name) for name in names if _is_id(name)]


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def remove_all(jobs: Iterable[ExportJob]) -> None:
    """What a process that died left behind."""
    for job in jobs:
        remove(job)


def remove(job: ExportJob) -> None:
    """Remove whatever there is of the export's files."""
    shutil.rmtree(folder_of(job), ignore_errors=True)
