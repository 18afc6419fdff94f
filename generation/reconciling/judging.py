"""Whether a listed file is what its record says, as far as LIST tells.

LIST has traps. With client-side encryption (SNOWFLAKE_FULL) it tells size and MD5 of the encrypted
bytes; a file that was uploaded in several parts has a checksum that is no MD5 ("…-2"); an external
stage may tell none. So only a plain MD5 on a server-side encrypted stage is taken at its word, and
whatever does not fit is read back before anything is said about it.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from generation.snowflake.records import StageFile

_MD5 = re.compile(r"[0-9a-f]{32}")
PLAIN = "SNOWFLAKE_SSE"


@dataclass(frozen=True)
class Record:
    """What the database says of a picture, without its content."""

    location: str
    size: int
    sha256: str
    md5: str
    owner_id: int | None
    origin_id: Any
    is_whole: bool  # its content has the SHA-256 that is recorded with it

    @classmethod
    def of(cls, svg: Any) -> "Record":
        content = svg.svg_content.encode()
        return cls(
            location=svg.stage_path,
            size=svg.file_size,
            sha256=svg.sha256,
            md5=hashlib.md5(content, usedforsecurity=False).hexdigest(),
            owner_id=svg.owner_id,
            origin_id=svg.request_id or svg.origin_id,
            is_whole=is_whole(svg),
        )


def is_whole(svg: Any) -> bool:
    """Whether the record's content has the SHA-256 that is recorded with it."""
    return digest_of(svg.svg_content.encode()) == str(svg.sha256)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def tells_md5(encryption: str) -> bool:
    """Whether checksums of such a stage's LIST are those of the files."""
    return encryption == PLAIN


def is_surely_same(file: StageFile, record: Record, encryption: str) -> bool:
    """True where LIST alone shows that the file has the record's bytes."""
    plain = tells_md5(encryption) and _MD5.fullmatch(file.md5) is not None
    return plain and (file.size, file.md5) == (record.size, record.md5)


def is_same(content: bytes, record: Record) -> bool:
    """Whether the bytes that were read back are the record's."""
    return digest_of(content) == record.sha256
