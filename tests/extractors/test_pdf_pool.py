"""Several processes read the chunks of a long document: the pages must come in order and a death must be told."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import pdf_pool, pdf_tables
from extractors.pdf_tables import read_pdf, stream_pdf
from extractors.records import RejectedDocument

CHUNK = 3
PAGES = 20


@pytest.fixture
def long_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages with a small table each, long enough for the small chunks of this test."""
    monkeypatch.setattr(pdf_pool, "CHUNK", CHUNK)
    monkeypatch.setattr(pdf_tables, "CHUNK", CHUNK)
    path = tmp_path / "panjang.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200))
    for number in range(1, PAGES + 1):
        canvas.grid([50, 150, 250], [50, 70, 90])
        canvas.drawString(55, 75, f"baris {number}")
        canvas.drawString(55, 150, f"Halaman {number}")
        canvas.showPage()
    canvas.save()
    return path


def test_pages_read_by_two_processes_are_those_of_one_in_the_same_order(long_document: Path) -> None:
    alone = read_pdf(long_document, "x")
    together = stream_pdf(long_document, "x", processes=2).reading()
    assert together == alone
    assert [part.page for part in together.parts] == list(range(1, PAGES + 1))
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_costs_the_document_and_names_its_pages(long_document: Path) -> None:
    parts = stream_pdf(long_document, "x", processes=2).parts
    next(parts)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(RejectedDocument, match=r"halaman \d+-\d+") as rejection:
        list(parts)
    assert rejection.value.reason_code == "reader_crashed"
    assert multiprocessing.active_children() == []


def test_readers_end_with_the_one_who_asked_for_less(long_document: Path) -> None:
    parts = stream_pdf(long_document, "x", processes=2).parts
    next(parts)
    assert len(multiprocessing.active_children()) == 2
    parts.close()
    assert multiprocessing.active_children() == []
