"""Pages laid on their side or upside down are read as a reader would turn them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf_tables import read_pdf
from extractors.picture import draw_grid

SAMPLE = Path(__file__).parents[1] / "golden" / "kua_ppas" / "sample.pdf"


def turned(quarters: int, target: Path) -> Path:
    document = pypdfium2.PdfDocument(SAMPLE)
    for page in document:
        page.set_rotation(90 * quarters)
    document.save(target)
    document.close()
    return target


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_shown_on_its_side_reads_as_upright_and_says_so(quarters: int, tmp_path: Path) -> None:
    upright = read_pdf(SAMPLE, "document")
    reading = read_pdf(turned(quarters, tmp_path / "turned.pdf"), "document")
    assert [(part.tables, part.texts) for part in reading.parts] == [
        (part.tables, part.texts) for part in upright.parts
    ]
    assert [part.turned for part in reading.parts] == [4 - quarters] * len(upright.parts)
    assert [code for code, _ in reading.warnings] == ["turned_page"] * len(upright.parts)


def test_its_picture_is_turned_too(tmp_path: Path) -> None:
    files = SAMPLE, turned(1, tmp_path / "turned.pdf")
    upright, other = (
        Image.open(draw_grid(file, read_pdf(file, "document").parts[0], tmp_path / f"{file.stem}.png"))
        for file in files
    )
    assert upright.size == other.size
    assert ImageStat.Stat(ImageChops.difference(upright, other)).mean[0] < 5  # the edges of letters, of 255


def test_a_sideways_heading_alone_turns_no_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 300))
    for line in range(5):
        canvas.drawString(60, 200 - 20 * line, "Penyediaan Perlengkapan Jalan")
    canvas.rotate(90)
    canvas.drawString(100, -30, "Urusan Perhubungan")
    canvas.save()
    assert [part.turned for part in read_pdf(tmp_path / "a.pdf", "document").parts] == [0]
