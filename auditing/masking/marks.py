"""What stands in a secret's place, and how long a text may be."""

MASK = "[masked]"
CUT = " [cut]"

# A longer text is cut before it is searched, so that masking ends in bounded time.
MAX_LENGTH = 100_000

# The longest single secret that the rules take whole.
LONGEST_SECRET = 4_000
