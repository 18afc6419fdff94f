"""How a run can end early: our rules said no, somebody cancelled, or the lease was lost."""

from generation.models.requests import ErrorCategory
from generation.snowflake.errors import (
    BadCredentials,
    BudgetExhausted,
    Misconfigured,
    NotAuthorised,
    SnowflakeError,
)


class PipelineFailure(Exception):  # noqa: N818  read as an outcome
    """The picture could not be made."""

    category = ErrorCategory.AI_GENERATION
    code = "failed"

    def __init__(self, message: str = "") -> None:
        super().__init__(message or " ".join((type(self).__doc__ or "").split()))


class SessionEnded(PipelineFailure):
    """Your session was ended before the picture was begun. Sign in again, then try again."""

    category = ErrorCategory.SESSION
    code = "session_revoked"


class ModelRefused(PipelineFailure):
    """The model cannot be used any more. Choose another model."""

    category = ErrorCategory.VALIDATION
    code = "retired_model"


class PictureGone(PipelineFailure):
    """The picture that was to be changed has been deleted meanwhile. Draw it anew."""

    category = ErrorCategory.VALIDATION
    code = "picture_gone"


class PictureTooLarge(PipelineFailure):
    """The picture is too large for this model to write it anew. Choose another model, or draw it
    anew in simpler words. It cost nothing."""

    category = ErrorCategory.VALIDATION
    code = "picture_too_large"


class NoPicture(PipelineFailure):
    """The model answered without a picture. Try again, or say more plainly what should be seen."""

    code = "no_picture"


class UnsafePicture(PipelineFailure):
    """The model's answer could not be made into a safe picture. Try again, or ask for something
    simpler."""

    code = "unsafe_picture"


class UploadDiffers(PipelineFailure):
    """The file on the stage was not what was sent, so it was removed. Try again; the answer is
    kept and is not paid for twice."""

    category = ErrorCategory.STORAGE
    code = "upload_differs"


class Cancelled(PipelineFailure):
    """Cancelled while it was being made."""

    category = ErrorCategory.CANCELLED
    code = "cancelled"


class Stopping(Exception):  # noqa: N818
    """This worker was asked to leave: the request goes back to the queue."""


class LeaseLost(Exception):  # noqa: N818
    """Another worker has the request now, or it has ended: leave it alone."""


def category_of(error: SnowflakeError, *, step: str) -> ErrorCategory:
    """Which of the specification's categories an error of the gateway belongs to."""
    if isinstance(error, BadCredentials | BudgetExhausted | Misconfigured | NotAuthorised):
        return ErrorCategory.CONFIGURATION
    return ErrorCategory.AI_GENERATION if step == "call_cortex" else ErrorCategory.STORAGE
