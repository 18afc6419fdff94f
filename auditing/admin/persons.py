"""A person's data: what there is, the archive of it, and its erasure."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.pages import AdminPage
from auditing.models import Erasure
from auditing.persons.erasing import erase
from auditing.persons.exporting import request_archive
from auditing.persons.preview import preview
from auditing.recording import record_event

SHOWN = 50


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["requested_at", "person_name", "state", "requested_by_name", "completed_at"]
    list_filter = ["state"]
    search_fields = ["erasure_id", "person_id"]


class EraseForm(forms.Form):
    """The reason, and the account's name typed once more."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    confirmation = forms.CharField(label=_("Confirmation"), max_length=150)

    def __init__(self, *args: Any, username: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.username = username

    def clean_confirmation(self) -> str:
        typed: str = self.cleaned_data["confirmation"]
        if typed != self.username:
            raise ValidationError(_("This is not the account's name. Nothing was erased."))
        return typed


@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    """Find an account; below, the erasures that were asked for."""
    query = request.GET.get("q", "").strip()[:150]
    named = User.objects.filter(username__istartswith=query).order_by("username")
    context = {
        **admin.site.each_context(request),
        "title": _("Personal data"),
        "query": query,
        "found": named[:SHOWN] if query else [],
        "erasures": Erasure.objects.all()[:SHOWN],
    }
    return render(request, "admin/auditing/persons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """Every copy of what is kept about one person; a POST erases it."""
    user = get_object_or_404(User, pk=user_id)
    form = EraseForm(request.POST or None, username=user.get_username())
    by: Any = request.user
    if request.method == "POST" and form.is_valid():
        try:
            erase(by=by, user=user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The account is locked, and the erasure has begun."))
            return redirect("admin:persons")
    record_event(by=by, action="person.view", resource=user, subject_owner=user)
    context = {
        **admin.site.each_context(request),
        "title": _("Data of %(who)s") % {"who": user.get_username()},
        "person": user,
        "fates": preview(user),
        "form": form,
        "erasure": Erasure.objects.filter(person_id=str(user.pk)).first(),
        "is_self": by.pk == user.pk,
    }
    return render(
        request, "admin/auditing/person.html", context, status=422 if form.errors else 200
    )


@require_POST
def archive(request: HttpRequest, user_id: int) -> HttpResponse:
    """Everything about the person as a zip, in the background.

    It holds prompts and answers, so it takes a reason, which the person sees.
    """
    user = get_object_or_404(User, pk=user_id)
    by: Any = request.user
    reason = request.POST.get("reason", "").strip()[:2000]
    if by.pk != user.pk and len(reason) < 10:
        messages.error(request, _("Say why, in at least 10 characters; the person sees it."))
        return redirect("admin:person", user_id=user.pk)
    try:
        request_archive(by=by, user=user, reason=reason)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:exports")


PERMISSION = "auditing.manage_retention"
PAGES = [
    AdminPage(
        "persons/",
        "persons",
        persons,
        PERMISSION,
        _("Personal data"),
        _("Everything about one person: hand it over, or erase it."),
    ),
    AdminPage("persons/<int:user_id>/", "person", person, PERMISSION),
    AdminPage("persons/<int:user_id>/archive/", "person-archive", archive, PERMISSION),
]
