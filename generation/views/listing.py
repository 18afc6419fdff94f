"""A person's own requests with what a tile needs of their pictures, and no more."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch, QuerySet

from generation.models import GeneratedSVG, SVGGenerationRequest


def own_requests(user: User) -> QuerySet[Any]:
    """Newest first. A picture's bytes stay in the database: `<img>` asks for them one by one."""
    light = GeneratedSVG.objects.defer("svg_content", "receipt")
    own = SVGGenerationRequest.objects.filter(owner=user)
    return own.prefetch_related(Prefetch("svgs", queryset=light))
