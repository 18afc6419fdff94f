"""The models the stand-in claims to have, as SHOW CORTEX BASE MODELS would list them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """A model. Dates as Snowflake gives them, or None while none is announced."""

    name: str
    lifecycle_status: str
    legacy_date: str | None = None
    eol_date: str | None = None

    @property
    def retired(self) -> bool:
        """Whether calls to it are refused."""
        return self.lifecycle_status == "EOL"

    @property
    def gives_finish_reason(self) -> bool:
        """Claude models leave finish_reason out of their answers."""
        return not self.name.startswith("claude-")


MODELS = (
    Model("claude-3-5-sonnet", "EOL", "2025-10-15", "2026-03-31"),
    Model("claude-3-7-sonnet", "EOL", "2025-11-15", "2026-04-30"),
    Model("claude-4-sonnet", "EOL", "2026-05-01", "2026-10-31"),
    Model("openai-gpt-4.1", "EOL", "2026-05-01", "2026-10-31"),
    Model("claude-haiku-4-5", "GA"),
    Model("claude-sonnet-4-5", "GA"),
    Model("claude-sonnet-4-6", "GA"),
    Model("openai-gpt-5", "GA"),
    Model("openai-gpt-5.1", "GA"),
    Model("openai-gpt-5.2", "PUPR"),
)
OUTPUT_LIMIT = 16_384
INPUT_LIMIT = 200_000
DEFAULT_OUTPUT = 4096


def model_named(name: str) -> Model | None:
    """The model of that name, in either case."""
    return next((model for model in MODELS if model.name == name.lower()), None)
