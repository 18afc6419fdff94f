"""Percentiles are right to two per cent, and merging loses nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditing.metrics.histogram import ACCURACY, Histogram

values = st.lists(st.floats(0.01, 1e7), min_size=1, max_size=200)


def histogram(numbers: list[float]) -> Histogram:
    found = Histogram()
    for number in numbers:
        found.add(number)
    return found


@given(values, st.sampled_from([0.0, 0.5, 0.9, 0.95, 0.99, 1.0]))
def test_a_percentile_is_right_to_two_per_cent(numbers: list[float], share: float) -> None:
    exact = sorted(numbers)[max(math.ceil(share * len(numbers)), 1) - 1]

    found = histogram(numbers).quantile(share)

    assert found == pytest.approx(exact, rel=ACCURACY + 1e-9)


@given(values, values)
def test_merged_is_as_if_counted_together(one: list[float], other: list[float]) -> None:
    together = histogram(one + other)

    assert histogram(one).merge(histogram(other)).buckets == together.buckets
    assert Histogram.from_json(together.to_json()) == together


def test_nothing_has_no_percentile() -> None:
    assert Histogram().quantile(0.5) is None
    assert histogram([0.0]).quantile(0.5) == pytest.approx(0.001, rel=0.05)
