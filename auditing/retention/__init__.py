"""How long things are kept: rules on the models, policies, holds, the purge and its proof.

A model says in its class attribute ``retention`` what happens to its rows; nothing here names one.
"""

from auditing.retention.rules import FollowsParent, KeptBecause, RetentionRule

__all__ = ["FollowsParent", "KeptBecause", "RetentionRule"]
