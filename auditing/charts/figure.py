"""A drawing with everything a person needs beside it: its heading, its legend, its table."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, fromstring

from auditing.charts.data import Chart
from auditing.charts.marks import define_patterns, draw_mark, pattern_fill
from auditing.charts.markup import Markup, add, element, text_of

Draw = Callable[[Chart], Markup]


def figure(chart: Chart, draw: Draw, *, table_words: str = "Table", note: str = "") -> Markup:
    """The chart as a page shows it; `note` says what a reader must know to trust the figures."""
    root = element("figure", class_="chart", id=chart.key)
    add(root, "figcaption", chart.title, class_="chart-title")
    if note:
        add(root, "p", note, class_="chart-note")
    root.append(_inline(draw(chart)))
    if len(chart.series) > 1:
        root.append(_legend(chart, draw))
    if chart.labels:
        details = add(root, "details", class_="chart-table")
        add(details, "summary", table_words)
        said = f"{table_words}: {chart.title}"
        scroll = {"class_": "chart-scroll", "tabindex": 0, "role": "region", "aria_label": said}
        box = add(details, "div", **scroll)
        box.append(table(chart))
    return text_of(root)


def _inline(svg: Markup) -> Element:
    """Our own drawing, without the namespace that a page's inline drawing does without."""
    bare = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return fromstring(bare)  # noqa: S314  written by this module, no entities in it


def table(chart: Chart) -> Element:
    """Every value in words: one row a label, one column a series."""
    root = element("table")
    add(root, "caption", chart.title)
    head = add(add(root, "thead"), "tr")
    for name in (chart.label_heading, *(series.name for series in chart.series)):
        add(head, "th", name, scope="col")
    body = add(root, "tbody")
    for position, label in enumerate(chart.labels):
        row = add(body, "tr")
        _add_label(row, label, chart.links[position] if position < len(chart.links) else "")
        for series in chart.series:
            value = series.values[position]
            add(row, "td", "–" if value is None else chart.format.whole(value))
    return root


def _add_label(row: Element, label: str, link: str) -> None:
    cell = add(row, "th", "" if link else label, scope="row")
    if link:
        add(cell, "a", label, href=link)


def _legend(chart: Chart, draw: Draw) -> Element:
    root = element("ul", class_="chart-legend")
    is_line = draw.__name__ == "line"
    for series in chart.toned:
        entry = add(root, "li")
        entry.append(_swatch(chart, series.tone, is_line=is_line))
        add(entry, "span", series.name)
    return root


def _swatch(chart: Chart, tone: str, *, is_line: bool) -> Element:
    svg = element("svg", viewBox="0 0 24 14", class_="chart-swatch", aria_hidden="true")
    key = f"{chart.key}-legend"
    if not is_line:
        define_patterns(svg, key, [tone])
    group = add(svg, "g", class_=f"chart-tone-{tone}")
    if is_line:
        add(group, "path", d="M0 7 L24 7", class_="chart-line")
        draw_mark(group, tone, 12, 7)
    else:
        add(group, "rect", x=2, y=0, width=20, height=14, class_="chart-bar")
        add(group, "rect", x=2, y=0, width=20, height=14, fill=pattern_fill(key, tone))
    return svg
