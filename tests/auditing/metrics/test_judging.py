"""A value against its thresholds, in both directions."""

import pytest

from auditing.metrics.catalogue import METRICS
from auditing.metrics.judging import judge

SLOWER_IS_WORSE = {"target": 100.0, "warning": 200.0, "critical": 400.0, "minimum": 0.0}
LESS_IS_WORSE = {"target": 98.0, "warning": 90.0, "critical": 70.0, "maximum": 100.0}


@pytest.mark.parametrize(
    ("value", "expected", "judgement"),
    [
        (100, SLOWER_IS_WORSE, "target"),
        (150, SLOWER_IS_WORSE, "acceptable"),
        (200, SLOWER_IS_WORSE, "warning"),
        (400, SLOWER_IS_WORSE, "critical"),
        (-1, SLOWER_IS_WORSE, "critical"),
        (99, LESS_IS_WORSE, "target"),
        (95, LESS_IS_WORSE, "acceptable"),
        (90, LESS_IS_WORSE, "warning"),
        (12, LESS_IS_WORSE, "critical"),
        (101, LESS_IS_WORSE, "critical"),
        (5, {}, ""),
        (5, {"minimum": 0.0}, ""),
        (5, {"target": 10.0}, "target"),
        (5, {"warning": 4.0}, "warning"),
    ],
)
def test_judging(value: float, expected: dict[str, float], judgement: str) -> None:
    assert judge(value, expected) == judgement


@pytest.mark.parametrize("name", METRICS)
def test_the_thresholds_in_the_code_agree_with_themselves(name: str) -> None:
    told = METRICS[name]
    steps = [step for step in (told.target, told.warning, told.critical) if step is not None]

    assert steps in (sorted(steps), sorted(steps, reverse=True))
