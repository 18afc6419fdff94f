"""What a value means: compared with the thresholds that hold now."""

from collections.abc import Mapping

from auditing.metrics.catalogue import METRICS, THRESHOLDS
from auditing.models import MetricThreshold
from auditing.models.metrics import Judgement

Thresholds = Mapping[str, float]

# How long a process may judge by thresholds that were changed meanwhile, in seconds.
THRESHOLD_SECONDS = 60
THRESHOLD_KEY = "metric-thresholds"


def thresholds() -> dict[str, dict[str, float]]:
    """Metric → its thresholds that are set."""
    from auditing import caching

    return caching.get_or_load(
        caching.CONFIG, THRESHOLD_KEY, _from_database, seconds=THRESHOLD_SECONDS
    )


def _from_database() -> dict[str, dict[str, float]]:
    found = {row["metric_name"]: row for row in MetricThreshold.objects.values()}
    return {name: _set_ones(found.get(name) or METRICS[name]._asdict()) for name in METRICS}


def _set_ones(row: Mapping[str, object]) -> dict[str, float]:
    values = {key: row[key] for key in THRESHOLDS}
    return {key: value for key, value in values.items() if isinstance(value, int | float)}


def judge(value: float, expected: Thresholds) -> Judgement:
    """More is worse where `warning` lies below `critical`; less is, where it lies above."""
    if _outside(value, expected):
        return Judgement.CRITICAL
    warning, critical = expected.get("warning"), expected.get("critical")
    known = [edge for edge in (warning, critical) if edge is not None]
    if not known and "target" not in expected:
        return Judgement.NOT_JUDGED
    less_is_worse = _less_is_worse(expected)
    sign = -1 if less_is_worse else 1
    for edge, name in ((critical, Judgement.CRITICAL), (warning, Judgement.WARNING)):
        if edge is not None and sign * value >= sign * edge:
            return name
    target = expected.get("target")
    met = target is not None and sign * value <= sign * target
    return Judgement.TARGET if met else Judgement.ACCEPTABLE


def _outside(value: float, expected: Thresholds) -> bool:
    low, high = expected.get("minimum"), expected.get("maximum")
    return (low is not None and value < low) or (high is not None and value > high)


def _less_is_worse(expected: Thresholds) -> bool:
    good_to_bad = [expected[key] for key in ("target", "warning", "critical") if key in expected]
    return len(good_to_bad) > 1 and good_to_bad[-1] < good_to_bad[0]
