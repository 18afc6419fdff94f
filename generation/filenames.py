"""A file name proposed from a prompt."""

import re
import unicodedata

MAX_LENGTH = 48
FALLBACK = "picture"
# Words that say nothing about the picture.
_FILLERS = {"a", "an", "the", "of", "and", "with", "in", "on", "at", "to", "for", "is", "are"}
_FILLERS |= {"please", "draw", "make", "create", "me", "picture", "image", "icon", "svg"}


def propose_filename(prompt: str) -> str:
    """A name that passes the file name's rule, from the prompt's first telling words."""
    plain = unicodedata.normalize("NFKD", prompt).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    telling = [word for word in words if word not in _FILLERS] or words
    name = ""
    for word in telling:
        if len(name) + 1 + len(word) > MAX_LENGTH:
            break
        name = f"{name}-{word}" if name else word
    return name or FALLBACK
