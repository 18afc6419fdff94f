"""The files on stages: each stage is a folder."""

import hashlib
import os
import re
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from .errors import FILES_EXIST, INVALID_ARGUMENT, SqlError
from .sql_text import ObjectName

# Client-side encryption pads to whole blocks, and LIST shows the padded size.
_BLOCK = 16


@dataclass(frozen=True)
class StagedFile:
    """A file as LIST and DIRECTORY show it. `modified` is in seconds since 1970."""

    path: str
    size: int
    md5: str
    modified: float

    @property
    def last_modified(self) -> str:
        """The time as LIST writes it."""
        return formatdate(self.modified, usegmt=True)


@dataclass(frozen=True)
class Stage:
    """A named internal stage; `directory` is what ALTER STAGE … REFRESH last saw."""

    name: ObjectName
    server_side_encryption: bool = False
    directory_enabled: bool = False
    comment: str = ""
    owner: str = ""
    created_on: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    directory: tuple[StagedFile, ...] = ()


class StageFiles:
    """Reads and writes the files of stages under one folder."""

    def __init__(self, folder: Path) -> None:
        self._files = folder / "stages"
        self._arriving = folder / "arriving"
        self._files.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._arriving, ignore_errors=True)
        self._arriving.mkdir()

    def root(self, stage: Stage) -> Path:
        """The folder of a stage's files. The key in it lets a stage made anew start empty."""
        parts = [quote(part, safe="").replace(".", "%2E") for part in stage.name]
        return self._files.joinpath(*parts, stage.key[:8])

    def path(self, stage: Stage, path: str) -> Path:
        """Where a file lies. What a folder cannot hold is refused, unlike on an account."""
        if not path or any(part in ("", ".", "..") or "\0" in part for part in path.split("/")):
            text = f"The local stand-in cannot hold a file at the stage path '{path}'."
            raise SqlError(INVALID_ARGUMENT, text)
        return self.root(stage) / path

    def discarding(self) -> Path:
        """A folder for bytes that nobody will read: an upload that must not overwrite."""
        folder = self._arriving / uuid.uuid4().hex
        folder.mkdir()
        return folder

    def files(self, stage: Stage, prefix: str = "", pattern: str | None = None) -> list[StagedFile]:
        """Files whose path starts with `prefix` and, as an account stores it, fits `pattern`."""
        root = self.root(stage)
        inside = root / prefix.rpartition("/")[0]
        if not inside.resolve().is_relative_to(root.resolve()):
            return []
        wanted = re.compile(pattern) if pattern is not None else None
        found = []
        for file in (Path(top, name) for top, _, names in os.walk(inside) for name in names):
            path = file.relative_to(root).as_posix()
            stored = f"stages/{stage.key}/{path}"
            if path.startswith(prefix) and (wanted is None or wanted.fullmatch(stored)):
                with suppress(FileNotFoundError):
                    found.append(_listed(file, path, stage))
        return sorted(found, key=lambda file: file.path)

    def read(self, stage: Stage, path: str) -> bytes:
        """The bytes of a file; FileNotFoundError if there is none."""
        return self.path(stage, path).read_bytes()

    def write(self, stage: Stage, path: str, content: bytes, *, overwrite: bool) -> None:
        """Write a file so that nobody ever sees half of it."""
        target = self.path(stage, path)
        arriving = self._arriving / uuid.uuid4().hex
        target.parent.mkdir(parents=True, exist_ok=True)
        arriving.write_bytes(content)
        try:
            if overwrite:
                arriving.replace(target)
            else:
                target.hardlink_to(arriving)
        except FileExistsError:
            raise files_exist(stage, path) from None
        finally:
            arriving.unlink(missing_ok=True)

    def remove(self, stage: Stage, path: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        file = self.path(stage, path)
        file.unlink(missing_ok=True)
        with suppress(OSError):
            while (file := file.parent) != self.root(stage):
                file.rmdir()


def files_exist(stage: Stage, path: str) -> SqlError:
    """Snowflake's refusal to unload over a file."""
    at = f"@{stage.name.name}/{path}".rstrip("/")
    text = f"Files already existing at the unload destination: {at}. Use overwrite option to force"
    return SqlError(FILES_EXIST, f"{text} unloading.", "22000")


def _listed(file: Path, path: str, stage: Stage) -> StagedFile:
    found = file.stat()
    padding = 0 if stage.server_side_encryption else _BLOCK - found.st_size % _BLOCK
    md5 = _md5(file, found.st_size, found.st_mtime_ns, padding)
    return StagedFile(path, found.st_size + padding, md5, found.st_mtime)


@lru_cache(maxsize=10_000)
def _md5(file: Path, size: int, changed: int, padding: int) -> str:
    content = file.read_bytes() + bytes(padding)
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
