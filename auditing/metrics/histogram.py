"""A histogram of positive values: percentiles right to two per cent, and it can be added up.

A bucket holds all values from one power of `GAMMA` to the next, as in DDSketch (Masson, Rim and
Lee, 2019). Days, models or processes are merged by adding their buckets; no value is kept.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

# The largest relative error of a percentile.
ACCURACY = 0.02
GAMMA = (1 + ACCURACY) / (1 - ACCURACY)
LOG_GAMMA = math.log(GAMMA)

# Smaller values fall into the lowest bucket.
SMALLEST = 0.001


def bucket_of(value: float) -> int:
    return math.floor(math.log(max(value, SMALLEST)) / LOG_GAMMA)


def value_of(bucket: int) -> float:
    """The value whose distance to both ends of the bucket is the same share."""
    return 2 * GAMMA ** (bucket + 1) / (GAMMA + 1)


@dataclass
class Histogram:
    """Bucket → how many values fell into it."""

    buckets: dict[int, int] = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored: Mapping[str, int]) -> "Histogram":
        return cls({int(bucket): count for bucket, count in stored.items()})

    def to_json(self) -> dict[str, int]:
        return {str(bucket): count for bucket, count in sorted(self.buckets.items())}

    def add(self, value: float, count: int = 1) -> None:
        self.add_bucket(bucket_of(value), count)

    def add_bucket(self, bucket: int, count: int) -> None:
        self.buckets[bucket] = self.buckets.get(bucket, 0) + count

    def merge(self, other: "Histogram") -> "Histogram":
        for bucket, count in other.buckets.items():
            self.add_bucket(bucket, count)
        return self

    @property
    def count(self) -> int:
        return sum(self.buckets.values())

    def quantile(self, share: float) -> float | None:
        """The value below or at which this share of all values lies; None without values."""
        rank, seen = max(math.ceil(share * self.count), 1), 0
        for bucket, count in sorted(self.buckets.items()):
            seen += count
            if seen >= rank:
                return value_of(bucket)
        return None
