"""The one masker: whole secrets leave a text before it is written anywhere.

text.py     mask(): the order of the rules, and the bounds
values.py   mask_values(): nested data
kinds.py    kinds_in(): what a text seems to hold, in words
known.py    this system's own secrets, by exact value
rules/      what a secret looks like
"""

from auditing.masking.kinds import kinds_in
from auditing.masking.known import register_secrets
from auditing.masking.marks import MASK, MAX_LENGTH
from auditing.masking.text import mask
from auditing.masking.values import mask_values

__all__ = ["MASK", "MAX_LENGTH", "kinds_in", "mask", "mask_values", "register_secrets"]
