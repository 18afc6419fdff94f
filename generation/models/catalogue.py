"""The models that Cortex offers: their life, their limits, their prices."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.retention import KeptBecause

MILLION = Decimal(1_000_000)


def told_of(name: str, is_retired: bool, replacement: str | None) -> str:
    """A model by its name, and what has become of it."""
    if not is_retired:
        return name
    if replacement:
        words = gettext("%(name)s (retired, answered by %(answer)s)")
        return words % {"name": name, "answer": replacement}
    return gettext("%(name)s (retired, no replacement)") % {"name": name}


class CortexModelQuerySet(models.QuerySet["CortexModel"]):
    def offered(self) -> "CortexModelQuerySet":
        """What the form lists: all that an administrator has not switched off."""
        return self.filter(is_offered=True).select_related("replacement")


class CortexModel(models.Model):
    """One model of the catalogue. Lifecycle refreshed from Snowflake, prices kept by admins."""

    class Lifecycle(models.TextChoices):
        GA = "GA", _("available")
        PUPR = "PUPR", _("public preview")
        PRPR = "PRPR", _("private preview")
        LEGACY = "LEGACY", _("being phased out")
        EOL = "EOL", _("retired")

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    provider = models.CharField(_("provider"), max_length=50)
    lifecycle = models.CharField(
        _("lifecycle"), max_length=6, choices=Lifecycle.choices, default=Lifecycle.GA
    )
    legacy_date = models.DateField(_("legacy date"), null=True, blank=True)
    eol_date = models.DateField(_("end of life"), null=True, blank=True)
    replacement = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        help_text=_("Answers requests for this model once it is retired."),
        verbose_name=_("replacement"),
    )
    max_output_tokens = models.PositiveIntegerField(_("max output tokens"), default=16_384)
    # US dollars for a million tokens; empty means unknown, which is not nothing.
    input_price = models.DecimalField(
        _("input price"), max_digits=10, decimal_places=4, null=True, blank=True
    )
    output_price = models.DecimalField(
        _("output price"), max_digits=10, decimal_places=4, null=True, blank=True
    )
    is_offered = models.BooleanField(
        _("is offered"), default=True, help_text=_("Shown in the list of models.")
    )
    refreshed_at = models.DateTimeField(_("refreshed at"), null=True, blank=True, editable=False)

    objects = CortexModelQuerySet.as_manager()
    retention = KeptBecause(gettext_noop("The catalogue: one row for each model, with its prices."))

    class Meta:
        db_table = "cortex_models"
        ordering = ["provider", "name"]
        verbose_name = _("model")
        verbose_name_plural = _("models")

    def __str__(self) -> str:
        return told_of(self.name, self.is_retired, self.replacement_id)

    def clean(self) -> None:
        if self.replacement_id and self.replacement_id == self.name:
            raise ValidationError({"replacement": _("A model cannot replace itself.")})

    @property
    def is_retired(self) -> bool:
        return self.lifecycle == self.Lifecycle.EOL

    def answering_model(self) -> "CortexModel":
        """The model that answers for this one: itself, or the end of its replacements.

        Raises:
            ValidationError: retired, and no working replacement is configured.
        """
        model, seen = self, {self.name}
        while model.is_retired:
            successor = model.replacement
            if successor is None or successor.name in seen:
                words = _(
                    "The model %(name)s is retired and no replacement is configured. Choose "
                    "another model, or ask an administrator to configure one."
                )
                raise ValidationError(words % {"name": self.name}, code="retired")
            seen.add(successor.name)
            model = successor
        return model

    def cost(self, prompt_tokens: int | None, completion_tokens: int | None) -> Decimal | None:
        """Estimated US dollars of one answer; None where tokens or prices are unknown."""
        if None in (prompt_tokens, completion_tokens, self.input_price, self.output_price):
            return None
        assert prompt_tokens is not None and completion_tokens is not None  # noqa: S101
        assert self.input_price is not None and self.output_price is not None  # noqa: S101
        total = prompt_tokens * self.input_price + completion_tokens * self.output_price
        return (total / MILLION).quantize(Decimal("0.000001"))
