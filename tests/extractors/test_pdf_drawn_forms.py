"""Unseen forms: whatever way a table is drawn, its cells come back as a reader of the paper sees them."""

from __future__ import annotations

from pathlib import Path

from drawn_forms import DrawnTable, Look, draw_page, pages
from hypothesis import HealthCheck, given, settings

from extractors.pdf_tables import read_pdf


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages())
def test_a_form_reads_as_drawn_in_whatever_way_its_lines_fills_and_marks_are_made(
    tmp_path: Path, page: tuple[Look, list[DrawnTable]]
) -> None:
    look, drawn = page
    path = tmp_path / "form.pdf"
    draw_page(path, look, drawn)
    reading = read_pdf(path, "x")
    part = reading.parts[0]
    keeps_fill = look.mark != "highlight"  # a mark on a word may be the last paint behind the middle of its cell
    seen = [
        [[(c.text, c.row_span, c.col_span, c.fill if keeps_fill else None) if c else None for c in row.cells]
         for row in table.rows]
        for table in part.tables
    ]  # fmt: skip
    wanted = [
        [[cell and (*cell[:3], cell[3] if keeps_fill else None) for cell in row] for row in table.seen(look)]
        for table in drawn
        if len(table.cells) > 1
    ]
    assert seen == wanted
    assert "Judul di atas" in [line.text for line in part.texts]
    warned = {code for code, _ in reading.warnings}
    assert warned == ({"stamped_text"} if look.mark == "watermark" else set())
