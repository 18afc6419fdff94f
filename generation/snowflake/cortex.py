"""Ask a Cortex model.

    complete(request, *, on_text=None, should_stop=None) -> Completion

One attempt, no retries: the caller decides what to try again (`SnowflakeError.permanent`,
`.billed`). `on_text` gets each piece of text as it arrives; `should_stop` is polled while the
answer streams, and ends it with `Cancelled`. The transport (REST or SQL) is a setting.
"""

from __future__ import annotations

from collections.abc import Callable

from generation.snowflake.completions import Completion, CompletionRequest, Message
from generation.snowflake.errors import Misconfigured
from generation.snowflake.settings import get_settings

__all__ = ["Completion", "CompletionRequest", "Message", "complete"]


def complete(
    request: CompletionRequest,
    *,
    on_text: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Completion:
    """The model's answer, or `SnowflakeError` or `Cancelled`."""
    settings = get_settings()
    if settings.cortex_transport == "sql":
        from generation.snowflake.cortex_sql import complete_by_sql

        return complete_by_sql(request, settings, on_text=on_text, should_stop=should_stop)
    if settings.cortex_transport == "rest":
        from generation.snowflake.cortex_rest import complete_by_rest

        return complete_by_rest(request, settings, on_text=on_text, should_stop=should_stop)
    raise Misconfigured(f"cortex_transport {settings.cortex_transport!r}")
