"""Tables drawn here and read back: what comes out must be what was drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf_tables import read_pdf
from extractors.records import Part, Reading, RejectedDocument, Table
from extractors.scan_rules import ScanRules

Draw = Callable[[Canvas], object]
WIDTH, HEIGHT = 400.0, 300.0


def read(tmp_path: Path, *pages: Draw) -> Reading:
    """The reading of a document with one page for each drawing function; pictures are not read."""
    path = tmp_path / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for draw in pages:
        canvas.setFont("Helvetica", 8)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_pdf(path, "drawn", ScanRules(is_on=False))


def read_part(tmp_path: Path, draw: Draw) -> Part:
    return read(tmp_path, draw).parts[0]


def texts(table: Table) -> list[list[str | None]]:
    return [[cell.text if cell is not None else None for cell in row.cells] for row in table.rows]


def level(canvas: Canvas, y: float, x0: float, x1: float) -> None:
    canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)


def upright(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)


def write(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.drawString(x, HEIGHT - y, text)


def box(canvas: Canvas, x0: float, top: float, x1: float, bottom: float, fill: str | None = None) -> None:
    if fill is not None:
        canvas.setFillColor(fill)
    canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0 if fill else 1, fill=1 if fill else 0)
    canvas.setFillColor(colors.black)


def plain_grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    for y in ys:
        level(canvas, y, xs[0], xs[-1])
    for x in xs:
        upright(canvas, x, ys[0], ys[-1])


def test_merged_heading_cells_keep_their_spans(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y, x0 in ((50, 50), (70, 100), (90, 50), (110, 50)):
            level(canvas, y, x0, 250)
        for x, top in ((50, 50), (100, 50), (175, 70), (250, 50)):
            upright(canvas, x, top, 110)
        write(canvas, 55, 75, "No")
        write(canvas, 150, 63, "Target")
        write(canvas, 110, 83, "K")
        write(canvas, 190, 83, "Rp")
        write(canvas, 55, 103, "1")
        write(canvas, 190, 103, "1,500,000")

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["No", "Target", None], [None, "K", "Rp"], ["1", "", "1,500,000"]]
    number, target = table.rows[0].cells[:2]
    assert number is not None and (number.row_span, number.col_span) == (2, 1)
    assert target is not None and (target.row_span, target.col_span) == (1, 2)
    assert [round(x) for x in table.edges] == [50, 100, 175, 250]


def test_wrapped_lines_are_joined_by_one_space_also_after_hyphen_and_slash(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        plain_grid(canvas, [50, 150, 250], [50, 100])
        for y, line in ((60, "Rata-"), (70, "rata program/"), (80, "kegiatan")):
            write(canvas, 55, y, line)

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["Rata- rata program/ kegiatan", ""]]


def test_a_word_drawn_in_two_pieces_stays_one_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        plain_grid(canvas, [50, 150, 250], [50, 70])
        write(canvas, 55, 63, "Pem")
        write(canvas, 55 + canvas.stringWidth("Pem", "Helvetica", 8), 63, "bangunan")

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["Pembangunan", ""]]


def test_touching_values_of_two_cells_are_not_joined(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        plain_grid(canvas, [50, 150, 250], [50, 70])
        write(canvas, 150 - canvas.stringWidth("7.000", "Helvetica", 8), 63, "7.000")
        write(canvas, 150, 63, "25")

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["7.000", "25"]]


def test_fills_become_the_colour_of_their_cells(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, 50, 70, 250, 90, "#ffe042")
        box(canvas, 50, 90, 250, 110, "#00c53f")
        box(canvas, 150, 90, 250, 110, "#ffffff")
        plain_grid(canvas, [50, 150, 250], [50, 70, 90, 110])

    (table,) = read_part(tmp_path, draw).tables
    fills = [[cell.fill if cell else None for cell in row.cells] for row in table.rows]
    assert fills == [[None, None], ["#ffe042", "#ffe042"], ["#00c53f", None]]


def test_a_row_cut_by_the_page_break_is_open_on_both_pages(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        for y in (50, 70):
            level(canvas, y, 50, 250)
        for x in (50, 150, 250):
            upright(canvas, x, 50, 280)
        write(canvas, 55, 63, "Uraian")
        write(canvas, 55, 83, "Peningkatan")

    def second(canvas: Canvas) -> None:
        for y in (60, 80):
            level(canvas, y, 50, 250)
        for x in (50, 150, 250):
            upright(canvas, x, 20, 80)
        write(canvas, 55, 33, "kualitas")

    reading = read(tmp_path, first, second)
    above, below = (part.tables[0] for part in reading.parts)
    assert texts(above) == [["Uraian", ""], ["Peningkatan", ""]]
    assert [row.is_open_below for row in above.rows] == [False, True]
    assert texts(below) == [["kualitas", ""], ["", ""]]
    assert [row.is_open_above for row in below.rows] == [True, False]


def test_a_closed_table_is_open_nowhere(tmp_path: Path) -> None:
    part = read_part(tmp_path, lambda canvas: plain_grid(canvas, [50, 150, 250], [50, 70, 90]))
    assert not any(row.is_open_above or row.is_open_below for row in part.tables[0].rows)


def test_missing_side_borders_are_added_where_lines_share_an_end(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (50, 70, 90):
            level(canvas, y, 50, 250)
        for x in (100, 175):
            upright(canvas, x, 50, 90)
        for x, text in ((55, "kiri"), (105, "tengah"), (180, "kanan")):
            write(canvas, x, 63, text)

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["kiri", "tengah", "kanan"], ["", "", ""]]


def test_borders_drawn_as_dots_or_dashes_are_borders(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.black)
        for y in (50, 70):
            for step in range(101):
                canvas.rect(50 + 2 * step, HEIGHT - y, 1, 1, stroke=0, fill=1)
        for x in (50, 150, 250):
            for step in range(11):
                upright(canvas, x, 50 + 2 * step, 51 + 2 * step)
        write(canvas, 55, 63, "titik")

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["titik", ""]]


def test_rulings_drawn_as_thin_filled_boxes_are_rulings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (50, 70, 90):
            box(canvas, 50, y, 250, y + 0.5, "#000000")
        for x in (50, 150, 249.5):
            box(canvas, x, 50, x + 0.5, 90, "#000000")
        write(canvas, 155, 83, "isi")

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["", ""], ["", "isi"]]


def test_white_strokes_are_no_table_and_their_text_stays_a_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(colors.white)
        plain_grid(canvas, [50, 150, 250], [10, 30])
        canvas.setStrokeColor(colors.black)
        write(canvas, 60, 23, "Formulir E.81")
        plain_grid(canvas, [50, 150, 250], [50, 70])
        write(canvas, 60, 63, "No")
        write(canvas, 60, 90, "Balikpapan, 5 Juli 2024")

    part = read_part(tmp_path, draw)
    assert [texts(table) for table in part.tables] == [[["No", ""]]]
    assert [(line.text, line.table_index) for line in part.texts] == [
        ("Formulir E.81", 0),
        ("Balikpapan, 5 Juli 2024", 1),
    ]


def test_a_frame_around_a_heading_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, 50, 10, 250, 40)
        write(canvas, 60, 30, "RENCANA KERJA")

    part = read_part(tmp_path, draw)
    assert part.tables == () and [line.text for line in part.texts] == ["RENCANA KERJA"]


def test_tables_that_do_not_touch_are_apart_and_lines_know_their_place_between(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        plain_grid(canvas, [50, 150, 250], [50, 70])
        write(canvas, 55, 63, "A")
        write(canvas, 55, 90, "di antara")
        plain_grid(canvas, [60, 120, 200, 240], [110, 130])
        write(canvas, 65, 123, "B")

    part = read_part(tmp_path, draw)
    assert [texts(table) for table in part.tables] == [[["A", ""]], [["B", "", ""]]]
    assert [(line.text, line.table_index) for line in part.texts] == [("di antara", 1)]


def test_blocks_side_by_side_are_lines_of_their_own_and_labels_keep_their_values(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 50, "Perangkat Daerah")
        write(canvas, 150, 50, ": Dinas Kesehatan")
        write(canvas, 20, 90, "Disusun di")
        write(canvas, 250, 91, "Dievaluasi di")

    part = read_part(tmp_path, draw)
    assert [line.text for line in part.texts] == ["Perangkat Daerah : Dinas Kesehatan", "Disusun di", "Dievaluasi di"]


def test_a_page_our_reader_trips_over_is_read_by_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object) -> None:
        raise IndexError("tersandung")

    def draw(canvas: Canvas) -> None:
        plain_grid(canvas, [50, 150, 250], [50, 70])
        write(canvas, 55, 63, "isi")

    monkeypatch.setattr("extractors.pdf_pages.build_tables", trip)
    reading = read(tmp_path, draw)
    assert texts(reading.parts[0].tables[0]) == [["isi", ""]]
    assert [code for code, _ in reading.warnings] == ["page_read_by_reference"]


def test_white_text_is_hidden_on_paper_and_seen_on_a_dark_fill(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, 50, 50, 250, 70, "#1f3864")
        plain_grid(canvas, [50, 150, 250], [50, 70, 90])
        canvas.setFillColor(colors.white)
        write(canvas, 55, 63, "Judul")
        write(canvas, 55, 83, "rahasia")
        canvas.setFillColor(colors.black)
        write(canvas, 155, 83, "terbaca")

    reading = read(tmp_path, draw)
    part = reading.parts[0]
    assert texts(part.tables[0]) == [["Judul", ""], ["", "terbaca"]]
    assert part.hidden_text == ("rahasia",)
    assert [code for code, _ in reading.warnings] == ["hidden_text"]


def test_text_beyond_the_sheet_stays_in_its_cell_and_is_reported(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        plain_grid(canvas, [50, 150, 600], [50, 70])
        write(canvas, 380, 63, "Pelatihan di luar lembar")

    reading = read(tmp_path, draw)
    assert texts(reading.parts[0].tables[0]) == [["", "Pelatihan di luar lembar"]]
    assert [code for code, _ in reading.warnings] == ["text_off_page"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_displayed(tmp_path: Path, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.rotate(turn)
        canvas.translate(*{0: (0, 0), 90: (0, -HEIGHT), 180: (-WIDTH, -HEIGHT), 270: (-WIDTH, 0)}[turn])
        canvas.setFont("Helvetica", 8)
        plain_grid(canvas, [50, 150, 250], [50, 70, 90])
        for x, y, text in ((55, 63, "satu dua"), (155, 63, "tiga"), (55, 83, "empat")):
            write(canvas, x, y, text)
        write(canvas, 55, 40, "Judul di atas")

    part = read_part(tmp_path, draw)
    assert texts(part.tables[0]) == [["satu dua", "tiga"], ["empat", ""]]
    assert [round(x) for x in part.tables[0].edges] == [50, 150, 250]
    assert [(line.text, line.table_index) for line in part.texts] == [("Judul di atas", 0)]


def test_places_count_from_the_corner_of_the_crop_box(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((40, 20, WIDTH, HEIGHT - 30))
        plain_grid(canvas, [50, 150, 250], [50, 70])

    table = read_part(tmp_path, draw).tables[0]
    assert table.box is not None
    assert [round(table.box.x0), round(table.box.top)] == [10, 20]


def test_upright_heading_text_reads_along_its_own_direction(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        plain_grid(canvas, [50, 80, 250], [50, 150])
        canvas.translate(62, HEIGHT - 145)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Satuan")
        canvas.drawString(0, -10, "kerja")

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["Satuan kerja", ""]]


def test_drawings_inside_form_objects_are_read_in_their_place(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("kop")
        canvas.setFont("Helvetica", 8)
        plain_grid(canvas, [50, 150, 250], [50, 70])
        box(canvas, 150, 50, 250, 70, "#ffe042")
        write(canvas, 55, 63, "dalam")
        canvas.endForm()
        canvas.translate(20, -40)
        canvas.doForm("kop")

    (table,) = read_part(tmp_path, draw).tables
    assert texts(table) == [["dalam", ""]]
    assert [round(x) for x in table.edges] == [70, 170, 270]
    assert [cell.fill for cell in table.rows[0].cells if cell] == [None, "#ffe042"]


def test_a_document_longer_than_one_opening_keeps_its_page_numbers(tmp_path: Path) -> None:
    pages = [lambda canvas, n=n: write(canvas, 50, 50, f"Halaman {n}") for n in range(1, 121)]
    parts = read(tmp_path, *pages).parts
    assert [part.page for part in parts] == list(range(1, 121))
    assert all(part.texts[0].text == f"Halaman {part.page}" for part in parts)


def test_an_empty_page_is_not_called_scanned(tmp_path: Path) -> None:
    reading = read(tmp_path, lambda canvas: write(canvas, 50, 50, "isi"), lambda canvas: None)
    assert [part.is_scanned for part in reading.parts] == [False, False]


def _draw_picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawInlineImage(Image.new("L", (40, 30), 200), 0, 0, WIDTH, HEIGHT)


def test_a_page_without_text_layer_is_marked_and_the_rest_is_read(tmp_path: Path) -> None:
    reading = read(tmp_path, _draw_picture, lambda canvas: write(canvas, 50, 50, "isi"))
    assert [part.is_scanned for part in reading.parts] == [True, False]
    assert [code for code, _ in reading.warnings] == ["scanned_page"]


def test_a_scan_with_a_stamp_is_still_a_scan(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        _draw_picture(canvas)
        write(canvas, 50, 290, "Ditandatangani secara elektronik")

    with pytest.raises(RejectedDocument, match="pindai") as rejection:
        read(tmp_path, draw, _draw_picture)
    assert rejection.value.reason_code == "scanned"


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 not a pdf", b"%PDF-1.7\nrubbish\n%%EOF"])
def test_what_is_no_pdf_is_rejected_as_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "aneh.pdf"
    path.write_bytes(content)
    with pytest.raises(RejectedDocument) as rejection:
        read_pdf(path, "x")
    assert rejection.value.reason_code == "damaged" and "aneh.pdf" in rejection.value.detail


def test_a_file_cut_off_in_transfer_is_rejected_instead_of_read_in_part(tmp_path: Path) -> None:
    read(tmp_path, *[lambda canvas: write(canvas, 50, 50, "isi")] * 20)
    whole = (tmp_path / "drawn.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(RejectedDocument, match="terpotong"):
        read_pdf(tmp_path / "cut.pdf", "x")


def test_a_password_is_said_to_be_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "rahasia.pdf"
    canvas = Canvas(str(path), encrypt="rahasia")
    canvas.drawString(50, 50, "isi")
    canvas.save()
    with pytest.raises(RejectedDocument, match="kata sandi") as rejection:
        read_pdf(path, "x")
    assert rejection.value.reason_code == "encrypted"
