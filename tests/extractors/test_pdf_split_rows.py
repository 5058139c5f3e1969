"""Long tables over many pages: repeated headings go, rows cut by a page break become whole, nothing else changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.detect import extract

WIDTH, HEIGHT, LINE, TOP = 500.0, 400.0, 9.0, 70.0
EDGES = (30.0, 60.0, 160.0, 360.0, 470.0)
HEADINGS = ("No", "Kode", "Uraian", "Plafon Anggaran")
WORDS = ("Penyediaan", "jasa", "surat", "menyurat", "Pembinaan", "dan", "pengawasan", "(umum)", "PKS-02", "3")


@dataclass(frozen=True)
class Plan:
    """``rows``: the printed lines of each name; ``room``: lines of the body of a page; ``drift``: points by which
    every other page stands further right, as where the binding margin changes sides."""

    rows: list[list[str]]
    room: int
    has_header_everywhere: bool
    has_numbering: bool
    may_split: bool
    has_footer: bool
    drift: float


def amount(index: int) -> str:
    return f"{(index + 1) * 1_250_500:,}".replace(",", ".")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
    return Plan(
        rows=draw(st.lists(st.lists(line, min_size=1, max_size=6), min_size=3, max_size=16)),
        room=draw(st.integers(7, 25)),
        has_header_everywhere=draw(st.booleans()),
        has_numbering=draw(st.booleans()),
        may_split=draw(st.booleans()),
        has_footer=draw(st.booleans()),
        drift=draw(st.sampled_from((0.0, 0.0, 2.0, 25.0))),
    )


Piece = tuple[int, list[str], bool, bool]  # row, its lines here, does it begin here, does it end here


def paginate(plan: Plan) -> list[list[Piece]]:
    """The pieces of rows on each page; a row that doesn't fit is cut, or goes whole to the next page."""
    pages: list[list[Piece]] = [[]]
    left = plan.room
    for index, lines in enumerate(plan.rows):
        begins, rest = True, lines
        while rest:
            if len(rest) > left and not (plan.may_split and left > 0):
                pages.append([])
                left = plan.room
            here, rest = rest[:left], rest[left:]
            pages[-1].append((index, here, begins, not rest))
            left, begins = left - len(here), False
    return [page for page in pages if page]


def draw_document(path: Path, plan: Plan) -> int:
    """Returns how many pieces go on from the page before."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    cut = 0
    for number, page in enumerate(paginate(plan)):
        canvas.setFont("Helvetica", 7)
        edges = [edge + (plan.drift if number % 2 else 0.0) for edge in EDGES]
        y = TOP
        if number == 0:
            canvas.drawString(30, HEIGHT - 30, "PRIORITAS DAN PLAFON ANGGARAN SEMENTARA (PPAS)")
        if plan.has_footer:
            canvas.drawString(220, 15, f"Halaman {number + 1}")
        level = [y]
        heads = [HEADINGS, *([("(1)", "(2)", "(3)", "(4)")] if plan.has_numbering else [])]
        for texts in heads if number == 0 or plan.has_header_everywhere else []:
            for x, text in zip(edges, texts, strict=False):
                canvas.drawString(x + 2, HEIGHT - y - 7, text)
            y += LINE + 2
            level.append(y)
        if not page[0][2]:
            cut += 1
            # No border opens the rest of a row; below a header it is the header's own.
            level = level[1:] if len(level) == 1 else level
        for index, lines, begins, ends in page:
            if begins:
                for x, text in zip((edges[0], edges[1]), (str(index + 1), f"1.01.{index + 1:02d}"), strict=True):
                    canvas.drawString(x + 2, HEIGHT - y - 7, text)
                width = canvas.stringWidth(amount(index), "Helvetica", 7)
                canvas.drawString(edges[-1] - 2 - width, HEIGHT - y - 7, amount(index))
            for line in lines:
                canvas.drawString(edges[2] + 2, HEIGHT - y - 7, line)
                y += LINE
            y += 2
            if ends:
                level.append(y)
        for at in level:
            canvas.line(edges[0], HEIGHT - at, edges[-1], HEIGHT - at)
        for x in edges:
            canvas.line(x, HEIGHT - TOP, x, HEIGHT - y)
        canvas.showPage()
    canvas.save()
    return cut


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans())
def test_every_row_of_a_long_table_comes_once_and_whole(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "ppas.pdf"
    cut = draw_document(path, plan)
    rows = extract(path).rows
    body = [row for row in rows if row.zone == "body"]
    found = [tuple(row.values.get(name) for name in ("no", "code_1", "name", "pagu")) for row in body]
    wanted = [
        (str(index + 1), f"1.01.{index + 1:02d}", " ".join(lines), amount(index))
        for index, lines in enumerate(plan.rows)
    ]
    assert found == wanted
    assert sum(row.zone == "continued" for row in rows) == cut
