"""Any number of random changes to a short trail: at least one is found, each time."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditing.models import AccessEvent
from tests.auditing.tampering import faults, run, write

LENGTH = 6
TEXTS = ("action", "resource_id", "actor_name", "hash", "previous_hash", "salt", "personal_digest")

places = st.integers(1, LENGTH)
changes = st.one_of(
    st.tuples(st.just("change"), st.sampled_from(TEXTS), places, st.text("ab0f", max_size=5)),
    st.tuples(st.just("copy"), st.sampled_from(TEXTS), places, places),
    st.tuples(st.just("delete"), places),
    st.tuples(st.just("swap"), places, places),
)


def tamper(change: tuple[Any, ...]) -> None:
    match change:
        case "change", column, place, text:
            run(f"UPDATE access_events SET {column} = %s WHERE position = %s", text, place)  # noqa: S608
        case "copy", column, place, other:
            source = f"SELECT {column} FROM access_events WHERE position = %s"  # noqa: S608
            target = f"UPDATE access_events SET {column} = coalesce(({source}), '')"  # noqa: S608
            run(f"{target} WHERE position = %s", other, place)
        case "delete", place:
            run("DELETE FROM access_events WHERE position = %s", place)
        case "swap", one, other:
            for old, new in ((one, 99), (other, one), (99, other)):
                run("UPDATE access_events SET position = %s WHERE position = %s", new, old)


def trail() -> list[tuple[Any, ...]]:
    return list(AccessEvent.objects.order_by("chain", "position").values_list())


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(changes, min_size=1, max_size=4))
def test_every_tampering_is_found(made: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        write(LENGTH)
        before = trail()
        for change in made:
            tamper(change)
        assert bool(faults()) == (trail() != before)
        transaction.set_rollback(True)
