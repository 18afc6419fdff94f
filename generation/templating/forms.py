"""The form by which a template is filled in: one field for each variable."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from auditing.kept import said
from generation.fields import UncutField
from generation.models import PromptTemplateVersion
from generation.templating.variables import (
    CHOICE,
    COLOUR,
    NUMBER,
    Variable,
    render,
)

PREFIX = "var"


class TemplateForm(forms.Form):
    """Fields are called ``var-<name>``; `prompt` is the text with what stands in them."""

    def __init__(self, version: PromptTemplateVersion, data: Mapping[str, Any] | None) -> None:
        self.version = version
        self.variables = tuple(map(Variable.from_json, version.variables))
        super().__init__(data, prefix=PREFIX)
        for variable in self.variables:
            self.fields[variable.name] = _VariableField(variable)

    @property
    def prompt(self) -> str:
        """With the values as they are, right or not yet."""
        given = {name: self[name].value() or "" for name in self.fields}
        values = {**given, **(self.cleaned_data if self.is_valid() else {})}
        return render(self.version.text, self.variables, values)

    @property
    def frozen(self) -> dict[str, Any]:
        """For the brief of a request: which version, and the values."""
        return {**self.version.as_json(), "values": dict(self.cleaned_data)}

    @property
    def colours(self) -> str:
        """The colours among the values, which the prompt can only name."""
        kinds = {variable.name for variable in self.variables if variable.type == COLOUR}
        return " ".join(self.cleaned_data[name] for name in self.fields if name in kinds)


class _VariableField(UncutField):
    def __init__(self, variable: Variable) -> None:
        super().__init__(
            label=said(variable.label),
            initial=variable.default or None,
            required=False,  # the variable says it in its own words
            widget=_widget(variable),
        )
        self.variable = variable

    def clean(self, value: Any) -> str:
        if isinstance(value, str) and "\0" in value:
            raise ValidationError("U+0000")
        return self.variable.clean(str(value or ""))


def _widget(variable: Variable) -> forms.Widget:
    if variable.type == CHOICE:
        return forms.Select(choices=[(choice, choice) for choice in variable.choices])
    attrs = {"autocomplete": "off"}
    if variable.type == COLOUR:
        return forms.TextInput(attrs={"type": "color"})
    if variable.type == NUMBER:
        return forms.TextInput(attrs={**attrs, "inputmode": "decimal"})
    return forms.TextInput(attrs=attrs)


def find_form(data: Mapping[str, Any], *, is_filled: bool) -> TemplateForm | None:
    """The form of the template that `data` names, of its newest version or the one named.

    Args:
        is_filled: the values stand in `data`; else the form begins with its defaults.
    """
    name = str(data.get("template", ""))[:60]
    if not name.isprintable():  # PostgreSQL takes no NUL
        return None
    versions = PromptTemplateVersion.objects.filter(
        template_id=name, template__is_offered=True
    ).select_related("template")
    number = str(data.get("version", ""))
    if number.isascii() and number.isdigit() and len(number) < 9:
        versions = versions.filter(number=int(number))
    found = versions.order_by("-number").first()
    return TemplateForm(found, data if is_filled else None) if found else None
