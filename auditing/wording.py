"""Kept sentences that are docstrings where they are written, once more for the translators.

A test compares this list with those who write them.
"""

from django.utils.translation import gettext_noop as _

from auditing.kept import keep

REFUSALS = (
    _("You may not export this any more. Ask an administrator for the role that may."),
    _(
        "The list does not understand these filters any more. Open the list, filter it again, and "
        "export it from there."
    ),
    _(
        "Rows of this export were deleted under the retention policy while it was written, so no "
        "file was kept. Ask for it again."
    ),
    _("This has more rows than a PDF takes (2,000). Narrow the filters, or choose Excel or CSV."),
    _("This account does not exist any more, so there is nothing to hand over."),
)

for _text in REFUSALS:
    keep(_text)
