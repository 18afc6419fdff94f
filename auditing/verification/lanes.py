"""Walking along the lanes: each row against its own hash and against the row before it."""

from binascii import hexlify
from collections.abc import Callable
from hashlib import sha256
from hmac import digest
from typing import Any

from auditing.chain.canonical import GENESIS, SEPARATOR
from auditing.chain.heads import Head
from auditing.chain.keys import known_keys
from auditing.verification.findings import Findings
from auditing.verification.judging import Judge
from auditing.verification.reading import Row, rows
from auditing.verification.stretches import Stretches

_SEPARATOR = SEPARATOR.encode()

Progress = Callable[[int], None]  # told how many rows have been read
End = tuple[int, bytes | None]  # position and hash of a lane's last row


def walk(
    using: str,
    heads: dict[int, Head],
    findings: Findings,
    stretches: Stretches,
    progress: Progress | None = None,
) -> tuple[int, dict[int, End]]:
    """Read every row once. Returns how many there were and where each lane ends."""
    walker, count = _Walker(Judge(using, findings, stretches), heads), 0
    for batch in rows(using):
        walker.check(batch)
        count += len(batch)
        if progress:
            progress(count)
    walker.end_lane()
    return count, walker.ends


class _Walker:
    def __init__(self, judge: Judge, heads: dict[int, Head]) -> None:
        self.ends: dict[int, End] = {}
        self._judge, self._heads = judge, heads
        self._keys = {name.encode(): key for name, key in known_keys().items()}
        self._chain: int | None = None
        self._position = 0
        self._hash: bytes | None = None  # None after rows that were removed

    def check(self, batch: list[tuple[Any, ...]]) -> None:
        """Rows that are as they were written take the short way: a million in some seconds."""
        keys, chain = self._keys, self._chain
        position, last = self._position, self._hash
        for row in batch:
            # Plain positions of Row: names would cost a third of the speed.
            if (
                row[0] == chain
                and row[1] == position + 1
                and row[3] == last
                and row[8] is None
                and row[7] is not None
                and row[9] is not None
                and row[10] is not None
                and row[5] in keys
                and hexlify(digest(keys[row[5]], row[9], "sha256")) == row[4]
                and hexlify(sha256(row[7] + _SEPARATOR + row[10]).digest()) == row[6]
            ):
                position, last = row[1], row[4]
                continue
            if row[0] != chain:
                self._chain, self._position, self._hash = chain, position, last
                self.end_lane()
                chain, position, last = row[0], 0, GENESIS.encode()
            position, last = self._judge.follow(Row(*row), position, last)
        self._chain, self._position, self._hash = chain, position, last

    def end_lane(self) -> None:
        """The head says which hash the last row should have; a faulty row is blamed once."""
        if self._chain is None:
            return
        head = self._heads.get(self._chain)
        self._judge.settle(head.hash.encode() if head and head.is_genuine else None)
        faulty = self._judge.has_blamed(self._chain, self._position)
        self.ends[self._chain] = self._position, None if faulty else self._hash
