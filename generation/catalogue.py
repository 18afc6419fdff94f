"""The catalogue of models: what a new installation starts with, and what the account says later.

Seeding never overwrites a row. Refreshing writes lifecycle and dates only; prices, replacements and
whether a model is offered belong to the administrators.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from auditing import caching
from auditing.recording import record_event
from generation.models import CortexModel
from generation.models.catalogue import told_of
from generation.snowflake.records import ModelInfo
from generation.snowflake.warehouse import warehouse

# The name under which every process learns that the catalogue has changed.
CATALOGUE = "catalogue"

# A change by hand in the database, which tells nobody, is seen after this.
CHOICES_SECONDS = 60


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


class Choices(NamedTuple):
    """The models that are offered, as of one version of the catalogue, in no language.

    `models`: name, whether it is retired, and who answers in its place.
    """

    version: int
    models: list[tuple[str, bool, str | None]]


def choices() -> list[tuple[str, str]]:
    """The default first, then those that answer themselves, then the retired ones."""
    version = caching.version_of(CATALOGUE)
    found = caching.get_or_load(
        caching.CONFIG,
        "model-choices",
        lambda: Choices(version, _choices()),
        seconds=CHOICES_SECONDS,
        is_fresh=lambda kept: kept.version == version,
    )
    return [(name, told_of(name, retired, heir)) for name, retired, heir in found.models]


def _choices() -> list[tuple[str, bool, str | None]]:
    models = sorted(
        CortexModel.objects.offered(),
        key=lambda model: (model.name != settings.DEFAULT_MODEL, model.is_retired),
    )
    return [(model.name, model.is_retired, model.replacement_id) for model in models]


def note_change(**_: Any) -> None:
    """A row of the catalogue was saved or deleted (a signal's receiver)."""
    caching.bump(CATALOGUE)


def refresh(*, by: User | None) -> int:
    """Write what the account says of its models. One that is new is listed, but not yet offered.

    Returns how many models the account named.

    Raises:
        SnowflakeError: the account could not be asked; nothing is changed.
    """
    with warehouse(query_tag="refresh_catalogue") as connection:
        found = connection.base_models()
    _write(found, by=by)
    return len(found)


@transaction.atomic
def _write(found: list[ModelInfo], *, by: User | None) -> None:
    for model in found:
        told = {
            "lifecycle": model.lifecycle_status,
            "legacy_date": model.legacy_date,
            "eol_date": model.eol_date,
            "refreshed_at": timezone.now(),
        }
        CortexModel.objects.update_or_create(
            name=model.name,
            defaults=told,
            create_defaults={**told, "provider": model.provider, "is_offered": False},
        )
    label, context = CortexModel._meta.label, {"found": len(found)}
    record_event(by=by, action="models.refresh", label=label, context=context)


def names_of_models() -> list[str]:
    """Every model of the catalogue."""
    return list(CortexModel.objects.order_by("name").values_list("name", flat=True))
