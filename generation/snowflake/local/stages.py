"""Internal stages: what there are, and how they were made."""

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from .errors import existing, missing
from .sql_text import ObjectName
from .stage_files import Stage, StagedFile, StageFiles


class StageStore(StageFiles):
    """Every stage of an account, in one file. Safe for many threads of one process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._register = folder / "stages.json"
        self._lock = threading.Lock()
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

    def drop_all(self, database: str, schema: str | None = None) -> None:
        """Remove the stages of a database or schema that is gone."""
        for stage in self.all():
            if stage.name.database == database and schema in (None, stage.name.schema):
                self.drop(stage)

    def drop(self, stage: Stage) -> None:
        """Remove a stage and what is in it."""
        for file in self.files(stage):
            self.remove(stage, file.path)
        with self._lock:
            del self._stages[stage.name]
            self._save()
