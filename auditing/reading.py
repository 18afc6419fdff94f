"""Events of the admin's own pages: any model's list, row and history, and actions on rows.

Found by the address alone, so that no model's admin can forget them.
"""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest

from auditing.models import AccessControl
from auditing.recording import record_event

# As much of a question and of a choice as an event repeats.
ASKED_LENGTH, CHOSEN = 200, 50


def record_reading(request: HttpRequest) -> None:
    """A list or a row of the admin was shown."""
    model = _model_of(request)
    if model is None:
        return
    by: Any = request.user
    kind = _kind_of(request)
    if kind == "changelist":
        asked = {"asked": request.GET.urlencode()[:ASKED_LENGTH]}
        record_event(by=by, action="admin.list", label=model._meta.label, context=asked)
    elif kind in ("change", "history", "delete"):
        _record_row(by, model, unquote(_key_of(request)))


def record_action(request: HttpRequest) -> None:
    """Somebody asks for one of the admin's actions on chosen rows."""
    name = request.POST.get("action") if request.method == "POST" else None
    model = _model_of(request)
    if not name or model is None or _kind_of(request) != "changelist":
        return
    chosen = request.POST.getlist("_selected_action")
    everything = request.POST.get("select_across") == "1"
    context = {
        "name": name[:ASKED_LENGTH],
        "rows": "all that the list shows" if everything else len(chosen),
        "first": [key[:64] for key in chosen[:CHOSEN]],
    }
    by: Any = request.user
    record_event(by=by, action="admin.action", label=model._meta.label, context=context)


def _record_row(by: Any, model: type[Model], key: str) -> None:
    record_event(
        by=by,
        action="admin.view",
        label=model._meta.label,
        resource_id=key,
        subject_owner=_owner_of(model, key),
    )


def _owner_of(model: type[Model], key: str) -> Any:
    """Whose row it is, so that they can see who looked."""
    if model in (get_user_model(), AccessControl):
        return key
    if not any(field.attname == "owner_id" for field in model._meta.concrete_fields):
        return None
    return model._base_manager.filter(pk=key).values_list("owner_id", flat=True).first()


def _model_of(request: HttpRequest) -> type[Model] | None:
    match = request.resolver_match
    found = getattr(match.func, "model_admin", None) if match else None
    return found.model if isinstance(found, ModelAdmin) else None


def _kind_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "").rpartition("_")[2] if match else ""


def _key_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs.get("object_id", "")) if match else ""
