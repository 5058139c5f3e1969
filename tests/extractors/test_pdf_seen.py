"""What is on the page but not on paper, and what is drawn of lines but no table."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf_tables import read_pdf
from extractors.records import Part

Draw = Callable[[Canvas], object]
WIDTH, HEIGHT = 400.0, 300.0
XS, YS = [50.0, 150.0, 250.0, 350.0], [50.0, 70.0, 90.0, 110.0]


def read_part(tmp_path: Path, draw: Draw) -> Part:
    path = tmp_path / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Helvetica", 8)
    draw(canvas)
    canvas.save()
    return read_pdf(path, "drawn").parts[0]


def texts(part: Part) -> list[list[list[str | None]]]:
    return [[[cell.text if cell else None for cell in row.cells] for row in table.rows] for table in part.tables]


def write(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.drawString(x, HEIGHT - y, text)


def grid(canvas: Canvas) -> None:
    canvas.grid(XS, [HEIGHT - y for y in YS])


def cover(
    canvas: Canvas, x0: float, top: float, x1: float, bottom: float, colour: str = "#ffffff", alpha: float = 1
) -> None:
    canvas.setFillColor(colour, alpha)
    canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
    canvas.setFillColor(colors.black)


def test_text_painted_over_later_is_hidden_and_what_is_written_on_top_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 55, 63, "1.000.000")
        write(canvas, 60, 200, "angka lama")
        cover(canvas, 50, 50, 150, 70)
        cover(canvas, 40, 185, 200, 210)
        write(canvas, 55, 63, "2.000.000")
        write(canvas, 60, 230, "angka baru")
        grid(canvas)

    part = read_part(tmp_path, draw)
    assert texts(part)[0][0] == ["2.000.000", "", ""]
    assert [line.text for line in part.texts] == ["angka baru"]
    assert part.hidden_text == ("1.000.000", "angka lama")


def test_a_fill_behind_text_or_one_that_lets_it_shine_through_hides_nothing(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        cover(canvas, 50, 50, 150, 70, "#ffe042")
        write(canvas, 55, 63, "di atas")
        write(canvas, 155, 63, "disorot")
        write(canvas, 255, 63, "sebelahnya diisi")
        cover(canvas, 150, 50, 250, 70, "#ffff00", alpha=0.4)
        cover(canvas, 250, 70, 350, 90, "#00c53f")
        grid(canvas)

    part = read_part(tmp_path, draw)
    assert texts(part)[0][0] == ["di atas", "disorot", "sebelahnya diisi"]
    assert part.hidden_text == ()


def test_transparent_lines_part_nothing(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeAlpha(0)
        canvas.line(100, HEIGHT - 50, 100, HEIGHT - 110)
        canvas.setStrokeAlpha(1)
        grid(canvas)
        write(canvas, 80, 63, "satu sel utuh")

    assert texts(read_part(tmp_path, draw))[0][0] == ["satu sel utuh", "", ""]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_and_single_letters_turned_any_way_read_along_their_own_direction(tmp_path: Path, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 150, 250], [HEIGHT - 50, HEIGHT - 150])
        canvas.translate(100, HEIGHT - 100)
        canvas.rotate(turn)
        canvas.drawString(-30, 4, "Satuan kerja")
        canvas.drawString(-30, -8, "K 4")

    assert texts(read_part(tmp_path, draw)) == [[["Satuan kerja K 4", ""]]]


def test_letters_set_apart_by_even_spacing_are_read_one_by_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        canvas.drawString(55, HEIGHT - 63, "NO", charSpace=120)

    assert texts(read_part(tmp_path, draw))[0][0] == ["N", "O", ""]


def test_a_bar_chart_over_grid_lines_is_no_table_and_its_words_are_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for step in range(9):
            canvas.line(50 + 30 * step, HEIGHT - 50, 50 + 30 * step, HEIGHT - 190)
        for step in range(8):
            canvas.line(50, HEIGHT - 50 - 20 * step, 290, HEIGHT - 50 - 20 * step)
        for at in (50, 90, 130):
            cover(canvas, 50, at, 140, at + 20, "#ccffff")
            cover(canvas, 140, at, 260, at + 20, "#00ffff")
        for number, at in enumerate((60, 100, 140)):
            write(canvas, 90 + 30 * number, at + 5, f"{number}5,5")

    part = read_part(tmp_path, draw)
    assert part.tables == ()
    assert [line.text for line in part.texts] == ["05,5", "15,5", "25,5"]


def test_a_sparse_grid_with_a_curve_is_a_chart_and_a_full_one_with_a_signature_a_table(tmp_path: Path) -> None:
    def curve(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(60, HEIGHT - 100)
        for step in range(40):
            path.lineTo(60 + 2 * step, HEIGHT - 80 + 15 * math.sin(step / 3))
        canvas.drawPath(path)

    def chart(canvas: Canvas) -> None:
        grid(canvas)
        curve(canvas)
        for x in XS[:3]:
            write(canvas, x + 5, 63, "2024")

    def signed(canvas: Canvas) -> None:
        chart(canvas)
        for x in XS[:3]:
            for y in YS[1:3]:
                write(canvas, x + 5, y + 13, "isi")

    assert read_part(tmp_path, chart).tables == ()
    assert texts(read_part(tmp_path, signed)) == [[["2024"] * 3, ["isi"] * 3, ["isi"] * 3]]


def test_a_blank_form_and_an_empty_grid_stay_tables(tmp_path: Path) -> None:
    def form(canvas: Canvas) -> None:
        canvas.grid(XS, [HEIGHT - 50 - 15 * step for step in range(12)])
        for x, text in zip(XS, ("No", "Uraian", "Pagu"), strict=False):
            write(canvas, x + 5, 60, text)

    assert len(read_part(tmp_path, form).tables[0].rows) == 11
    assert texts(read_part(tmp_path, grid)) == [[["", "", ""]] * 3]


def test_a_small_grid_with_one_word_stays_a_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        write(canvas, 55, 63, "satu")

    assert texts(read_part(tmp_path, draw))[0][0] == ["satu", "", ""]


def test_the_field_of_a_chart_with_its_level_lines_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for step in range(6):
            canvas.line(50, HEIGHT - 50 - 20 * step, 290, HEIGHT - 50 - 20 * step)
            write(canvas, 30, 53 + 20 * step, str(100 - 20 * step))
        canvas.line(50, HEIGHT - 50, 50, HEIGHT - 150)
        cover(canvas, 90, 90, 110, 150, "#f9a03c")

    part = read_part(tmp_path, draw)
    assert part.tables == () and [line.text for line in part.texts] == ["100", "80", "60", "40", "20", "0"]


def test_a_watermark_is_no_part_of_the_cells_it_covers_and_is_reported(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        write(canvas, 155, 83, "1.250.000")
        canvas.translate(200, HEIGHT - 80)
        canvas.rotate(30)
        canvas.setFont("Helvetica", 40)
        canvas.setFillGray(0.8)
        canvas.drawCentredString(0, -15, "SALINAN")

    path = tmp_path / "drawn.pdf"
    part = read_part(tmp_path, draw)
    assert texts(part) == [[["", "", ""], ["", "1.250.000", ""], ["", "", ""]]]
    assert [code for code, _ in read_pdf(path, "x").warnings] == ["stamped_text"]


def test_an_underlined_link_that_fills_its_cell_parts_no_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        write(canvas, 152, 63, "https://jdih.balikpapan.go.id")
        width = canvas.stringWidth("https://jdih.balikpapan.go.id", "Helvetica", 8)
        canvas.setLineWidth(0.4)
        canvas.line(152, HEIGHT - 64, 152 + width, HEIGHT - 64)

    assert texts(read_part(tmp_path, draw))[0] == [["", "https://jdih.balikpapan.go.id", ""], [""] * 3, [""] * 3]


def test_tables_of_one_page_do_not_shift_each_others_columns(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        canvas.grid([52, 152.5, 348], [HEIGHT - 150, HEIGHT - 170])

    first, second = read_part(tmp_path, draw).tables
    assert [round(x, 1) for x in first.edges] == XS
    assert [round(x, 1) for x in second.edges] == [52, 152.5, 348]
