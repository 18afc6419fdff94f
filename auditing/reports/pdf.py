"""PDF documents of one look: title, facts, tables, lines to sign. Same input, same bytes."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import TTFFont

FONTS = Path(__file__).parent / "fonts"
INK, QUIET, LINE, SUNKEN = (24, 24, 27), (91, 91, 98), (200, 200, 196), (242, 242, 240)

MISSING = "�"


class Document(FPDF):
    """An A4 document. `moment` is its date: that of its data, not of the run."""

    def __init__(self, title: str, *, moment: datetime, landscape: bool = False) -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self.heading = title
        self.set_title(title.encode(errors="replace").decode())
        self.set_creation_date(moment)
        self.set_margins(18, 18)
        self.set_auto_page_break(True, margin=20)
        self.add_font("sans", "", FONTS / "DejaVuSans.ttf")
        self.add_font("sans", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_text_shaping(False)
        self.add_page()
        self._text(title, size=17, style="B")
        self.ln(2)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("sans", size=7.5)
        self.set_text_color(*QUIET)
        self.cell(0, 6, self._printable(self.heading), align=Align.L)
        self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align=Align.R)

    def paragraph(self, text: str) -> None:
        self._text(text, size=9.5)
        self.ln(1.5)

    def section(self, title: str) -> None:
        self.ln(3)
        self._text(title, size=11.5, style="B")
        self.ln(1)

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Names and values in two columns."""
        self._table([("", 1), ("", 3)], pairs, headings=False)

    def rows(
        self, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], numbers: set[int]
    ) -> None:
        """A table. `columns`: heading, relative width; `numbers`: those aligned to the right."""
        self._table(columns, rows, headings=True, numbers=numbers)

    def signatures(self, roles: Sequence[str]) -> None:
        """A line for each person who signs, with room for name and date."""
        self.ln(8)
        for role in roles:
            if self.will_page_break(22):
                self.add_page()
            self.ln(13)
            self.set_draw_color(*QUIET)
            middle = self.l_margin + self.epw * 0.62
            self.line(self.l_margin, self.y, middle - 6, self.y)
            self.line(middle, self.y, self.l_margin + self.epw, self.y)
            self.set_font("sans", size=8)
            self.set_text_color(*QUIET)
            self.cell(self.epw * 0.62, 5, self._printable(f"{role}: name and signature"))
            self.cell(0, 5, "Place and date", new_x="LMARGIN", new_y="NEXT")

    def as_bytes(self) -> bytes:
        return bytes(self.output())

    def _printable(self, text: str) -> str:
        """The text; what the font cannot draw is shown as missing instead of left out."""
        drawable = cast(TTFFont, self.fonts["sans"]).cmap
        return "".join(c if ord(c) in drawable or c == "\n" else MISSING for c in text)

    def _text(self, text: str, *, size: float, style: str = "") -> None:
        self.set_font("sans", style, size)
        self.set_text_color(*INK)
        self.multi_cell(
            0, size * 0.52, self._printable(text), new_x="LMARGIN", new_y="NEXT", align="L"
        )

    def _table(
        self,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[str]],
        *,
        headings: bool,
        numbers: set[int] | None = None,
    ) -> None:
        self.set_font("sans", size=8)
        self.set_text_color(*INK)
        self.set_draw_color(*LINE)
        aligned = [Align.R if n in (numbers or set()) else Align.L for n in range(len(columns))]
        with self.table(
            col_widths=[width for _, width in columns],
            text_align=aligned,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            first_row_as_headings=headings,
            headings_style=FontFace(emphasis="BOLD", fill_color=SUNKEN),
            line_height=4.6,
            padding=(1, 1.2),
        ) as table:
            if headings:
                table.row([self._printable(title) for title, _ in columns])
            for row in rows:
                table.row([self._printable(cell) for cell in row])
