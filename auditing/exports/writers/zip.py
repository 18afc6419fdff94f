"""A zip: each row is a file, as its name and its bytes. A manifest of them all comes last.

A row may have a third part: what else the manifest says about the file, JSON-ready by name.
"""

import hashlib
import json
import zipfile

from auditing.exports.content import Slice
from auditing.exports.writers.base import Writer


class ZipWriter(Writer):
    def begin(self) -> None:
        self.archive = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.files: dict[str, dict[str, object]] = {}

    def write(self, part: Slice) -> None:
        for name, content, *facts in self.rows_of(part):
            self._add(name, content)
            digest = hashlib.sha256(content).hexdigest()
            self.files[name] = {"size_bytes": len(content), "sha256": digest}
            self.files[name].update(*facts)

    def end(self) -> None:
        manifest = {**dict(self.facts()), "rows": self.job.rows_done, "files": self.files}
        self._add("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False).encode())
        self.archive.close()

    def abandon(self) -> None:
        # Without this the archive would end itself when it is collected, as if it were whole.
        self.archive.fp = None

    def _add(self, name: str, content: bytes) -> None:
        """Dated by the data, not by the run: the same rows give the same bytes."""
        moment = self.job.as_of
        entry = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.archive.writestr(entry, content)
