"""A receipt as PDF, on A4, with shaped text in the fonts that come with Aquatint; others of the system where needed."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from aquatint.billing.documents import Document

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN: Final = 22.0
_WIDTH: Final = 210 - 2 * _MARGIN
_INK: Final = (33, 38, 52)
_SOFT: Final = (98, 103, 115)
_LINE: Final = (214, 209, 202)
_COPPER: Final = (150, 75, 38)
_HIGH: Final = 7.0
_SCRIPTS: Final = ("deva", "beng", "han", "kana", "hangul", "arab")


def render(paper: Document, *, site: str) -> bytes:
    """Return the PDF. The same receipt gives the same bytes: its date is the receipt's own."""
    pdf = _page(paper)
    _top(pdf, paper, site)
    _parties(pdf, paper)
    _lines(pdf, paper)
    _facts(pdf, paper)
    _notes(pdf, paper, site)
    return bytes(pdf.output())


def _page(paper: Document) -> "FPDF":
    from fpdf import FPDF  # noqa: PLC0415 -- a web process that prints nothing never loads it

    pdf = FPDF(format="A4")
    pdf.set_creation_date(paper.issued)
    pdf.set_title(f"{paper.title} {paper.number}")
    pdf.set_lang("en")
    pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
    pdf.c_margin = 0
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    _fonts(pdf, "".join((*paper.seller, paper.buyer, paper.line, *(value for _, value in paper.facts))))
    pdf.add_page()
    return pdf


def _fonts(pdf: "FPDF", text: str) -> None:
    """Load the fonts; those of other scripts only if something is written in them, for some weigh 20 MB."""
    from aquatint.imaging.lettering.fonts import SHIPPED  # noqa: PLC0415 -- brings the painter's libraries

    pdf.add_font("text", "", SHIPPED / "NotoSans-Regular.ttf")
    pdf.add_font("text", "B", SHIPPED / "NotoSans-Bold.ttf")
    pdf.add_font("display", "", SHIPPED / "NotoSerif-Regular.ttf")
    others = _others(text)
    for number, (path, index) in enumerate(others):
        pdf.add_font(f"other{number}", "", path, collection_font_number=index)
    pdf.set_fallback_fonts([f"other{number}" for number in range(len(others))], exact_match=False)
    pdf.set_text_shaping(use_shaping_engine=True)


def _others(text: str) -> list[tuple[Path, int]]:
    from aquatint.imaging.lettering import fonts  # noqa: PLC0415

    latin = fonts.face("latn", "sans")
    rest = [letter for letter in dict.fromkeys(text) if latin and not letter.isspace() and not latin.covers(letter)]
    found: list[tuple[Path, int]] = []
    for script in _SCRIPTS if rest else ():
        face = fonts.face(script, "sans")
        known = [letter for letter in rest if face and face.covers(letter)]
        place = fonts.file(script, "sans")
        if known and place:
            found.append(place)
            rest = [letter for letter in rest if letter not in known]
    return found


def _top(pdf: "FPDF", paper: Document, site: str) -> None:
    pdf.set_fill_color(*_COPPER)
    pdf.rect(_MARGIN, _MARGIN, 3.2, 3.2, style="F")
    _write(pdf, site, size=10, indent=5.5, colour=_SOFT, high=3.2)
    pdf.ln(14)
    _write(pdf, paper.title, family="display", size=26, high=12)
    _write(pdf, f"No. {paper.number}", size=10.5, colour=_SOFT, high=6)
    _write(pdf, f"Issued on {paper.issued.day} {paper.issued:%B %Y}", size=10.5, colour=_SOFT, high=6)
    pdf.ln(9)


def _parties(pdf: "FPDF", paper: Document) -> None:
    top, half = pdf.get_y(), _WIDTH / 2
    ends = []
    for x, title, lines in ((0.0, "From", paper.seller), (half, "To", (paper.buyer,))):
        pdf.set_y(top)
        _write(pdf, title, size=9, indent=x, colour=_SOFT, high=5.5, width=half)
        for line in lines:
            _write(pdf, line, indent=x, high=5.5, width=half - 4)
        ends.append(pdf.get_y())
    pdf.set_y(max(ends) + 10)


def _lines(pdf: "FPDF", paper: Document) -> None:
    _rule(pdf, _INK)
    top = pdf.get_y() + 3
    pdf.set_y(top)
    _write(pdf, paper.line, style="B", size=11, high=6.5, width=_WIDTH - 45)
    _write(pdf, paper.line_note, size=9.5, colour=_SOFT, high=5.5, width=_WIDTH - 45)
    bottom = pdf.get_y()
    pdf.set_y(top)
    _write(pdf, paper.sums[0][1] if len(paper.sums) > 1 else paper.total, size=11, align="R", high=6.5)
    pdf.set_y(bottom + 3)
    for name, value in paper.sums:
        _rule(pdf, _INK if name == "Total" else _LINE)
        style = "B" if name == "Total" else ""
        top = pdf.get_y() + 1.5
        pdf.set_y(top)
        _write(pdf, name, style=style, size=11)
        pdf.set_y(top)
        _write(pdf, value, style=style, size=11, align="R")
        pdf.set_y(top + _HIGH + 1.5)
    pdf.ln(9)


def _facts(pdf: "FPDF", paper: Document) -> None:
    for name, value in paper.facts:
        top = pdf.get_y()
        _write(pdf, name, size=9, colour=_SOFT, high=5.5)
        pdf.set_y(top)
        _write(pdf, value, size=9, indent=38, high=5.5, width=_WIDTH - 38)
    pdf.ln(8)


def _notes(pdf: "FPDF", paper: Document, site: str) -> None:
    for note in paper.notes:
        _write(pdf, note, size=9, colour=_SOFT, high=5)
    _write(
        pdf,
        f"{site}. Sums and dates are as they were on the day of issue; times are UTC.",
        size=9,
        colour=_SOFT,
        high=5,
    )


def _write(  # noqa: PLR0913 -- how a line of type is set
    pdf: "FPDF",
    text: str,
    *,
    family: str = "text",
    style: str = "",
    size: float = 10,
    indent: float = 0,
    colour: tuple[int, int, int] = _INK,
    high: float = _HIGH,
    width: float = 0,
    align: str = "L",
) -> None:
    pdf.set_font(family, style, size)
    pdf.set_text_color(*colour)
    pdf.set_x(_MARGIN + indent)
    pdf.multi_cell(width or _WIDTH - indent, high, text, align=align, padding=0, new_x="LMARGIN", new_y="NEXT")


def _rule(pdf: "FPDF", colour: tuple[int, int, int]) -> None:
    pdf.set_draw_color(*colour)
    pdf.set_line_width(0.25)
    pdf.line(_MARGIN, pdf.get_y(), _MARGIN + _WIDTH, pdf.get_y())
