"""Statements the stand-in answers itself, one family a file; `dispatch.py` is their table."""
