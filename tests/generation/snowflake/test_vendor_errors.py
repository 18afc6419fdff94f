from __future__ import annotations

import pytest
from snowflake.connector.errors import (
    DatabaseError,
    HttpError,
    OperationalError,
    ProgrammingError,
    ServiceUnavailableError,
    TooManyRequests,
)

from generation.snowflake import errors
from generation.snowflake.vendor_errors import translate

NUMBERS = [
    (604, errors.TimedOut),
    (606, errors.NoWarehouse),
    (630, errors.TimedOut),
    (1003, errors.StatementRejected),
    (3001, errors.NotAuthorised),
    (90073, errors.BudgetExhausted),
    (90105, errors.Misconfigured),
    (250001, errors.NotReachable),
    (250002, errors.SessionExpired),
    (250003, errors.ConnectionLost),
    (251005, errors.Misconfigured),
    (251011, errors.NotReachable),
    (253006, errors.FileMissing),
    (290401, errors.SessionExpired),
    (290403, errors.NotAuthorised),
    (290429, errors.Throttled),
    (290503, errors.ServiceBusy),
    (390100, errors.BadCredentials),
    (390144, errors.BadCredentials),
    (390111, errors.SessionExpired),
    (390112, errors.SessionExpired),
    (390114, errors.SessionExpired),
    (390201, errors.Misconfigured),
    (394301, errors.BadCredentials),
    (394400, errors.BadCredentials),
]


@pytest.mark.parametrize(("number", "kind"), NUMBERS)
def test_each_number_has_its_error(number: int, kind: type[errors.SnowflakeError]) -> None:
    translated = translate(ProgrammingError("words", errno=number, sfqid="q1"))

    assert type(translated) is kind
    assert (translated.query_id, translated.billed) == ("q1", "no")
    assert translated.detail == f"{number:06d} words"


def test_a_missing_object_is_what_the_statement_says_it_is() -> None:
    gone = ProgrammingError("Stage 'S' does not exist or not authorized.", errno=2003)

    assert type(translate(gone)) is errors.StatementRejected
    assert type(translate(gone, missing=errors.StageMissing)) is errors.StageMissing


def test_a_missing_table_is_not_a_missing_stage() -> None:
    gone = ProgrammingError("Object 'TMP_SVG_00' does not exist", errno=2003)

    assert type(translate(gone, missing=errors.StageMissing)) is errors.StatementRejected


def test_a_file_that_exists_is_known_by_its_words() -> None:
    text = "Files already existing at the unload destination: @S/a. Use overwrite option"

    assert type(translate(ProgrammingError(text, errno=1030))) is errors.FileExists


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DatabaseError("no", errno=250001, sqlstate="28000"), errors.BadCredentials),
        (HttpError(msg="502 Bad Gateway", errno=290502), errors.ServiceBusy),
        (ServiceUnavailableError(errno=503), errors.ServiceBusy),
        (TooManyRequests(errno=429), errors.Throttled),
        (OperationalError("?"), errors.StatementRejected),
        (ConnectionResetError("reset"), errors.ConnectionLost),
        (TimeoutError("slow"), errors.ConnectionLost),
    ],
)
def test_other_shapes(error: Exception, kind: type[errors.SnowflakeError]) -> None:
    assert type(translate(error)) is kind
