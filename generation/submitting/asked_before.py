"""Whether a person has asked the same before. Only own requests are looked at."""

import hashlib
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from generation.iterating.blindness import hidden_ones
from generation.models import Origin, Status, SVGGenerationRequest

# Of so many askings of the same the newest of the wanted model is looked for.
MOST = 20


def digest_of(owner_id: int | None, prompt: str) -> str:
    """One value for all spellings of a prompt by one person; empty without a person or words.

    The person is part of it, so that equal prompts of two people have nothing in common.
    """
    words = " ".join(prompt.casefold().split()).strip(" .!?,")
    if owner_id is None or not words:
        return ""
    return hashlib.sha256(f"{owner_id}\0{words}".encode()).hexdigest()


def asked_before(user: User, prompt: str, *, model: str = "") -> Any:
    """The person's newest request of the same words that is done or under way, or None.

    One of the same model is found before newer ones of others.
    """
    digest = digest_of(user.pk, prompt)
    if not digest:
        return None
    newest = SVGGenerationRequest.objects.filter(
        ~Q(status=Status.FAILED),
        # the words of these are no whole wish
        ~Q(origin__in=[Origin.REFINED, Origin.RECOLOURED]),
        owner=user,
        prompt_digest=digest,
    ).order_by("-created_at")[:MOST]
    # One of an open comparison would tell which model drew it.
    hidden = hidden_ones(newest)
    found = [request for request in newest if request.pk not in hidden]
    of_model = (request for request in found if request.selected_model == model)
    return next(of_model, found[0] if found else None)
