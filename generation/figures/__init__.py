"""Figures over many requests: added up by day (`rollup`), read for a period (`reading`), drawn."""
