"""What stays of pruned events: the two hashes at the ends of each stretch, signed."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from auditing.chain.canonical import SEPARATOR, as_text
from auditing.chain.keys import known_keys, mac, present_key_id, sign
from auditing.models import PrunedStretch

FIELDS = ("chain", "first", "last", "previous_hash", "hash", "pruned_at", "key_id", "mac")


@dataclass(frozen=True)
class Stretch:
    """Positions `first` to `last` of a lane, all pruned."""

    chain: int
    first: int
    last: int
    previous_hash: str
    hash: str
    pruned_at: datetime
    key_id: str = ""
    mac: str = ""

    @property
    def is_genuine(self) -> bool:
        """Somebody with a key that we know has written it."""
        key = known_keys().get(self.key_id)
        return key is not None and mac(key, _text(self)) == self.mac

    def signed(self) -> "Stretch":
        named = replace(self, key_id=present_key_id())
        return replace(named, mac=sign(_text(named)))

    def joined(self, following: "Stretch") -> "Stretch":
        """This one and the one right after it as one."""
        return replace(
            following,
            first=self.first,
            previous_hash=self.previous_hash,
            pruned_at=max(self.pruned_at, following.pruned_at),
        )


def read_stretches(using: str, *only: Q, **fields: object) -> list[Stretch]:
    """Those on record, by lane and position."""
    rows = PrunedStretch.objects.using(using).filter(*only, **fields)
    return [Stretch(*row) for row in rows.values_list(*FIELDS)]


def _text(stretch: Stretch) -> str:
    covered = (getattr(stretch, name) for name in FIELDS if name != "mac")
    return SEPARATOR.join(["pruned", *map(as_text, covered)])
