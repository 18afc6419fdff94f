"""Access events leave by the chain's own way, so that it can still be verified without them."""

from typing import Any

from auditing.chain.pruning import prune


def prune_events(keys: list[Any]) -> int:
    return prune(by=None, event_ids=keys, reason="Their time under the retention policy is over.")
