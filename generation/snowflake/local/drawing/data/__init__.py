"""Data of the drawing engine and the script that rebuilds it."""
