"""Answers of Cortex, the pictures made of them, and the statements that this took."""

from typing import ClassVar

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.admin.filters import IndexedValuesFilter, PersonFilter
from auditing.humane import grouped
from generation.admin.base import RecordAdmin, fragment
from generation.models import CortexResponse, GeneratedSVG, SnowflakeQuery
from generation.svg import receipt_lines
from generation.watching.step_names import step_words


@admin.register(CortexResponse)
class CortexResponseAdmin(RecordAdmin):
    list_display = [
        "created_at",
        "owner",
        "model_used",
        "answered_by",
        "status",
        "generation_time",
        "tokens_used",
        "cost",
        "validation_status",
    ]
    list_filter = [
        PersonFilter,
        "status",
        "validation_status",
        ("model_used", IndexedValuesFilter),
        ("transport", IndexedValuesFilter),
    ]
    list_select_related = ["owner"]
    sortable_by = ["created_at"]
    search_fields = ["response_id", "request", "provider_id"]
    search_placeholder = _("Id of a response, of a request, or Snowflake's id")
    date_hierarchy = "created_at"
    exclude = ["content"]
    kept_fields: ClassVar[list[str]] = ["answered_by", "error_message"]
    heavy_fields = ["content", "processing_errors"]
    export_fields = [
        "response_id",
        "created_at",
        "request_id",
        "owner__username",
        "attempt",
        "status",
        "model_used",
        "answered_by",
        "generation_time",
        "prompt_tokens",
        "completion_tokens",
        "tokens_used",
        "cost",
        "validation_status",
    ]
    readonly_fields = ["answer"]

    @admin.display(description=_("raw text"))
    def answer(self, response: CortexResponse) -> SafeString:
        return fragment("admin/generation/answer.html", response=response)


@admin.register(GeneratedSVG)
class GeneratedSVGAdmin(RecordAdmin):
    list_display = [
        "__str__",
        "owner",
        "model_used",
        "file_size",
        "validation_status",
        "generated_at",
    ]
    list_filter = [
        PersonFilter,
        "validation_status",
        ("model_used", IndexedValuesFilter),
        ("policy_version", IndexedValuesFilter),
    ]
    list_select_related = ["owner"]
    sortable_by = ["file_size", "generated_at"]
    search_fields = ["svg_id", "request", "sha256__prefix"]
    search_placeholder = _("Id of a picture, of a request, or SHA-256")
    search_help_text = _("Whole ids; of a SHA-256 the first eight characters are enough.")
    date_hierarchy = "generated_at"
    exclude = ["svg_content", "receipt"]
    kept_fields: ClassVar[list[str]] = ["answered_by"]
    heavy_fields = ["svg_content", "receipt"]
    export_time = "generated_at"
    export_fields = [
        "svg_id",
        "generated_at",
        "request_id",
        "owner__username",
        "model_used",
        "answered_by",
        "file_size",
        "stage_path",
        "sha256",
        "validation_status",
        "policy_version",
        "processing_time_ms",
    ]
    readonly_fields = ["preview", "changes"]

    @admin.display(description=_("picture"))
    def preview(self, svg: GeneratedSVG) -> SafeString:
        return fragment("admin/generation/preview.html", svg_request=svg.request, svg=svg)

    @admin.display(description=_("changed for safety"))
    def changes(self, svg: GeneratedSVG) -> SafeString:
        return fragment("admin/generation/receipt.html", lines=receipt_lines(svg.receipt, gettext))


@admin.register(SnowflakeQuery)
class SnowflakeQueryAdmin(RecordAdmin):
    list_display = ["at", "query_id", "kind", "of_step", "milliseconds", "succeeded"]
    fields = [
        "query_id",
        "request",
        "owner",
        "attempt",
        "of_step",
        "kind",
        "at",
        "duration_ms",
        "succeeded",
    ]
    readonly_fields = ["of_step"]
    list_display_links = ["query_id"]
    list_filter = ["kind", "succeeded"]
    sortable_by = ["at"]
    search_fields = ["query_id", "request"]
    search_placeholder = _("Snowflake query id or id of a request")
    date_hierarchy = "at"

    @admin.display(description=_("step"))
    def of_step(self, query: SnowflakeQuery) -> str:
        return step_words(query.step)

    @admin.display(description=_("milliseconds"))
    def milliseconds(self, query: SnowflakeQuery) -> str:
        return grouped(query.duration_ms, 1)
