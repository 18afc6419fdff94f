"""What saves writing: styles to choose from, and shared prompts with variables."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from auditing.retention import KeptBecause


class StylePreset(models.Model):
    """A style by name. Its words are copied into each request, so a change alters no old one."""

    name = models.SlugField(max_length=40, primary_key=True)
    label = models.CharField(max_length=60)
    words = models.TextField(
        max_length=400, help_text="What the model is told, such as ‘flat shapes, no outlines’."
    )
    position = models.PositiveSmallIntegerField(default=100)
    is_offered = models.BooleanField(default=True, help_text="Shown in the list of styles.")

    retention = KeptBecause("The catalogue of styles, kept by administrators.")

    class Meta:
        db_table = "style_presets"
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class PromptTemplate(models.Model):
    """A prompt that people share. What it says stands in its versions, which never change."""

    name = models.SlugField(max_length=60, primary_key=True)
    label = models.CharField(max_length=80)
    description = models.CharField(max_length=200, blank=True)
    is_offered = models.BooleanField(default=True, help_text="Shown in the list of templates.")

    retention = KeptBecause("Shared by all; requests made from it name its version.")

    class Meta:
        db_table = "prompt_templates"
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label

    @property
    def newest(self) -> "PromptTemplateVersion | None":
        return self.versions.order_by("-number").first()


class PromptTemplateVersion(models.Model):
    """One wording of a template, with its variables.

    `variables`: list of {"name", "label", "type", "choices", "default"}; `type` is one of "text",
    "number", "colour", "choice". In `text` a variable stands as {name}.
    """

    template = models.ForeignKey(PromptTemplate, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=1000)
    variables = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    retention = KeptBecause("Shared by all; requests made from it name its version.")

    class Meta:
        db_table = "prompt_template_versions"
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.template_id}, version {self.number}"

    def as_json(self) -> dict[str, Any]:
        """What is frozen into a request: enough to find the version again."""
        return {"name": self.template_id, "version": self.number}
