"""Reveal: the page that asks for the reason, and the button that ends it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from auditing import reveals
from auditing.models import Reveal
from generation.concealing import LABEL
from generation.going_back import back, page_before
from generation.models import SVGGenerationRequest


class RevealForm(forms.Form):
    category = forms.ChoiceField(choices=Reveal.Category.choices, label=_("What is it about?"))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text=_("At least 10 characters. The owner can read it, with your name."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask for the reason, then lead back to where the person came from."""
    found = _find(request, request_id)
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _open(request, found, form):
        return back(request, otherwise=_change_url(found))
    context = {
        **admin.site.each_context(request),
        "title": _("Reveal"),
        "form": form,
        "svg_request": found,
        "minutes": reveals.MINUTES,
        "next": page_before(request, otherwise=_change_url(found)),
    }
    return TemplateResponse(request, "admin/generation/reveal.html", context)


def _open(request: HttpRequest, found: SVGGenerationRequest, form: RevealForm) -> bool:
    by: Any = request.user
    try:
        reveals.reveal(
            by=by,
            label=LABEL,
            resource_id=str(found.pk),
            subject_owner=found.owner_id,
            reason=form.cleaned_data["reason"],
            category=form.cleaned_data["category"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
def end_reveal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Mask it again before the time is over."""
    found = _find(request, request_id)
    by: Any = request.user
    if reveals.end(by=by, label=LABEL, resource_id=str(found.pk)):
        messages.success(request, _("It is masked again."))
    return back(request, otherwise=_change_url(found))


def _find(request: HttpRequest, request_id: UUID) -> SVGGenerationRequest:
    user: Any = request.user
    found = SVGGenerationRequest.objects.visible_to(user).select_related("owner")
    row: SVGGenerationRequest | None = found.filter(pk=request_id).first()
    if row is None:
        raise Http404(_("There is no such request."))
    return row


def _change_url(found: SVGGenerationRequest) -> str:
    return reverse("admin:generation_svggenerationrequest_change", args=[found.pk])
