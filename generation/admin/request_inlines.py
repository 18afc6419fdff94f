"""What stands below a request: its steps and moves, the answers, the table, the picture."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from auditing.humane import grouped
from auditing.kept import said
from generation.admin.base import RecordInline
from generation.concealing import unquoted
from generation.models import (
    CortexResponse,
    GeneratedSVG,
    PipelineStep,
    StatusChange,
    TemporaryTable,
)
from generation.watching.step_names import step_words


class StepInline(RecordInline):
    model = PipelineStep
    verbose_name_plural = gettext_lazy("steps and their times")
    fields = ["attempt", "step", "started_at", "milliseconds", "outcome", "told"]
    readonly_fields = ["step", "milliseconds", "told"]
    show_change_link = False

    @admin.display(description=gettext_lazy("step"))
    def step(self, step: PipelineStep) -> str:
        return step_words(step.name)

    @admin.display(description=gettext_lazy("milliseconds"))
    def milliseconds(self, step: PipelineStep) -> str:
        return "" if step.duration_ms is None else grouped(step.duration_ms, 1)

    @admin.display(description=gettext_lazy("detail"))
    def told(self, step: PipelineStep) -> str:
        return said(unquoted(step.detail, self.parent_row))


class StatusChangeInline(RecordInline):
    model = StatusChange
    fields = ["at", "old", "new", "reason"]
    readonly_fields = ["reason"]
    show_change_link = False

    @admin.display(description=gettext_lazy("why"))
    def reason(self, move: StatusChange) -> str:
        return said(unquoted(move.why, self.parent_row))


class ResponseInline(RecordInline):
    model = CortexResponse
    fields = [
        "attempt",
        "status",
        "model_used",
        "answered_by",
        "seconds",
        "tokens_used",
        "cost",
        "validation_status",
    ]
    readonly_fields = ["seconds"]

    @admin.display(description=gettext_lazy("seconds"))
    def seconds(self, response: CortexResponse) -> str:
        return "" if response.generation_time is None else grouped(response.generation_time, 2)


class TemporaryTableInline(RecordInline):
    model = TemporaryTable
    fields = ["table_name", "table_type", "schema", "created_at", "cleaned_up_at"]


class GeneratedSVGInline(RecordInline):
    model = GeneratedSVG
    fields = ["stage_path", "file_size", "model_used", "processing_time_ms", "sha256"]
