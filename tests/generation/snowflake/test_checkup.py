from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from generation.snowflake.checkup import STEPS, TAG, Outcome, check
from generation.snowflake.locations import StageLocation
from generation.snowflake.settings import SnowflakeSettings, override
from generation.snowflake.warehouse import StageInfo, Warehouse, warehouse

Fault = Callable[..., None]


def run(*, with_cortex: bool = False) -> tuple[bool, dict[str, Outcome]]:
    outcomes: list[Outcome] = []
    well = check(outcomes.append, with_cortex=with_cortex)
    return well, {outcome.step: outcome for outcome in outcomes}


@pytest.mark.usefixtures("embedded")
def test_everything_goes_well_and_nothing_stays() -> None:
    well, outcomes = run(with_cortex=True)

    assert well
    assert list(outcomes) == [name for name, _, _ in STEPS]
    assert outcomes["compare"].saw == "the same bytes"
    assert "built-in preview engine" in outcomes["cortex"].saw
    with warehouse(query_tag="t") as db:
        assert db.list_tables(outcomes["temporary table"].saw) == []
        left = [file for stage in db.list_stages() for file in files_of(db, stage)]
    assert left == []


def files_of(db: Warehouse, stage: StageInfo) -> list[str]:
    location = StageLocation(stage.database, stage.schema, stage.name, TAG)
    return [file.name for file in db.list_files(location)]


@pytest.mark.usefixtures("embedded")
def test_cortex_is_asked_only_on_request() -> None:
    assert "cortex" not in run()[1]


@pytest.mark.usefixtures("embedded")
def test_a_failure_is_told_plainly_and_cleaned_up_after(fault: Fault) -> None:
    fault("COPY INTO", "error", code=3001, message="Insufficient privileges on STAGE")

    well, outcomes = run()

    assert not well
    assert outcomes["copy"].ok is False
    assert outcomes["copy"].saw.endswith("[not_authorised]")
    assert "Insufficient" not in outcomes["copy"].saw
    assert outcomes["read back"].ok is None
    assert outcomes["drop"].ok


def test_without_a_session_the_rest_is_not_tried(embedded: SnowflakeSettings) -> None:
    with override(replace(embedded, local_port=1)):
        well, outcomes = run()

    assert not well
    assert [outcome.step for outcome in outcomes.values() if outcome.ok is False] == ["sign in"]


@pytest.mark.usefixtures("embedded")
def test_the_command_prints_a_line_for_each_step() -> None:
    out = StringIO()

    call_command("check_snowflake", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0].startswith("No account is configured")
    assert all(line.startswith("ok ") and " ms " in line for line in lines[1:])
    assert len(lines) == len(STEPS)  # all but Cortex, and the first line


@pytest.mark.usefixtures("embedded")
def test_the_command_fails_where_a_step_fails(fault: Fault) -> None:
    fault("INSERT", "error")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("check_snowflake", stdout=out)

    assert "failed  insert" in out.getvalue()
