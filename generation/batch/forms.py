"""The form of a batch: a file or pasted lines, and what counts for all of them."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from generation.batch.keeping import keep_table, table_text
from generation.batch.reading import COLUMNS, MOST_BYTES, decode, read_csv
from generation.fields import UncutField
from generation.forms import model_choices, stage_choices

EXAMPLE = 'prompt,filename,style\n"A red house, seen from the left",house,flat'


class BatchForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    text = UncutField(
        label=gettext_lazy("Or paste the lines here"),
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "placeholder": EXAMPLE}),
    )
    selected_model = forms.ChoiceField(label=gettext_lazy("Model where a line names none"))
    stage_name = forms.ChoiceField(label=gettext_lazy("Stage"))
    # The lines that a preview shows: they are kept here and do not travel with its pages.
    table = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    submission_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        names = _("The first line names the columns: prompt, and where you like %s.")
        self.fields["file"].help_text = names % ", ".join(list(COLUMNS)[1:])
        self.fields["selected_model"].choices = model_choices(by)  # type: ignore[attr-defined]
        self.fields["stage_name"].choices = stage_choices(by)  # type: ignore[attr-defined]
        self.initial.setdefault("submission_key", uuid4().hex)
        if (key := self.initial.pop("table", "")) and not self.initial.get("text"):
            self.initial["text"] = self._kept(key)

    def clean(self) -> dict[str, Any]:
        """`sheet`: what was read, of the file where one was sent. `table`: where it is kept."""
        told = super().clean() or self.cleaned_data
        if "file" in self.errors:
            return told  # what is wrong with it is said; that there is none would be untrue
        name = "file" if told.get("file") else "text"
        try:
            told |= self._read(told)
        except ValidationError as error:
            self.add_error(name, error)
        return told

    def _read(self, told: dict[str, Any]) -> dict[str, Any]:
        upload, key = told.get("file"), told.get("table", "")
        text = decode(upload.read(MOST_BYTES + 1)) if upload else told.get("text", "")
        if key and not text.strip():
            return self._read_kept(key)
        if not text.strip():
            raise ValidationError(_("Choose a file, or paste lines."))
        sheet = read_csv(text)
        return {"sheet": sheet, "table": keep_table(self.by, text)}

    def _read_kept(self, key: str) -> dict[str, Any]:
        if not (text := self._kept(key)):
            said = _("These lines were kept for a day, which is over. Send the table once more.")
            raise ValidationError(said + " " + _("Nothing was drawn, and it cost nothing."))
        return {"sheet": read_csv(text), "table": key}

    def _kept(self, key: str) -> str:
        try:
            return table_text(self.by, UUID(key)) or ""
        except ValueError:
            return ""
