"""Log lines, to read and to search."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.marks import mark
from auditing.models import LogEntry


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display = ["said", "how", "line", "source", "user_id", "request"]
    list_display_links = ["line"]
    list_filter = ["level", "source"]
    search_fields = ["log_id", "request_id", "svg_request", "user_id"]
    search_placeholder = _("id of a request, number of a person")
    date_hierarchy = "timestamp"
    export_time = "timestamp"
    export_fields = ["log_id", "timestamp", "level", "source", "message", "user_id"]
    export_fields += ["request_id", "svg_request", "context"]
    fields = ["timestamp", "how", "source", "whole", "context_table", "metadata_table", "log_id"]

    class Media:
        css = {"all": ["svgsite/errors.css"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.fields

    @admin.display(description=_("time"), ordering="timestamp")
    def said(self, entry: LogEntry) -> str:
        return f"{timezone.localtime(entry.timestamp):%Y-%m-%d %H:%M:%S}"

    @admin.display(description=_("level"), ordering="level")
    def how(self, entry: LogEntry) -> SafeString:
        return mark(entry.level, entry.get_level_display())

    @admin.display(description=_("line"), ordering="message")
    def line(self, entry: LogEntry) -> str:
        return Truncator(entry.message).chars(110)

    @admin.display(description=_("request"))
    def request(self, entry: LogEntry) -> str:
        return entry.svg_request or entry.request_id

    @admin.display(description=_("line"))
    def whole(self, entry: LogEntry) -> SafeString:
        return format_html('<pre class="trace" tabindex="0">{}</pre>', entry.message)

    @admin.display(description=_("context"))
    def context_table(self, entry: LogEntry) -> SafeString:
        return facts(entry.context)

    @admin.display(description=_("more"))
    def metadata_table(self, entry: LogEntry) -> SafeString:
        return facts(entry.metadata)


def is_id(word: str) -> bool:
    try:
        return str(UUID(word)) == word.lower()
    except ValueError:
        return False


def facts(values: dict[str, Any]) -> SafeString:
    """Names and values under each other; a value of several lines keeps them."""
    rows = format_html_join(
        "", "<div><dt>{}</dt><dd><pre>{}</pre></dd></div>", ((k, v) for k, v in values.items())
    )
    return format_html('<dl class="known">{}</dl>', rows)
