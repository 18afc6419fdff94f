"""The JSON API for scripts of staff, under /api/v1/. docs/api.md explains it to its users."""
