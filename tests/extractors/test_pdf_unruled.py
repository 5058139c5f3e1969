"""Rows of a ruled table that carry only their outer box, and merged labels that must not be taken for such rows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf_tables import read_pdf

HEIGHT = 300.0
XS = [20.0, 60.0, 180.0, 230.0, 280.0, 330.0, 380.0]
VALUES = ["", "Persentase pelanggan air", "500", "0", "25", "8,130,858"]


def read_rows(tmp_path: Path, draw_row: object) -> list[list[str | None]]:
    """Rows of a table whose first row has all rules; ``draw_row(canvas)`` draws a second row from y 70 to 90."""
    path = tmp_path / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(400, HEIGHT))
    canvas.setFont("Helvetica", 8)
    draw_row(canvas)  # type: ignore[operator]
    canvas.setFillColor(colors.black)
    for x in XS:
        canvas.line(x, HEIGHT - 50, x, HEIGHT - 70)
    for x in (XS[0], XS[-1]):
        canvas.line(x, HEIGHT - 70, x, HEIGHT - 90)
    for y in (50, 70, 90):
        canvas.line(XS[0], HEIGHT - y, XS[-1], HEIGHT - y)
    canvas.save()
    (table,) = read_pdf(path, "x").parts[0].tables
    return [[cell.text if cell else None for cell in row.cells] for row in table.rows]


def write_values(canvas: Canvas, values: list[str]) -> None:
    for left, right, value in zip(XS, XS[1:], values, strict=False):
        if value.replace(",", "").isdigit() and len(value) > 3:
            canvas.drawRightString(right - 1, HEIGHT - 83, value)
        else:
            canvas.drawString(left + 1, HEIGHT - 83, value)


def test_values_standing_column_by_column_are_cut_at_the_column_edges(tmp_path: Path) -> None:
    rows = read_rows(tmp_path, lambda canvas: write_values(canvas, VALUES))
    assert rows[1] == VALUES


def test_values_that_touch_across_an_edge_are_cut_where_each_was_drawn_by_itself(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write_values(canvas, ["", "Persentase", "500", "", "25", "10"])
        canvas.drawRightString(XS[4] - 1, HEIGHT - 83, "0")

    assert read_rows(tmp_path, draw)[1] == ["", "Persentase", "500", "0", "25", "10"]


@pytest.mark.parametrize(
    ("draw", "label"),
    [
        (lambda canvas, text: canvas.drawRightString(379, HEIGHT - 83, text), "RATA-RATA CAPAIAN KINERJA DAN ANGGARAN"),
        (lambda canvas, text: canvas.drawCentredString(200, HEIGHT - 83, text), "JUMLAH TOTAL"),
        (lambda canvas, text: canvas.drawString(22, HEIGHT - 83, text), "Predikat Kinerja"),
        (lambda canvas, text: canvas.drawRightString(379, HEIGHT - 83, text), "Predikat"),
    ],
)
def test_a_merged_label_stays_one_cell(tmp_path: Path, draw: object, label: str) -> None:
    rows = read_rows(tmp_path, lambda canvas: draw(canvas, label))  # type: ignore[operator]
    assert rows[1] == [label, None, None, None, None, None]


def test_shaded_areas_that_tile_a_row_cut_it_also_where_values_are_missing(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor("#00c53f")
        for left, right in pairwise(XS):
            canvas.rect(left, HEIGHT - 90, right - left, 20, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        write_values(canvas, ["", "Persentase", "", "", "", "0"])

    assert read_rows(tmp_path, draw)[1] == ["", "Persentase", "", "", "", "0"]


def test_bands_of_shading_that_ignore_the_columns_leave_a_merged_cell_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor("#d9d9d9")
        for left, right in ((20, 26), (26, 374), (374, 380)):
            for top, bottom in ((70, 80), (80, 90)):
                canvas.rect(left, HEIGHT - bottom, right - left, bottom - top, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        canvas.drawString(150, HEIGHT - 83, "PROGRAM PENUNJANG URUSAN PEMERINTAHAN")

    assert read_rows(tmp_path, draw)[1] == ["PROGRAM PENUNJANG URUSAN PEMERINTAHAN", None, None, None, None, None]
