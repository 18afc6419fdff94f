"""All versions of a picture on one page, as a tree."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from generation.concealing import conceal_all, is_concealed
from generation.iterating.family import family_of
from generation.views.access import get_request


@login_required
@require_safe
def family(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The tree with this version marked; with `?below` only what came from it."""
    found = get_request(request.user, request_id, action="request.view")  # type: ignore[arg-type]
    tree = family_of(found, below="below" in request.GET)
    conceal_all(request.user, [node.request for node in tree.nodes])
    context = {
        "svg_request": found,
        "family": tree,
        "concealed": any(is_concealed(node.request) for node in tree.nodes),
    }
    return render(request, "generation/family.html", context)
