"""Form fields for text that people write or paste."""

from typing import Any

from django import forms


class UncutField(forms.CharField):
    """The browser is told no maximum: it would cut off what is pasted, without a word."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class PromptField(UncutField):
    """A browser sends two characters for each line break; it counts as one, as on the page."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")
