"""What the queue calls: thin, ids only, nothing sensitive returned."""

from generation import catalogue, sessions, stages, sweeping
from generation.pipeline import runner


def generate(request_id: str) -> bool:
    """Bring one request to its end; False where another worker had it."""
    return runner.run(request_id)


def sweep() -> dict[str, int]:
    """Find what was lost, orphaned or left behind."""
    return sweeping.sweep()


def close_idle_sessions() -> int:
    return sessions.close_idle_sessions()


def synchronise_stages() -> int:
    return stages.synchronise(by=None)


def refresh_catalogue() -> int:
    return catalogue.refresh(by=None)
