"""The entries that each part of a request gives: session, moves, steps, answers, table, picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from auditing.humane import grouped
from auditing.kept import said
from auditing.models import AccessEvent
from generation.models import (
    CortexResponse,
    GeneratedSVG,
    PipelineStep,
    SnowflakeQuery,
    StatusChange,
    TemporaryTable,
    UserSession,
)
from generation.timeline.gathering import Record
from generation.watching.step_names import step_words


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `state` is done, failed or now; `identity` can be copied."""

    began: datetime
    kind: str
    title: str
    detail: str = ""
    milliseconds: float | None = None
    state: str = "done"
    identity: str = ""
    anchor: str = ""
    url: str = ""

    @property
    def seconds(self) -> float:
        return (self.milliseconds or 0) / 1000

    @property
    def ended(self) -> datetime:
        return self.began + timedelta(milliseconds=self.milliseconds or 0)


def entries_of(record: Record) -> Iterator[Entry]:
    """All of them, in no order."""
    if record.request and record.request.session:
        yield from _session(record.request.session)
    yield from map(_move, record.moves)
    yield from map(_step, record.steps)
    yield from map(_response, record.responses)
    yield from map(_statement, record.statements)
    for table in record.tables:
        yield from _table(table)
    if record.svg:
        yield from _picture(record.svg)
    yield from map(_event, record.events)


def admin_url(row: Model) -> str:
    """The row's own page in the admin."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return reverse(name, args=[quote(str(row.pk))])


def _session(session: UserSession) -> Iterator[Entry]:
    yield Entry(
        began=session.created_at,
        kind=_("Session"),
        title=_("Signed in"),
        detail=_("as %(role)s, warehouse %(warehouse)s")
        % {"role": session.user_role, "warehouse": session.warehouse},
        identity=str(session.pk),
        url=admin_url(session),
    )
    if not session.is_active:
        yield Entry(
            began=session.last_activity,
            kind=_("Session"),
            title=_("Last seen before the session ended"),
            detail=session.get_end_reason_display(),
        )


def _move(move: StatusChange) -> Entry:
    before = move.get_old_display() if move.old else _("new")
    return Entry(
        began=move.at,
        kind=_("Request"),
        title=f"{before} → {move.get_new_display()}",
        detail=said(move.why),
        state="failed" if move.new == "failed" else "done",
    )


def _step(step: PipelineStep) -> Entry:
    title = _("Waited before trying again") if step.name == "wait" else step_words(step.name)
    state = {"failed": "failed", "running": "now"}.get(step.outcome, "done")
    if step.name == "wait":
        state = "done"  # its detail is the fault that made it wait
    return Entry(
        began=step.started_at,
        kind=_("Step"),
        title=title[:1].upper() + title[1:],
        detail=said(step.detail),
        milliseconds=step.duration_ms,
        state=state,
        anchor=f"step-{step.pk}",
    )


def _response(response: CortexResponse) -> Entry:
    seconds = response.generation_time
    began = response.created_at - timedelta(seconds=seconds or 0)
    succeeded = response.status == CortexResponse.ResponseStatus.SUCCESS
    return Entry(
        began=began,
        kind=_("Cortex"),
        title=f"{response.model_used}: {response.get_status_display()}",
        detail=" · ".join(_said_of(response)),
        milliseconds=None if seconds is None else seconds * 1000,
        state="done" if succeeded else "failed",
        identity=response.provider_id or str(response.pk),
        anchor=f"response-{response.pk}",
        url=admin_url(response),
    )


def _said_of(response: CortexResponse) -> Iterator[str]:
    if response.answered_by:
        yield _("answered by %(who)s") % {"who": said(response.answered_by)}
    if response.tokens_used is not None:
        yield _("%(in)s tokens in, %(out)s out") % {
            "in": grouped(response.prompt_tokens or 0),
            "out": grouped(response.completion_tokens or 0),
        }
    yield _("cost unknown") if response.cost is None else f"${grouped(response.cost, 4)}"
    if response.validation_status:
        yield response.get_validation_status_display()
    if response.error_message:
        yield response.error_message


def _statement(query: SnowflakeQuery) -> Entry:
    return Entry(
        began=query.at,
        kind=_("Snowflake"),
        title=query.kind,
        milliseconds=query.duration_ms,
        state="done" if query.succeeded else "failed",
        identity=query.query_id,
        anchor=f"query-{query.query_id}",
        url=admin_url(query),
    )


def _table(table: TemporaryTable) -> Iterator[Entry]:
    still_there = table.cleaned_up_at is None
    yield Entry(
        began=table.created_at,
        kind=_("Table"),
        title=_("%(type)s table made") % {"type": table.get_table_type_display()},
        detail=_("It has not been dropped yet; the sweep will try again.") if still_there else "",
        state="now" if still_there else "done",
        identity=table.table_name,
        anchor=f"table-{table.table_name}",
        url=admin_url(table),
    )
    if table.cleaned_up_at:
        title = _("Temporary table dropped")
        yield Entry(began=table.cleaned_up_at, kind=_("Table"), title=title)


def _picture(svg: GeneratedSVG) -> Iterator[Entry]:
    yield Entry(
        began=svg.generated_at,
        kind=_("Picture"),
        title=_("Safe picture recorded"),
        detail=_("%(size)s bytes, %(verdict)s, policy %(policy)s")
        % {
            "size": grouped(svg.file_size),
            "verdict": svg.get_validation_status_display(),
            "policy": svg.policy_version,
        },
        identity=svg.sha256,
        anchor=f"svg-{svg.pk}",
        url=admin_url(svg),
    )
    yield Entry(
        began=svg.generated_at,
        kind=_("Stage file"),
        title=_("File on the stage"),
        identity=svg.stage_path,
    )


def _event(event: AccessEvent) -> Entry:
    facts = {**event.context, **event.personal}
    told = [str(facts[key]) for key in ("reason", "code", "ip") if facts.get(key)]
    refused = event.result != AccessEvent.Result.ALLOWED
    return Entry(
        began=event.timestamp,
        kind=_("Event"),
        title=f"{event.actor_name or 'system'}: {event.action}",
        detail=" · ".join([event.get_result_display(), *told] if refused else told),
        state="failed" if refused else "done",
        identity=str(event.pk),
        anchor=f"event-{event.pk}",
        url=admin_url(event),
    )
