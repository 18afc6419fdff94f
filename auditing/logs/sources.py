"""Which part of the program spoke, by the name of its logger (spec: Log Sources)."""

APPLICATION = "application"

# beginning of a logger's name → source; the apps add their own
_SOURCES: dict[str, str] = {
    "django.utils.autoreload": "development_tools",
    "django.contrib.sessions": "session_manager",
    "pytest": "development_tools",
    "mypy": "type_stub_manager",
    "pre_commit": "pre_commit",
}


def register_source(prefix: str, source: str) -> None:
    """Say that loggers whose name begins with `prefix` belong to `source`, a `LogSource`."""
    _SOURCES[prefix] = source


def source_of(logger: str) -> str:
    """The source of the longest known beginning of this name."""
    parts = logger.split(".")
    for length in range(len(parts), 0, -1):
        known = _SOURCES.get(".".join(parts[:length]))
        if known:
            return known
    return APPLICATION
