"""A person's own language and time zone."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from auditing.preferences import save_preferences, zones

AS_BROWSER = ("", _("As my browser says"))


def _zone_choices() -> list[Any]:
    """By the part of the world, in the words of the zone database."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in zones():
        region, _slash, place = name.partition("/")
        if place:
            words = place.replace("_", " ").replace("/", ", ")
            groups.setdefault(region, []).append((name, words))
    return [AS_BROWSER, ("UTC", "UTC"), *groups.items()]


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=[AS_BROWSER, *settings.LANGUAGES], required=False
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zone_choices, required=False)

    def save(self, *, by: Any) -> bool:
        """Hand the values to the service; its refusals become the form's errors."""
        try:
            save_preferences(by=by, **self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)
        return self.is_valid()


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, initial=_kept_by(request.user)
    )
    if request.method == "POST" and form.is_valid() and form.save(by=request.user):
        # Said in the language that was just chosen.
        with override(form.cleaned_data["language"] or request.LANGUAGE_CODE):
            messages.success(request, str(_("Your choice is kept.")))
        return redirect("preferences")
    status = 422 if form.errors else 200
    return render(request, "generation/preferences.html", {"form": form}, status=status)


def _kept_by(user: Any) -> dict[str, str]:
    kept = getattr(user, "preferences", None)
    return {"language": kept.language, "time_zone": kept.time_zone} if kept else {}
