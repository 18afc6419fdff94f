"""What saves writing: styles to choose from, and shared prompts with variables."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.kept import said
from auditing.retention import KeptBecause


class StylePreset(models.Model):
    """A style by name. Its words are copied into each request, so a change alters no old one."""

    name = models.SlugField(_("name"), max_length=40, primary_key=True)
    label = models.CharField(_("label"), max_length=60)
    words = models.TextField(
        _("words"),
        max_length=400,
        help_text=_("What the model is told, such as ‘flat shapes, no outlines’."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_offered = models.BooleanField(
        _("is offered"), default=True, help_text=_("Shown in the list of styles.")
    )

    retention = KeptBecause(gettext_noop("The catalogue of styles, kept by administrators."))

    class Meta:
        db_table = "style_presets"
        ordering = ["position", "label"]
        verbose_name = _("style preset")
        verbose_name_plural = _("style presets")

    def __str__(self) -> str:
        return said(self.label)


class PromptTemplate(models.Model):
    """A prompt that people share. What it says stands in its versions, which never change."""

    name = models.SlugField(_("name"), max_length=60, primary_key=True)
    label = models.CharField(_("label"), max_length=80)
    description = models.CharField(_("description"), max_length=200, blank=True)
    is_offered = models.BooleanField(
        _("is offered"), default=True, help_text=_("Shown in the list of templates.")
    )

    retention = KeptBecause(gettext_noop("Shared by all; requests made from it name its version."))

    class Meta:
        db_table = "prompt_templates"
        ordering = ["label"]
        verbose_name = _("prompt template")
        verbose_name_plural = _("prompt templates")

    def __str__(self) -> str:
        return said(self.label)

    @property
    def newest(self) -> "PromptTemplateVersion | None":
        return self.versions.order_by("-number").first()


class PromptTemplateVersion(models.Model):
    """One wording of a template, with its variables.

    `variables`: list of {"name", "label", "type", "choices", "default"}; `type` is one of "text",
    "number", "colour", "choice". In `text` a variable stands as {name}.
    """

    template = models.ForeignKey(
        PromptTemplate, models.CASCADE, related_name="versions", verbose_name=_("template")
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), max_length=1000)
    variables = models.JSONField(_("variables"), default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    retention = KeptBecause(gettext_noop("Shared by all; requests made from it name its version."))

    class Meta:
        db_table = "prompt_template_versions"
        ordering = ["template", "-number"]
        verbose_name = _("prompt template version")
        verbose_name_plural = _("prompt template versions")
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        told = {"name": self.template_id, "number": self.number}
        return gettext("%(name)s, version %(number)s") % told

    def as_json(self) -> dict[str, Any]:
        """What is frozen into a request: enough to find the version again."""
        return {"name": self.template_id, "version": self.number}
