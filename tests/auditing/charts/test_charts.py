"""The drawings parse, hold their words as text, stay inside their frame, and survive any data."""

import math
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditing import charts
from auditing.charts import Chart, Series
from auditing.charts.scales import nice_ticks, spread

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "svg",
    "title",
    "desc",
    "g",
    "path",
    "line",
    "rect",
    "circle",
    "text",
    "defs",
    "pattern",
}
HOSTILE = '"><script>alert(1)</script>&amp;\0\x1b\ud800</title>'
DRAWINGS: list[Callable[[Chart], charts.Markup]] = [
    charts.line,
    charts.stacked_bars,
    charts.horizontal_bars,
    charts.sparkline,
]

numbers = st.none() | st.floats(allow_nan=True, allow_infinity=True)


def parse(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314  our own


def chart(*rows: list[float | None], **more: object) -> Chart:
    series = [Series(f"series {n}", row) for n, row in enumerate(rows)]
    labels = [f"day {n}" for n in range(len(rows[0]) if rows else 0)]
    return Chart("key", "Requests by day", labels, series, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("draw", DRAWINGS)
@given(
    rows=st.integers(0, 8).flatmap(
        lambda n: st.lists(st.lists(numbers, min_size=n, max_size=n), max_size=7)
    )
)
def test_any_numbers_give_a_drawing_without_odd_places(
    draw: Callable[[Chart], str], rows: list[list[float | None]]
) -> None:
    svg = parse(draw(chart(*rows)))

    assert svg.get("role") == "img"
    assert not re.search(r'[ "](nan|inf|-inf)', ElementTree.tostring(svg, encoding="unicode"))


@pytest.mark.parametrize("draw", DRAWINGS)
def test_hostile_words_stay_words(draw: Callable[[Chart], charts.Markup]) -> None:
    shown = Chart(
        "key", HOSTILE, [HOSTILE, HOSTILE], [Series(HOSTILE, [1, 2]), Series("b", [0, 3])]
    )

    text = charts.figure(shown, draw)

    assert "<script" not in text
    assert not re.search("[\0\x1b\ud800]", text)
    assert {e.tag.removeprefix(SVG) for e in parse(draw(shown)).iter()} <= ELEMENTS


@pytest.mark.parametrize("draw", DRAWINGS)
def test_nothing_that_the_content_policy_forbids(draw: Callable[[Chart], charts.Markup]) -> None:
    text = charts.figure(chart([1, 2], [3, 4]), draw)

    assert " style=" not in text and "<style" not in text
    assert not re.search(r"\son\w+=", text)


def test_title_and_description_name_the_image() -> None:
    svg = parse(charts.line(chart([5, 20], description="How busy it was.")))

    names = str(svg.get("aria-labelledby")).split()
    said = {e.get("id"): e.text for e in svg if e.get("id")}
    assert said[names[0]] == "Requests by day"
    assert said[names[1]] == "How busy it was. series 0: from day 0 to day 1; 5 to 20."


def test_a_gap_parts_the_line() -> None:
    svg = parse(charts.line(chart([1, 2, None, 4, 5, None, 7])))

    lines = svg.findall(f".//{SVG}path[@class='chart-line']")
    marks = svg.findall(f".//{SVG}path[@class='chart-mark']")
    assert (len(lines), len(marks)) == (2, 5)


def test_bars_stack_and_stay_inside() -> None:
    svg = parse(charts.stacked_bars(chart([10, 0], [30, 5])))

    bars = svg.findall(f".//{SVG}rect[@class='chart-bar']")
    heights = [float(bar.get("height", 0)) for bar in bars]
    assert len(bars) == 3
    assert math.isclose(heights[1], 3 * heights[0], rel_tol=0.01)
    assert math.isclose(
        float(bars[1].get("y", 0)) + heights[1], float(bars[0].get("y", 0)), abs_tol=0.02
    )
    assert all(float(bar.get("y", 0)) >= 0 for bar in bars)


def test_series_differ_by_more_than_colour() -> None:
    bars = parse(charts.stacked_bars(chart([1], [1], [1])))
    lines = parse(charts.line(chart([1, 2], [2, 1])))

    assert len(bars.findall(f".//{SVG}pattern")) == 2
    marks = {m.get("d") for m in lines.findall(f".//{SVG}path[@class='chart-mark']")}
    assert len(marks) == 2


@pytest.mark.parametrize("draw", [charts.line, charts.stacked_bars, charts.horizontal_bars])
def test_an_empty_chart_says_so(draw: Callable[[Chart], charts.Markup]) -> None:
    shown = chart([None, None], empty="No request yet.")

    assert "No request yet." in {e.text for e in parse(draw(shown)).iter(f"{SVG}text")}


def test_the_table_behind_holds_every_value_and_its_link() -> None:
    shown = Chart(
        "cost",
        "Cost",
        ["a", "b"],
        [Series("dollars", [1.5, None])],
        charts.DOLLARS,
        links=["/list/?day=a&x=1", ""],
    )

    text = charts.figure(shown, charts.horizontal_bars, note="Estimated.")

    assert "<td>$1.50</td>" in text and "<td>–</td>" in text
    assert '<a href="/list/?day=a&amp;x=1">a</a>' in text
    assert "unknown" in text and "Estimated." in text
    assert "<details" in text and '<th scope="col">dollars</th>' in text


def test_series_and_labels_must_fit() -> None:
    with pytest.raises(ValueError, match="one value a label"):
        Chart("key", "title", ["a"], [Series("s", [1, 2])])


@given(st.floats(-1e90, 1e90), st.floats(-1e90, 1e90))
def test_ticks_enclose_the_values_and_are_few(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    ticks = nice_ticks(low, high)

    slack = 1e-6 * max(abs(low), abs(high), 1e-140)
    assert ticks[0] <= min(low, 0) + slack and ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= 9
    assert ticks == sorted(set(ticks))


def test_ticks_are_round() -> None:
    assert nice_ticks(0, 93) == [0, 25, 50, 75, 100]
    assert nice_ticks(0, 9, whole=True) == [0, 3, 6, 9]
    assert nice_ticks(0, 2, whole=True) == [0, 1, 2]
    assert nice_ticks(0, 0.007) == [0, 0.002, 0.004, 0.006, 0.008]


def test_labels_are_thinned_evenly_up_to_the_last() -> None:
    assert spread(90) == [20, 43, 66, 89]
    assert spread(2) == [0, 1]
    assert spread(0) == []


def test_a_long_line_is_drawn_whole() -> None:
    svg = parse(charts.sparkline(chart([float(n) for n in range(400)])))

    path = svg.find(f".//{SVG}path[@class='chart-line']")
    assert path is not None and str(path.get("d")).count("L") == 399


@pytest.mark.parametrize(
    ("form", "value", "axis", "whole"),
    [
        (charts.COUNT, 1_234_567, "1.23M", "1,234,567"),
        (charts.COUNT, 999.7, "1k", "999.70"),
        (charts.MILLISECONDS, 1530, "1.53 s", "1.53 s"),
        (charts.DOLLARS, 0.0123, "$0.01", "$0.0123"),
        (charts.BYTES, 1536, "1.5 KiB", "1.5 KiB"),
        (charts.PERCENT, 12.34, "12.3%", "12.3%"),
    ],
)
def test_formats(form: charts.Format, value: float, axis: str, whole: str) -> None:
    assert (form.axis(value), form.whole(value)) == (axis, whole)
