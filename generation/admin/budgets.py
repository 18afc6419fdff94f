"""Budgets: what each role, and some persons, may spend in a month."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from auditing.admin.base import PlainLog
from auditing.recording import record_event
from generation.models import Budget


@admin.register(Budget)
class BudgetAdmin(PlainLog):
    list_display = ["__str__", "monthly"]
    list_select_related = ["person"]
    search_fields = ["person__username"]
    raw_id_fields = ["person"]
    is_small = True

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["role", "person"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Budget | None = None) -> bool:
        """A person's own goes, and the role's counts again; a role's is changed, not deleted."""
        return super().has_delete_permission(request, obj) and not (obj and obj.role)

    def save_model(
        self, request: HttpRequest, obj: Budget, form: "ModelForm[Any]", change: bool
    ) -> None:
        before = form.initial.get("monthly")
        super().save_model(request, obj, form, change)
        by: Any = request.user
        amounts = {"before": _told(before), "monthly": _told(obj.monthly)}
        context = {"role": obj.role or "", **amounts}
        record_event(
            by=by,
            action="budget.change",
            resource=obj,
            context=context,
            subject_owner=obj.person_id,
        )


def _told(amount: Any) -> str:
    return "no limit" if amount is None else f"{amount:.2f}"
