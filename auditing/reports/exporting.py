"""The retention report as an export: its options to and from a job, its columns and its facts."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User

from auditing.exports.columns import Column
from auditing.exports.content import RowContent
from auditing.models import ExportJob
from auditing.reports.options import DIMENSIONS, HORIZONS, Options
from auditing.reports.retention import Line, lines, purges_since, total
from auditing.retention.classes import CLASSES

NAME = "retention-report"
TITLE = "Retention report"
PERMISSION = "auditing.view_reports"


def may_export(user: User, job: ExportJob) -> bool:
    return user.has_perm(PERMISSION)


def content(job: ExportJob) -> RowContent:
    options = options_of(job.filters, as_of=job.as_of)
    report = lines(options)
    return RowContent(
        columns=columns(options),
        rows=[cells(line, options) for line in report],
        facts=facts(options, report),
    )


def options_of(filters: dict[str, Any], *, as_of: datetime) -> Options:
    """The options that a job or an address names; what is unknown is left out."""
    return Options(
        as_of=as_of,
        by=tuple(name for name in DIMENSIONS if name == "class" or name in filters.get("by", [])),
        classes=tuple(key for key in CLASSES if key in filters.get("classes", [])),
        owner=str(filters.get("owner", ""))[:150],
        since=month_of(filters.get("since")),
        until=month_of(filters.get("until")),
    )


def filters_of(options: Options) -> dict[str, Any]:
    """The same, JSON-ready."""
    return {
        "by": list(options.by),
        "classes": list(options.classes),
        "owner": options.owner,
        "since": f"{options.since:%Y-%m}" if options.since else "",
        "until": f"{options.until:%Y-%m}" if options.until else "",
    }


def month_of(text: Any) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def columns(options: Options) -> list[Column]:
    dimensions = [
        Column(name, title, "date" if name == "month" else "text")
        for name, title in DIMENSIONS.items()
        if name in options.by
    ]
    return [
        *dimensions,
        Column("rows", "Rows", "number"),
        Column("bytes", "Bytes", "number"),
        Column("oldest", "Oldest", "time"),
        Column("newest", "Newest", "time"),
        *(Column(f"due_{days}", f"Due in {days} days", "number") for days in HORIZONS),
        Column("overdue", "Overdue", "number"),
        Column("backlog", "Backlog", "number"),
        Column("on_hold", "On hold", "number"),
        Column("last_run", "Last purge", "time"),
    ]


def cells(line: Line, options: Options) -> list[Any]:
    dimensions = {
        "class": line.title,
        "policy": line.policy,
        "month": line.month,
        "owner": line.owner,
    }
    return [
        *(value for name, value in dimensions.items() if name in options.by),
        line.rows,
        line.size,
        line.oldest,
        line.newest,
        *(line.due_in[days] for days in HORIZONS),
        line.overdue,
        line.backlog,
        line.on_hold,
        line.last_run,
    ]


def facts(options: Options, report: list[Line]) -> list[tuple[str, str]]:
    whole = total(report)
    since = ", ".join(f"{run} ({run.done_rows:,} rows)" for run in purges_since(options))
    return [
        ("Filters", filters_in_words(options)),
        ("Lines by", ", ".join(DIMENSIONS[name].lower() for name in options.by)),
        ("Records in all", f"{whole.rows:,}"),
        ("Overdue in all", f"{whole.overdue:,}"),
        ("Purged since, not counted", since or "nothing"),
    ]


def filters_in_words(options: Options) -> str:
    parts = [
        ", ".join(CLASSES[key].title for key in options.classes),
        f"owner {options.owner}" if options.owner else "",
        f"since {options.since:%Y-%m}" if options.since else "",
        f"until {options.until:%Y-%m}" if options.until else "",
    ]
    return "; ".join(part for part in parts if part) or "none"
