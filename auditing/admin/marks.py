"""A level, a severity or a state as a word with a sign and a colour."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

# level, severity or resolution → the stylesheet's kind of judgement
KINDS = {
    "critical": "critical",
    "error": "critical",
    "warning": "warning",
    "info": "acceptable",
    "debug": "none",
    "new": "critical",
    "acknowledged": "acceptable",
    "resolved": "target",
    "ignored": "none",
}


def mark(value: str, words: str) -> SafeString:
    """`words` say what `value` means, in the reader's language."""
    return format_html(
        '<span class="judgement judgement-{}">{}</span>', KINDS.get(value, "none"), words
    )
