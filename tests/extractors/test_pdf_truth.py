"""The real E.81 of 130 pages against a truth made apart from this project."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from extractors.pdf_tables import read_pdf
from extractors.records import Reading, TableRow

MEASURES = [f"{half}{number}" for number in range(5, 16) for half in ("k", "rp")]
COLUMNS = ["no", "name", "indicator", "unit", *MEASURES, "unit_pd", "explanation"]


@pytest.fixture(scope="module")
def reading(shared_data: Path) -> Reading:
    return read_pdf(shared_data / "budget/balikpapan_e81_2024_tw2.pdf", "e81")


@pytest.fixture(scope="module")
def truth(shared_data: Path) -> dict[int, list[dict[str, str]]]:
    """Body rows by page."""
    rows: dict[int, list[dict[str, str]]] = defaultdict(list)
    with (shared_data / "budget/truth/e81_2024_rows.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            rows[int(row["page"])].append(row)
    return rows


def body_rows(reading: Reading) -> dict[int, list[TableRow]]:
    """The rows below the numbering row and its row of K and Rp, by page."""
    bodies: dict[int, list[TableRow]] = {}
    for part in reading.parts:
        rows = [row for table in part.tables for row in table.rows]
        numbering = next(
            (i for i, row in enumerate(rows) if [c.text for c in row.cells[:3] if c] == ["1", "2", "3"]), -1
        )
        if part.page is not None and numbering >= 0:
            bodies[part.page] = rows[numbering + 2 :]
    return bodies


def drop_blank_tail(rows: list[TableRow]) -> list[TableRow]:
    """Without blank rows at the end: on two pages the truth counts two where the print has no line between them."""
    while rows and not any(cell and cell.text for cell in rows[-1].cells):
        rows = rows[:-1]
    return rows


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.real
def test_every_body_row_of_the_real_print_has_its_28_cells(
    reading: Reading, truth: dict[int, list[dict[str, str]]]
) -> None:
    wrong = []
    bodies = body_rows(reading)
    for page, rows in truth.items():
        found = drop_blank_tail(bodies.get(page, []))
        wanted = rows[: len(found)]
        assert all(not any(row[c] for c in COLUMNS) for row in rows[len(found) :]), f"rows missing on page {page}"
        for got, row in zip(found, wanted, strict=True):
            texts = [squeeze(cell.text) if cell else "" for cell in got.cells]
            printed = [squeeze(row[column]) for column in COLUMNS]
            same = Counter(filter(None, texts)) == Counter(filter(None, printed)) if row["merged_cells"] else False
            if not same and texts != printed:
                wrong.append(
                    (
                        page,
                        row["row_on_page"],
                        [pair for pair in zip(printed, texts, strict=False) if len(set(pair)) > 1],
                    )
                )
    assert wrong == []
    assert sum(len(rows) for rows in bodies.values()) >= 3236


@pytest.mark.real
def test_rows_keep_the_colour_that_tells_their_level(reading: Reading, truth: dict[int, list[dict[str, str]]]) -> None:
    colours: dict[str, set[str]] = defaultdict(set)
    for page, rows in body_rows(reading).items():
        for got, row in zip(rows, truth[page], strict=False):
            if row["fill"] and got.cells[2] is not None:
                colours[str(got.cells[2].fill)].add(row["fill"])
    assert "None" not in colours and all(len(names) == 1 for names in colours.values())


@pytest.mark.real
def test_the_white_boxed_heading_comes_as_lines_above_the_table(reading: Reading) -> None:
    first = reading.parts[0]
    assert [line.text for line in first.texts] == [
        "Formulir E.81",
        "Evaluasi Terhadap Hasil Renja Perangkat Daerah Lingkup Kabupaten / Kota",
        "Renja Perangkat Daerah Dinas Pendidikan dan Kebudayaan",
        "Tahun 2024 - Triwulan 2",
    ]
    assert {line.table_index for line in first.texts} == {0}


@pytest.mark.real
def test_hidden_marks_and_text_off_the_sheet_are_reported(
    reading: Reading, truth: dict[int, list[dict[str, str]]]
) -> None:
    assert reading.parts[4].hidden_text == ("#1#", "#2#")
    off_page = {page for page, rows in truth.items() if any(row["offpage_text"] for row in rows)}
    reported = {int(detail.split()[1].rstrip(":")) for code, detail in reading.warnings if code == "text_off_page"}
    assert reported == off_page
