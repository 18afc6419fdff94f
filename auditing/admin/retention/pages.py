"""What retention's pages share."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A page of the admin; `may_change` says whether the person manages retention."""
    shared = {
        **admin.site.each_context(request),
        "title": title,
        "may_change": request.user.has_perm("auditing.manage_retention"),
    }
    return render(request, f"admin/auditing/retention/{template}", {**shared, **context})


def tell(request: HttpRequest, error: ValidationError | Exception) -> None:
    """Say what was refused, in the words of the rule."""
    words = error.messages if isinstance(error, ValidationError) else [str(error)]
    for line in words:
        messages.error(request, line)
