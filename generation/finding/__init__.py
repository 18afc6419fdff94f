"""Finding one's own pictures again: filters that stand in the address, and the rows that fit."""

from generation.finding.filters import Filters
from generation.finding.rows import Choices, choices_of, fitting, page_of, tags_of

__all__ = ["Choices", "Filters", "choices_of", "fitting", "page_of", "tags_of"]
