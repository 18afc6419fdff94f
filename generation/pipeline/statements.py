"""Keeps the Snowflake query ids of a run: one write for each step that ran statements."""

from generation.models import CortexResponse, SnowflakeQuery
from generation.pipeline.job import Job
from generation.snowflake.warehouse import RanStatement


def keep_statements(job: Job) -> None:
    """Write down what ran since the last call, under the job's step."""
    ran = [_row(job, statement) for statement in job.take_statements()]
    if ran:
        # Snowflake may answer a repeated request with the id of the first.
        SnowflakeQuery.objects.bulk_create(ran, ignore_conflicts=True)


def keep_completion(job: Job, answer: CortexResponse) -> None:
    """The statement of an answer that came by SQL."""
    if answer.transport != "sql" or not answer.provider_id:
        return
    SnowflakeQuery.objects.bulk_create(
        [
            SnowflakeQuery(
                query_id=answer.provider_id[:64],
                request=job.request,
                owner=job.request.owner,
                attempt=job.request.attempts,
                step=job.step,
                kind="AI_COMPLETE",
                duration_ms=(answer.generation_time or 0) * 1000,
                succeeded=answer.status == CortexResponse.ResponseStatus.SUCCESS,
            )
        ],
        ignore_conflicts=True,
    )


def _row(job: Job, ran: RanStatement) -> SnowflakeQuery:
    return SnowflakeQuery(
        query_id=ran.query_id[:64],
        request=job.request,
        owner=job.request.owner,
        attempt=job.request.attempts,
        step=job.step,
        kind=ran.kind,
        at=ran.at,
        duration_ms=ran.milliseconds,
        succeeded=ran.succeeded,
    )
