"""One search box: whatever is pasted is read by its shape, and each shape is one look-up."""

from generation.search.hits import Hit
from generation.search.needle import Needle, read_needle
from generation.search.resolvers import find

__all__ = ["Hit", "Needle", "find", "read_needle"]
