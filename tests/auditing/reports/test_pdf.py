"""PDF documents: whole, the same each time, and unmoved by what is put into them."""

from datetime import UTC, datetime

from auditing.reports.pdf import Document

MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def document(title: str = "What is kept", rows: int = 3) -> bytes:
    made = Document(title, moment=MOMENT, landscape=True)
    made.paragraph("As of now.")
    made.facts([("Filters", "none")])
    made.rows([("Owner", 2), ("Rows", 1)], [[f"person {n}", str(n)] for n in range(rows)], {1})
    made.signatures(["Records manager"])
    return made.as_bytes()


def test_the_same_input_gives_the_same_bytes() -> None:
    assert document() == document()
    assert document() != document("Another title")


def test_rows_flow_over_pages() -> None:
    assert document(rows=3).count(b"/Type /Page\n") == 1
    assert document(rows=120).count(b"/Type /Page\n") > 2


def test_what_no_font_draws_is_shown_as_missing() -> None:
    assert document("漢字 \x00 \ud800 \U0001f600").startswith(b"%PDF-")
