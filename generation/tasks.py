"""What the queue calls: thin, ids only, nothing sensitive returned."""

from auditing.discretion import discreet
from generation import catalogue, sampling, sessions, stages, sweeping
from generation.figures import rollup
from generation.pipeline import runner
from generation.prompt_search.preparing import scrub_search
from generation.reconciling import mending, running
from generation.reconciling import services as reconciling


@discreet
def generate(request_id: str) -> bool:
    """Bring one request to its end; False where another worker had it."""
    return runner.run(request_id)


@discreet
def sweep() -> dict[str, int]:
    """Find what was lost, orphaned or left behind."""
    return sweeping.sweep()


@discreet
def measure() -> dict[str, float]:
    """Sample the queue, the workers, the answers and the storage."""
    return sampling.sample()


@discreet
def roll_up() -> int:
    """Add up the days that have changed; returns how many are left for the next time."""
    return rollup.roll_up(seconds=20)


@discreet
def close_idle_sessions() -> int:
    return sessions.close_idle_sessions()


@discreet
def synchronise_stages() -> int:
    return stages.synchronise(by=None)


@discreet
def refresh_catalogue() -> int:
    return catalogue.refresh(by=None)


@discreet
def scrub_search_index() -> None:
    """Take the words of deleted prompts out of the search index for good."""
    scrub_search()


@discreet
def check_stage(check_id: str) -> bool:
    """Compare a stage with the records; False where another worker had it."""
    return running.run_check(check_id)


@discreet
def check_stages() -> int:
    """Begin the weekly check of each stage."""
    return reconciling.check_all_stages()


@discreet
def mend_findings() -> int:
    """Carry out the fixes that admins asked for."""
    return mending.mend_asked()


@discreet
def sweep_checks() -> dict[str, int]:
    """Put back checks and fixes that a dead worker held."""
    return {"checks": running.sweep_checks(), "fixes": mending.sweep_mending()}
