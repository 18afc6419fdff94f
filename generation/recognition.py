"""Is this ours? A file's bytes, then its form, then its shapes, against every picture kept.

Three look-ups by index, whatever the number of pictures; only the few that come closest are read.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from generation.models import GeneratedSVG, PictureFeature
from generation.svg.fingerprint import VERSION, Fingerprint, fingerprint
from generation.svg.resemblance import LEAST_KNOWN, Resemblance, resemblance
from generation.svg.shapes import shapes_of

MAX_MATCHES = 10
# Pictures of one transaction, where many are read again.
BATCH = 200
# Pictures that are read and compared shape by shape.
MAX_COMPARED = 12
# Entries of the index that are read; the rarest features come first.
MAX_POSTINGS = 20_000


@dataclass(frozen=True)
class Match:
    """A picture of ours, and how much of it is in the file."""

    svg: GeneratedSVG
    resemblance: Resemblance | None = None

    @property
    def percent(self) -> int:
        return 100 if self.resemblance is None else round(100 * self.resemblance.found)


@dataclass(frozen=True)
class Finding:
    """`verdict`: exact, same, altered or unknown. The best match comes first."""

    sha256: str
    verdict: str
    matches: list[Match] = field(default_factory=list)


def recognise(data: bytes) -> Finding:
    """Where a file comes from. Never raises on any bytes."""
    digest = hashlib.sha256(data).hexdigest()
    if found := _matches(sha256=digest):
        return Finding(digest, "exact", found)
    asked = fingerprint(text_of(data))
    if asked.canonical and (found := _matches(canonical_digest=asked.canonical)):
        return Finding(digest, "same", found)
    found = _alike(asked)
    return Finding(digest, "altered" if found else "unknown", found)


def text_of(data: bytes) -> str:
    """The file as text, whatever its encoding; what cannot be read becomes a replacement mark."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8-sig", "replace")


def keep_features(svg: GeneratedSVG, found: Fingerprint) -> None:
    """Write what a new picture is recognised by."""
    PictureFeature.objects.bulk_create(
        [PictureFeature(svg=svg, feature=feature) for feature in found.sketch]
    )


def read_unread() -> int:
    """Fingerprint the pictures that this version has not read yet; returns how many."""
    unread = GeneratedSVG.objects.filter(fingerprint_version__lt=VERSION)
    done = 0
    while rows := list(unread.order_by("fingerprint_version")[:BATCH]):
        with transaction.atomic():
            for svg in rows:
                read_again(svg)
        done += len(rows)
    return done


def read_again(svg: GeneratedSVG) -> None:
    """Fingerprint a stored picture."""
    found = fingerprint(svg.svg_content)
    PictureFeature.objects.filter(svg=svg).delete()
    keep_features(svg, found)
    GeneratedSVG.objects.filter(pk=svg.pk).update(
        canonical_digest=found.canonical, fingerprint_version=VERSION
    )


def _matches(**digest: str) -> list[Match]:
    rows = GeneratedSVG.objects.filter(**digest).select_related("owner").defer("receipt")
    return [Match(svg) for svg in rows.order_by("generated_at")[:MAX_MATCHES]]


def _alike(asked: Fingerprint) -> list[Match]:
    """Pictures whose shapes are in the file, the best first."""
    looked_up = set(asked.looked_up)
    keys = _candidates(asked.looked_up)
    sketches = _sketches(keys)
    frequency = _frequency({feature for sketch in sketches.values() for feature in sketch})
    known = {key: _known(sketch, looked_up, frequency) for key, sketch in sketches.items()}
    close = [key for key in keys if known.get(key, 0.0) >= LEAST_KNOWN]
    rows = GeneratedSVG.objects.filter(pk__in=close).select_related("owner").defer("receipt")
    found = [
        (known[svg.pk], svg, resemblance(shapes_of(svg.svg_content), asked.shapes)) for svg in rows
    ]
    good = [one for one in found if one[2].is_telling]
    good.sort(key=lambda one: one[0] * one[2].found, reverse=True)
    return [Match(svg, likeness) for _, svg, likeness in good[:MAX_MATCHES]]


def _candidates(looked_up: list[int]) -> list[UUID]:
    """Pictures that share the rarest features of the file; the more, the earlier."""
    frequency = _frequency(looked_up)
    rare: list[int] = []
    postings = 0
    for feature, count in sorted(frequency.items(), key=lambda item: item[1]):
        postings += count
        if postings > MAX_POSTINGS and rare:
            break
        rare.append(feature)
    scores: Counter[UUID] = Counter()
    rows = PictureFeature.objects.filter(feature__in=rare)
    for feature, svg_id in rows.values_list("feature", "svg_id"):
        scores[svg_id] += 1 / frequency[feature]  # type: ignore[assignment]
    return [key for key, _ in scores.most_common(MAX_COMPARED)]


def _frequency(features: Iterable[int]) -> dict[int, int]:
    """How many pictures have each feature."""
    rows = PictureFeature.objects.filter(feature__in=list(features)).order_by()
    return dict(rows.values_list("feature").annotate(count=Count("pk")))


def _sketches(keys: list[UUID]) -> dict[UUID, list[int]]:
    sketches: dict[UUID, list[int]] = {key: [] for key in keys}
    rows = PictureFeature.objects.filter(svg_id__in=keys)
    for key, feature in rows.values_list("svg_id", "feature"):
        sketches[key].append(feature)
    return sketches


def _known(sketch: list[int], looked_up: set[int], frequency: dict[int, int]) -> float:
    """The share of a picture's features that the file has; what few pictures have counts more."""
    whole = sum(1 / frequency[feature] for feature in sketch)
    there = sum(1 / frequency[feature] for feature in sketch if feature in looked_up)
    return there / whole if whole else 0.0
