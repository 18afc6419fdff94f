"""Stage 2, AI processing: one paid call, its answer kept before anything judges it."""

import time
from collections.abc import Callable
from decimal import Decimal

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from auditing.masking import mask
from generation.models import CortexResponse
from generation.pipeline.failures import Cancelled
from generation.pipeline.growing import Growing
from generation.pipeline.job import Job
from generation.pipeline.statements import keep_completion
from generation.snowflake import errors
from generation.snowflake.completions import Completion, CompletionRequest
from generation.snowflake.cortex import complete
from generation.snowflake.settings import get_settings
from generation.stopping import stopping

log = structlog.get_logger(__name__)

# How often a running answer looks whether it is still wanted, in seconds.
STOP_CHECK_SECONDS = 0.5

# As long as the columns that hold what the service says of itself.
NAME_LENGTH = 100

INTERRUPTED = "The program was interrupted while the model was answering."

# How long a paid answer waits for a database that is away, in seconds between two tries.
KEEP_WAITS_SECONDS = (0.5, 2.0, 5.0, 15.0)


def call_cortex(job: Job) -> None:
    """Ask the model, unless a kept answer waits to be used."""
    job.response = kept_answer(job) or ask(job)


def kept_answer(job: Job) -> CortexResponse | None:
    """An answer that was paid for earlier and that nothing has judged unusable."""
    paid = CortexResponse.objects.usable().filter(request=job.request)
    return paid.order_by("-created_at").first()


def ask(job: Job) -> CortexResponse:
    """One paid call; its answer, or its error, is on record when this returns or raises."""
    try:
        with Growing(job) as growing:
            completion = complete(
                _completion_request(job), on_text=growing.add, should_stop=_stop_check(job)
            )
    except errors.SnowflakeError as error:
        _record_error(
            job,
            status=error.response_status,
            message=str(error),
            billed=error.billed,
            provider_id=error.query_id,
        )
        raise
    except errors.Cancelled as error:
        _record_error(job, status="error", message=str(error), billed=error.billed)
        job.check_wanted()
        raise Cancelled from error
    except BaseException:  # Ctrl-C, or the queue's limit of time
        _record_error(job, status="error", message=INTERRUPTED, billed="unknown")
        raise
    return _record_answer(job, completion)


def _completion_request(job: Job) -> CompletionRequest:
    given = job.request.parameters
    return CompletionRequest(
        model=job.model.name,
        messages=job.messages,
        max_tokens=job.max_tokens,
        temperature=given.get("temperature"),
        top_p=given.get("top_p"),
        frequency_penalty=given.get("frequency_penalty"),
        presence_penalty=given.get("presence_penalty"),
        request_id=str(job.request.pk),
    )


def _stop_check(job: Job) -> Callable[[], bool]:
    """Asks the database now and then: a stream polls this for every piece."""
    last_asked = time.monotonic()

    def should_stop() -> bool:
        nonlocal last_asked
        if job.heartbeat.lost or stopping.is_set():
            return True
        if time.monotonic() - last_asked < STOP_CHECK_SECONDS:
            return False
        last_asked = time.monotonic()
        try:
            return job.is_cancelled()
        except DatabaseError:  # away for a moment: no reason to throw away what is being paid for
            connection.close()
            return False

    return should_stop


def _record_answer(job: Job, completion: Completion) -> CortexResponse:
    prompt_tokens, completion_tokens = completion.prompt_tokens, completion.completion_tokens
    both_known = prompt_tokens is not None and completion_tokens is not None
    answer = CortexResponse(
        request=job.request,
        owner=job.request.owner,
        attempt=job.request.attempts,
        status=CortexResponse.ResponseStatus.SUCCESS,
        content=storable(completion.text),
        model_used=storable(completion.model)[:NAME_LENGTH],
        answered_by=storable(completion.answered_by)[:NAME_LENGTH],
        transport=completion.transport,
        provider_id=storable(completion.provider_id)[:NAME_LENGTH],
        generation_time=completion.seconds,
        prompt_tokens=prompt_tokens,
        completion_tokens=completion_tokens,
        tokens_used=prompt_tokens + completion_tokens if both_known else None,  # type: ignore[operator]
        cost=_cost(job, completion),
        truncated=completion.truncated,
        not_drawn=[storable(word) for word in completion.not_drawn],
    )
    _keep(answer)
    keep_completion(job, answer)
    return answer


def storable(text: str) -> str:
    """What every database takes: a stream may part a pair of surrogates, or bring half of one."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _keep(answer: CortexResponse) -> None:
    """Save it, on a new connection where the old one broke while the model was answering."""
    for seconds in KEEP_WAITS_SECONDS:
        try:
            return answer.save(force_insert=True)
        except (OperationalError, InterfaceError):
            log.warning("answer_not_saved_yet", svg_request=str(answer.request_id))
            connection.close()
            time.sleep(seconds)
    return answer.save(force_insert=True)


def _cost(job: Job, completion: Completion) -> Decimal | None:
    """The stand-in bills nothing; a model costs what the catalogue says, or it is unknown."""
    if completion.stand_in:
        return Decimal(0)
    return job.model.cost(completion.prompt_tokens, completion.completion_tokens)


def _record_error(
    job: Job, *, status: str, message: str, billed: str, provider_id: str = ""
) -> None:
    answer = CortexResponse.objects.create(
        request=job.request,
        owner=job.request.owner,
        attempt=job.request.attempts,
        status=status,
        model_used=job.model.name,
        transport=get_settings().cortex_transport,
        provider_id=storable(provider_id)[:NAME_LENGTH],
        cost=None if billed == "unknown" else Decimal(0),
        error_message=mask(message),
    )
    keep_completion(job, answer)
