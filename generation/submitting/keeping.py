"""How long a picture that is asked for today will be kept."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from auditing.retention.policies import policies_in_force
from generation.models import GeneratedSVG, SVGGenerationRequest


@dataclass(frozen=True)
class Keeping:
    """The day on which each goes by the policies of today; None: for ever."""

    request: datetime | None
    picture: datetime | None


def keeping_from_now() -> Keeping:
    policies, now = policies_in_force(), timezone.now()
    days = []
    for model in (SVGGenerationRequest, GeneratedSVG):
        policy = policies.get(model.retention.policy)
        keep_for = policy.keep_for if policy else None
        days.append(now + keep_for if keep_for is not None else None)
    return Keeping(*days)
