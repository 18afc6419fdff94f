"""The heads of the lanes: taking a free one, moving it on.

PostgreSQL: a writer takes a head that nobody holds and keeps it until its transaction ends, so that
writers do not wait for each other's whole transactions. SQLite has one writer at a time anyway.
"""

from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from auditing.chain.canonical import GENESIS, SEPARATOR
from auditing.chain.keys import known_keys, mac, present_key_id, sign

LANES = 16

# The lane that this transaction holds already comes first; the setting ends with it.
_HELD = "svgsite.audit_lane"
_TAKE = f"""
    SELECT h.*, set_config('{_HELD}', h.chain::text, true) FROM (
        SELECT chain, position, hash, key_id, mac FROM audit_heads
        WHERE chain <= %s AND NOT chain = ANY(%s)
        ORDER BY (chain::text = current_setting('{_HELD}', true)) DESC NULLS LAST, chain
        LIMIT 1 FOR UPDATE {{waiting}}
    ) h"""  # noqa: S608  constants only


class ChainUnusable(Exception):  # noqa: N818  read as an outcome
    """No lane of the audit trail can be written, so nothing that must be recorded can be done."""


@dataclass(frozen=True)
class Head:
    """The end of a lane, as its row says."""

    chain: int
    position: int
    hash: str
    key_id: str
    mac: str

    @property
    def is_genuine(self) -> bool:
        """Somebody with a key that we know has written it."""
        key = known_keys().get(self.key_id)
        return key is not None and mac(key, _text(self)) == self.mac


def signed_head(chain: int, position: int, hash_: str) -> Head:
    unsigned = Head(chain, position, hash_, present_key_id(), "")
    return Head(chain, position, hash_, unsigned.key_id, sign(_text(unsigned)))


def first_heads() -> list[Head]:
    """Those of an empty trail."""
    return [signed_head(chain, 0, GENESIS) for chain in range(1, LANES + 1)]


def _text(head: Head) -> str:
    return SEPARATOR.join(["head", str(head.chain), str(head.position), head.hash, head.key_id])


def take_head(using: str) -> Head:
    """A free, genuine head, held until the transaction ends.

    A head that is not genuine is evidence: it is left as it is, and another lane is written.

    Raises:
        ChainUnusable: none is left.
    """
    forged: list[int] = []
    while head := _next_head(connections[using], forged):
        if head.is_genuine:
            return head
        forged.append(head.chain)
    raise ChainUnusable(
        "The audit trail has no lane that this program's key has signed. Is AUDIT_KEY the key it "
        "was made with? A former key belongs into AUDIT_OLD_KEYS."
    )


def _next_head(connection: BaseDatabaseWrapper, but: list[int]) -> Head | None:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT chain, position, hash, key_id, mac FROM audit_heads ORDER BY 1")
            rows = [row for row in cursor.fetchall() if row[0] not in but]
            return Head(*rows[0]) if rows else None
        for waiting in ("SKIP LOCKED", ""):
            cursor.execute(_TAKE.format(waiting=waiting), [LANES, but])
            row = cursor.fetchone()
            if row:
                return Head(*row[:5])
    return None


def read_heads(using: str) -> dict[int, Head]:
    """Every head by its lane, whoever has written it."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT chain, position, hash, key_id, mac FROM audit_heads")
        return {row[0]: Head(*row) for row in cursor.fetchall()}


def move_head(head: Head, *, to: Head, using: str) -> None:
    """Raises: ChainUnusable where somebody else has moved it, which locking should prevent."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "UPDATE audit_heads SET position = %s, hash = %s, key_id = %s, mac = %s "
            "WHERE chain = %s AND position = %s",
            [to.position, to.hash, to.key_id, to.mac, head.chain, head.position],
        )
        if cursor.rowcount != 1:
            raise ChainUnusable(f"Lane {head.chain} of the audit trail moved meanwhile.")
