"""The models a new installation starts with. Rows that stand are never overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from generation.models import CortexModel


class Seed(NamedTuple):
    """One line of the catalogue; prices in US dollars for a million tokens, None if unknown."""

    name: str
    provider: str
    input_price: str | None
    output_price: str | None
    eol_date: date | None = None
    replacement: str | None = None


# Replacements stand before what they replace. The specification's four names come last: all are
# past their end of life, stay allowed, and are answered by their replacement.
SEEDS = (
    Seed("claude-sonnet-4-5", "anthropic", "3", "15"),
    Seed("claude-sonnet-4-6", "anthropic", "3", "15"),
    Seed("claude-haiku-4-5", "anthropic", "1", "5"),
    Seed("openai-gpt-5", "openai", "1.25", "10"),
    Seed("openai-gpt-5.1", "openai", None, None),
    Seed("openai-gpt-5.2", "openai", None, None),
    Seed("claude-4-sonnet", "anthropic", "3", "15", date(2026, 10, 31), "claude-sonnet-4-5"),
    Seed("openai-gpt-4.1", "openai", "2", "8", date(2026, 10, 31), "openai-gpt-5"),
    Seed("claude-3-7-sonnet", "anthropic", "3", "15", date(2026, 4, 30), "claude-sonnet-4-5"),
    Seed("claude-3-5-sonnet", "anthropic", "3", "15", date(2026, 3, 31), "claude-sonnet-4-5"),
)


def seed_catalogue(**_: Any) -> None:
    """Add the models that are missing (a post_migrate receiver)."""
    for seed in SEEDS:
        CortexModel.objects.get_or_create(name=seed.name, defaults=_defaults(seed))


def _defaults(seed: Seed) -> dict[str, Any]:
    return {
        "provider": seed.provider,
        "lifecycle": CortexModel.Lifecycle.EOL if seed.eol_date else CortexModel.Lifecycle.GA,
        "eol_date": seed.eol_date,
        "replacement_id": seed.replacement,
        "input_price": Decimal(seed.input_price) if seed.input_price else None,
        "output_price": Decimal(seed.output_price) if seed.output_price else None,
    }
