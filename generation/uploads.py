"""Uploads are small: what is larger is not taken into memory, and nothing is written to disk."""

from typing import IO, Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

MAX_UPLOAD_BYTES = 2 * 1024 * 1024  # of all files of one form together


class BoundedUploadHandler(MemoryFileUploadHandler):
    """Keeps files in memory up to the limit; past it one is left out, and the request says so."""

    taken = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  the framework's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[Any, MultiValueDict[str, Any]] | None:
        self.activated = True
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        if self.taken > MAX_UPLOAD_BYTES:
            assert self.request is not None  # noqa: S101  the framework sets it
            self.request.upload_is_too_large = True  # type: ignore[attr-defined]
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was left out."""
    request.FILES  # noqa: B018  reads the body
    return getattr(request, "upload_is_too_large", False)
