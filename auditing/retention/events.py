"""Access events leave by the chain's own way, so that it can still be verified without them."""

from typing import Any
from uuid import UUID

from auditing.chain.pruning import prune


def prune_events(keys: list[Any]) -> int:
    ids = [UUID(str(key)) for key in keys]
    return prune(by=None, event_ids=ids, reason="Their time under the retention policy is over.")
