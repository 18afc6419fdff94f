"""Internal stages: what they are called and how they were made, and the files in them."""

import hashlib
import json
import os
import re
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .errors import FILES_EXIST, INVALID_ARGUMENT, SqlError, existing, missing
from .sql_text import ObjectName

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


class StageStore:
    """Every stage and its files under one folder. Safe for many threads of one process."""

    def __init__(self, folder: Path) -> None:
        self._register = folder / "stages.json"
        self._files = folder / "stages"
        self._arriving = folder / "arriving"
        self._lock = threading.Lock()
        self._files.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._arriving, ignore_errors=True)
        self._arriving.mkdir()
        self._stages = {stage.name: stage for stage in self._load()}

    def _load(self) -> Iterator[Stage]:
        if not self._register.exists():
            return
        for row in json.loads(self._register.read_text()):
            row["name"] = ObjectName(*row["name"])
            row["directory"] = tuple(StagedFile(**file) for file in row["directory"])
            yield Stage(**row)

    def _save(self) -> None:
        arriving = self._register.with_suffix(".new")
        arriving.write_text(json.dumps([asdict(s) for s in self._stages.values()], indent=1))
        arriving.replace(self._register)

    def all(self) -> list[Stage]:
        """Every stage, by name."""
        return sorted(self._stages.values(), key=lambda stage: stage.name)

    def get(self, name: ObjectName) -> Stage:
        """The stage of that name, or Snowflake's error that there is none."""
        if name not in self._stages:
            raise missing("Stage", ".".join(name))
        return self._stages[name]

    def __contains__(self, name: ObjectName) -> bool:
        return name in self._stages

    def create(self, stage: Stage, *, replacing: bool = False) -> None:
        """Register a stage; replacing one empties it."""
        with self._lock:
            if stage.name in self._stages and not replacing:
                raise existing(stage.name.name)
            self._stages[stage.name] = stage
            self._save()

    def change(self, stage: Stage, **changes: Any) -> Stage:
        """Change a stage's settings."""
        with self._lock:
            changed = replace(stage, **changes)
            self._stages[stage.name] = changed
            self._save()
        return changed

    def drop(self, stage: Stage) -> None:
        """Remove a stage and what is in it."""
        for file in self.files(stage):
            self.remove(stage, file.path)
        with self._lock:
            del self._stages[stage.name]
            self._save()

    def root(self, stage: Stage) -> Path:
        """The folder of a stage's files. The key is in it so that a stage made anew starts empty."""
        parts = [quote(part, safe="").replace(".", "%2E") for part in stage.name]
        return self._files.joinpath(*parts, stage.key[:8])

    def path(self, stage: Stage, path: str) -> Path:
        """Where a file lies. Segments that a folder cannot hold are refused, unlike on an account."""
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
        """Files whose path starts with `prefix`; `pattern` must match the path as an account stores it."""
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
