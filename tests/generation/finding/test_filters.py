"""The address of the history: any text is one, and what it says comes back the same."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from generation.finding import Filters

NAMES = ["q", "from", "to", "model", "status", "preset", "tag", "favourite", "origin", "group"]
WHOLE = Filters(
    words="a red house",
    since=date(2026, 10, 1),
    until=date(2026, 10, 31),
    model="claude-sonnet-4-5",
    status="completed",
    preset="flat",
    tag="autumn sale",
    favourite=True,
    origin="refined",
    group=UUID(int=7),
)


def test_all_of_them_there_and_back() -> None:
    assert Filters.of_query(WHOLE.as_query()) == WHOLE


def test_nothing_asked_is_an_empty_address() -> None:
    assert Filters().as_query() == ""
    assert not Filters()
    assert WHOLE


def test_what_cannot_be_read_is_left_out() -> None:
    query = "from=yesterday&to=9999-12-31&status=done&origin=x&group=7&favourite=0&q=%20"

    assert Filters.of_query(query) == Filters()


def test_the_later_day_may_come_first() -> None:
    found = Filters.of_query("from=2026-10-31&to=2026-10-01")

    assert (found.since, found.until) == (date(2026, 10, 1), date(2026, 10, 31))


def test_the_last_day_is_part_of_the_time() -> None:
    found = Filters(since=date(2026, 10, 1), until=date(2026, 10, 1))

    assert found.begin is not None and found.end is not None
    assert (found.end - found.begin).days == 1


def test_without_one() -> None:
    assert WHOLE.without("since", "until").as_query() == (
        "q=a+red+house&model=claude-sonnet-4-5&status=completed&preset=flat&tag=autumn+sale"
        f"&favourite=1&origin=refined&group={UUID(int=7)}"
    )


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=300)))
def test_any_form_reads_and_writes_itself(data: dict[str, str]) -> None:
    found = Filters.read(data)

    assert Filters.of_query(found.as_query()) == found
    assert "\0" not in found.as_query()


@given(st.text(max_size=500))
def test_any_text_is_an_address(text: str) -> None:
    Filters.of_query(text)
