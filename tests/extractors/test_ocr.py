"""Scanned pages: the grid and figures of a picture, and what happens where it can't be read."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw
from reportlab.lib.pagesizes import A5, landscape
from reportlab.pdfgen.canvas import Canvas

from extractors.ocr_tesseract import INSTALL_COMMAND, is_installed
from extractors.pdf_tables import read_pdf
from extractors.records import Part, RejectedDocument
from extractors.scan_rules import READ_SCANS, ScanRules

needs_tesseract = pytest.mark.skipif(not is_installed(), reason="tesseract or its Indonesian data is not installed")

HEAD = ("KODE", "URAIAN", "SEBELUM", "SESUDAH", "SELISIH")
WIDTHS = (60, 150, 90, 90, 90)
ROW, N_ROWS = 16, 14


def amount(rupiah: int) -> str:
    return f"{rupiah:,}".replace(",", ".") + ",00"


def printed_rows(seed: int = 7) -> list[tuple[str, ...]]:
    draw = random.Random(seed)
    rows: list[tuple[str, ...]] = [HEAD]
    for number in range(N_ROWS):
        before, after = (draw.randrange(10**6, 10**10) for _ in range(2))
        code = f"1.03.{draw.randrange(1, 10):02}.2.{draw.randrange(1, 100):02}"
        rows.append((code, f"Belanja {['Barang', 'Modal', 'Jasa', 'Hibah'][number % 4]}", amount(before), amount(after),
                     amount(abs(after - before))))  # fmt: skip
    return rows


def draw_table(canvas: Canvas, rows: Sequence[Sequence[str]]) -> None:
    """The table with its top left corner 40 points from that of the page, below a heading."""
    height = canvas._pagesize[1]
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(40, height - 30, "PENJABARAN PERUBAHAN APBD")
    canvas.setFont("Helvetica", 8)
    top, bottom = height - 40, height - 40 - ROW * len(rows)
    edges = [40 + sum(WIDTHS[:column]) for column in range(len(WIDTHS) + 1)]
    for index in range(len(rows) + 1):
        canvas.line(edges[0], top - ROW * index, edges[-1], top - ROW * index)
    for edge in edges:
        canvas.line(edge, top, edge, bottom)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            y = top - ROW * index - 11
            if column >= 2 and index:
                canvas.drawRightString(edges[column + 1] - 3, y, text)
            else:
                canvas.drawString(edges[column] + 3, y, text)
    canvas.showPage()


def write_text_pdf(path: Path, *pages: Sequence[Sequence[str]]) -> Path:
    canvas = Canvas(str(path), pagesize=landscape(A5))
    for rows in pages:
        draw_table(canvas, rows)
    canvas.save()
    return path


def picture_of(path: Path, dpi: int, turned: float = 0.0) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        picture: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return picture.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor=255)


def write_scan(path: Path, picture: Image.Image, dpi: int) -> Path:
    picture.save(path, resolution=dpi)
    return path


def scan(tmp_path: Path, dpi: int = 300, turned: float = 0.0) -> Path:
    text = write_text_pdf(tmp_path / "text.pdf", printed_rows())
    return write_scan(tmp_path / "scan.pdf", picture_of(text, dpi, turned), dpi)


def read(path: Path, scans: ScanRules = READ_SCANS) -> Sequence[Part]:
    return read_pdf(path, "scan", scans).parts


def cells_of(part: Part) -> list[list[tuple[str, bool]]]:
    (table,) = part.tables
    return [[(cell.text, cell.is_sure) for cell in row.cells if cell is not None] for row in table.rows]


def wrong_and_sure(part: Part, rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """(read, printed) of figures that were read as another one without a doubt."""
    return [
        (text, printed)
        for cells, row in zip(cells_of(part), rows, strict=True)
        for (text, is_sure), printed in zip(cells, row, strict=True)
        if is_sure and any(map(str.isdigit, printed)) and text.replace(" ", "") != printed
    ]


@needs_tesseract
def test_a_turned_scan_gives_the_grid_and_the_figures_of_its_print(tmp_path: Path) -> None:
    (part,) = read(scan(tmp_path, turned=1.3))
    rows = printed_rows()
    assert part.is_scanned
    assert [len(row) for row in cells_of(part)] == [len(HEAD)] * len(rows)
    assert wrong_and_sure(part, rows) == []
    figures = [is_sure for row in cells_of(part)[1:] for text, is_sure in row if any(map(str.isdigit, text))]
    assert sum(figures) >= 0.9 * 4 * N_ROWS, "clean print at 300 dpi is hardly ever in doubt"
    assert [line.text for line in part.texts] == ["PENJABARAN PERUBAHAN APBD"]


@needs_tesseract
def test_rows_of_a_turned_scan_are_placed_where_the_page_shows_them(tmp_path: Path) -> None:
    (part,) = read(scan(tmp_path, dpi=150, turned=1.0))
    (table,) = part.tables
    height, width = landscape(A5)[1], landscape(A5)[0]
    first, last = table.rows[0].box, table.rows[-1].box
    assert first is not None and last is not None
    # Turned anticlockwise about its middle, the left end of the table sinks and its right end rises.
    rise = (width / 2 - 40) * 0.01745
    assert first.top == pytest.approx(40 - rise, abs=3)
    assert last.bottom == pytest.approx(40 + ROW * (N_ROWS + 1) + rise, abs=3)
    assert last.bottom < height


@needs_tesseract
def test_a_figure_under_ink_is_not_read_as_another_one(tmp_path: Path) -> None:
    text = write_text_pdf(tmp_path / "text.pdf", printed_rows())
    picture = picture_of(text, 300)
    pen = ImageDraw.Draw(picture)
    k = 300 / 72
    for row in range(2, 10):  # a signature across the column SESUDAH
        y = (40 + ROW * row + 8) * k
        pen.line([(345 * k, y - 40), (400 * k, y + 30), (425 * k, y - 30)], fill=40, width=6)
    (part,) = read(write_scan(tmp_path / "scan.pdf", picture, 300))
    assert wrong_and_sure(part, printed_rows()) == []
    assert not all(cells[3][1] for cells in cells_of(part)[2:10]), "struck figures are in doubt"


@needs_tesseract
def test_lone_roman_numbers_head_their_columns(tmp_path: Path) -> None:
    rows = printed_rows()
    rows[1] = ("I", "Triwulan", "II", "III", "IV")
    text = write_text_pdf(tmp_path / "text.pdf", rows)
    (part,) = read(write_scan(tmp_path / "scan.pdf", picture_of(text, 300), 300))
    heads = [text.upper() for text, _ in cells_of(part)[1]]  # headings are compared without regard to case
    assert heads == ["I", "TRIWULAN", "II", "III", "IV"]


@needs_tesseract
def test_a_dark_row_is_read_like_a_white_one(tmp_path: Path) -> None:
    picture = picture_of(write_text_pdf(tmp_path / "text.pdf", printed_rows()), 200)
    tint = Image.new("L", picture.size, 255)
    k = 200 / 72
    ImageDraw.Draw(tint).rectangle([40 * k, (40 + ROW * 4) * k, (40 + sum(WIDTHS)) * k, (40 + ROW * 5) * k], fill=127)
    darkened = ImageChops.multiply(picture, tint)
    (part,) = read(write_scan(tmp_path / "scan.pdf", darkened, 200))
    assert len(cells_of(part)) == len(printed_rows())
    assert [text for text, _ in cells_of(part)[4]] == list(printed_rows()[4])


@needs_tesseract
def test_a_scanned_page_without_any_ruling_is_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "text.pdf"), pagesize=landscape(A5))
    for line in range(8):
        canvas.drawString(50, 350 - 30 * line, f"Pasal {line + 1} Para pihak sepakat bekerja sama")
    canvas.save()
    (part,) = read(write_scan(tmp_path / "scan.pdf", picture_of(tmp_path / "text.pdf", 200), 200))
    assert part.tables == ()
    assert [line.text for line in part.texts] == [f"Pasal {n} Para pihak sepakat bekerja sama" for n in range(1, 9)]


@needs_tesseract
def test_text_pages_of_a_mixed_document_are_read_as_text(tmp_path: Path) -> None:
    rows = [printed_rows(1), printed_rows(2), printed_rows(3)]
    text = write_text_pdf(tmp_path / "text.pdf", *rows)
    with pypdfium2.PdfDocument(text) as document:
        picture = document[1].render(scale=200 / 72, grayscale=True).to_pil()
        with pypdfium2.PdfDocument(write_scan(tmp_path / "picture.pdf", picture, 200)) as scanned:
            del document[1]
            document.import_pages(scanned, index=1)
            document.save(tmp_path / "mixed.pdf")
    reading = read_pdf(tmp_path / "mixed.pdf", "mixed")
    assert [part.is_scanned for part in reading.parts] == [False, True, False]
    assert {code for code, _ in reading.warnings} >= {"ocr", "scanned_page"}
    for part, printed in zip(reading.parts, rows, strict=True):
        assert wrong_and_sure(part, printed) == []
    assert [[text for text, _ in row] for row in cells_of(reading.parts[2])] == [list(row) for row in rows[2]]


def test_without_tesseract_the_refusal_names_the_command_that_installs_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from extractors.detect import extract\n"
        "from extractors.records import RejectedDocument\n"
        "try: extract(Path(sys.argv[1]))\n"
        "except RejectedDocument as refusal: print(refusal.reason_code, refusal.detail)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code, str(scan(tmp_path, dpi=150))],
        env={**os.environ, "PATH": ""}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert finished.stdout.startswith("scanned ")
    assert INSTALL_COMMAND in finished.stdout


def test_a_scan_too_coarse_to_read_is_not_blamed_on_a_missing_program(tmp_path: Path) -> None:
    with pytest.raises(RejectedDocument, match="terlalu kasar") as refusal:
        read(scan(tmp_path, dpi=75))
    assert refusal.value.reason_code == "scanned"
    assert INSTALL_COMMAND not in refusal.value.detail


def test_scans_are_left_alone_where_the_setting_says_so(tmp_path: Path) -> None:
    with pytest.raises(RejectedDocument, match=re.escape("setelan ocr")):
        read(scan(tmp_path, dpi=150), ScanRules(is_on=False))


@needs_tesseract
def test_a_page_that_takes_too_long_costs_its_document(tmp_path: Path) -> None:
    with pytest.raises(RejectedDocument) as refusal:
        read(scan(tmp_path), ScanRules(page_time_limit_s=0))
    assert refusal.value.reason_code == "ocr_timeout"


@needs_tesseract
def test_a_document_with_more_scanned_pages_than_allowed_is_refused_before_it_is_read(tmp_path: Path) -> None:
    picture = picture_of(write_text_pdf(tmp_path / "text.pdf", printed_rows()), 150)
    picture.save(tmp_path / "scan.pdf", save_all=True, append_images=[picture, picture], resolution=150)
    with pytest.raises(RejectedDocument, match="ocr_page_limit") as refusal:
        read(tmp_path / "scan.pdf", ScanRules(page_limit=2))
    assert refusal.value.reason_code == "ocr_too_long"
