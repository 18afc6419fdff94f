"""Anchors: what fixes the audit trail outside of its own database, daily and signed.

    anchor = make_anchor(by=None)
    publish_pending()              # to the file and wherever apps have registered

The chain alone cannot tell that its newest part was cut off together with its heads, by somebody
who put an older backup back. An anchor that lies elsewhere can.
"""

from auditing.anchoring.making import make_anchor
from auditing.anchoring.publishing import (
    Publisher,
    publish_pending,
    publisher,
    register_publisher,
    unpublished,
)

__all__ = [
    "Publisher",
    "make_anchor",
    "publish_pending",
    "publisher",
    "register_publisher",
    "unpublished",
]
