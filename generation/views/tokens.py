"""A person's own API tokens: made here, shown once, revoked here."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from generation import api_tokens
from generation.models import ApiToken

DAYS = (
    (7, gettext_lazy("a week")),
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("90 days")),
    (365, gettext_lazy("a year")),
)
SHOWN = 50


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": gettext_lazy("weekly report")}
        ),
        error_messages={"required": gettext_lazy("Say what it is for, so that you know it again.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("It works for"), choices=DAYS, coerce=int, initial=90
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """Own tokens, and the form for another. A new one's text is on this answer and on no other."""
    form, text = TokenForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        _token, text = api_tokens.create(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        form = TokenForm()
    own = ApiToken.objects.filter(owner_id=request.user.pk)[:SHOWN]
    context = {"form": form, "tokens": own, "text": text}
    status = 422 if form.errors else 200
    return render(request, "generation/tokens.html", context, status=status)


@login_required
@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    found = ApiToken.objects.visible_to(request.user).filter(pk=token_id)
    if not found.exists():
        raise Http404(gettext_lazy("There is no such token among yours."))
    if not api_tokens.revoke(by=request.user, tokens=found):  # type: ignore[arg-type]
        messages.info(request, _("It was revoked already."))
    return redirect("tokens")
