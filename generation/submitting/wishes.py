"""The fields for what is wished beside the prompt; together they make a `Brief`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from auditing.kept import said
from generation.brief import ASPECTS, DETAILS, MAX_AVOID, Brief
from generation.fields import UncutField
from generation.submitting import presets
from generation.submitting.palettes import PALETTES, read_colours
from generation.templating.forms import TemplateForm

ANY = ("", gettext_lazy("Any"))


class WishesForm(forms.Form):
    """Nothing here is required: an empty form is an empty brief."""

    preset = forms.ChoiceField(
        label=gettext_lazy("Style"), required=False, widget=forms.RadioSelect
    )
    palette = forms.ChoiceField(
        label=gettext_lazy("Colours"),
        required=False,
        widget=forms.RadioSelect,
        choices=[ANY, *((name, palette.label) for name, palette in PALETTES.items())],
    )
    colours = UncutField(
        label=gettext_lazy("Own colours"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Up to six, such as #1d4fd7 #ffb703. They count before a palette."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    aspect = forms.ChoiceField(
        label=gettext_lazy("Shape"),
        required=False,
        widget=forms.RadioSelect,
        choices=[ANY, *((name, label) for name, (label, *_size) in ASPECTS.items())],
    )
    detail = forms.ChoiceField(
        label=gettext_lazy("Detail"),
        required=False,
        widget=forms.RadioSelect,
        choices=[ANY, *((name, label) for name, (label, _words) in DETAILS.items())],
    )
    avoid = UncutField(
        label=gettext_lazy("Leave out"),
        required=False,
        max_length=MAX_AVOID,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("people, text, shadows")}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styles = [(preset.name, said(preset.label)) for preset in presets.offered()]
        self.fields["preset"].choices = [ANY, *styles]  # type: ignore[attr-defined]

    def clean_colours(self) -> str:
        """Own colours, put in order: ``#1d4fd7 #ffb703``."""
        return " ".join(read_colours(self.cleaned_data["colours"]))

    def clean_avoid(self) -> str:
        avoid: str = self.cleaned_data["avoid"].strip()
        try:
            Brief(avoid=avoid).check()
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return avoid

    def brief(self, template: TemplateForm | None = None) -> Brief:
        """The wishes of a form that is valid; a template's colours count where no others do."""
        told = self.cleaned_data
        return make_brief(
            preset=told["preset"],
            palette=told["colours"] or told["palette"] or (template.colours if template else ""),
            template=template.frozen if template else None,
            **{name: told[name] for name in ("aspect", "detail", "avoid")},
        )


def make_brief(
    *,
    preset: str = "",
    palette: str | list[str] = "",
    aspect: str = "",
    detail: str = "",
    avoid: str = "",
    template: dict[str, Any] | None = None,
) -> Brief:
    """A brief from what a form, a line of CSV, the API or the command line says.

    Args:
        preset: the name of a style; its words are frozen into the brief.
        palette: the name of a palette, or colours.

    Raises:
        ValidationError: by the name of the wish.
    """
    words = presets.words_of(preset) if preset else ""
    if preset and not words:
        known = ", ".join(style.name for style in presets.offered())
        raise ValidationError(
            {"preset": _("There is no style %r. There are: %s.") % (preset[:40], known)}
        )
    brief = Brief(
        avoid=avoid.strip(),
        palette=_colours(palette),
        aspect=aspect,
        detail=detail,
        preset=preset,
        style=words,
        template=template or {},
    )
    brief.check()
    return brief


def _colours(palette: str | list[str]) -> tuple[str, ...]:
    if isinstance(palette, str) and palette in PALETTES:
        return PALETTES[palette].colours
    try:
        return read_colours(palette if isinstance(palette, str) else " ".join(palette))
    except ValidationError as error:
        raise ValidationError({"palette": error.messages}) from None


def initial_of(brief: Brief) -> dict[str, str]:
    """What a form begins with to wish the same again."""
    named = next((name for name, p in PALETTES.items() if p.colours == brief.palette), "")
    return {
        "preset": brief.preset,
        "palette": named,
        "colours": "" if named else " ".join(brief.palette),
        "aspect": brief.aspect,
        "detail": brief.detail,
        "avoid": brief.avoid,
    }
