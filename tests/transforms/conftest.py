"""Extractions as the extractors hand them on, built by hand from printed rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from config.layout import Layout, load_layouts
from config.reference import Reference, load_reference
from extractors.frame import rows_frame
from extractors.records import Block, Extraction, RawRow, row_id
from transforms.rows import classify_rows

#: (headings, rows, footers); a row is its values by column, ``_zone``, ``_page`` and ``_merged`` steer its place
PrintedBlock = tuple[Sequence[str], Sequence[dict[str, Any]], Sequence[str]]
BuildExtraction = Callable[[Layout, Sequence[PrintedBlock]], tuple[Extraction, pd.DataFrame]]


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="session")
def e81() -> Layout:
    return load_layouts()["e81_pdf"]


@pytest.fixture(scope="session")
def build_extraction() -> BuildExtraction:
    """Builds an extraction of pages and its classified rows; every block begins on a page of its own."""
    return _build


def _build(layout: Layout, blocks: Sequence[PrintedBlock]) -> tuple[Extraction, pd.DataFrame]:
    document_id = "d" * 64
    raw_rows: list[RawRow] = []
    made: list[Block] = []
    page = 0
    for number, (headings, rows, footers) in enumerate(blocks, start=1):
        page += 1
        first, counter = page, 0
        for printed in rows:
            if "_page" in printed and first + printed["_page"] - 1 != page:
                page, counter = first + printed["_page"] - 1, 0
            counter += 1
            raw_rows.append(_raw_row(layout, document_id, page, counter, number, printed))
        for text in footers:
            counter += 1
            raw_rows.append(_raw_row(layout, document_id, page, counter, number, {"_text": text, "_zone": "outside"}))
        made.append(Block(number, tuple(headings), tuple(footers), first, page))
    extraction = Extraction(document_id, "dokumen.pdf", "pdf", page, layout, raw_rows, made)
    return extraction, classify_rows(rows_frame(extraction), layout)


def _raw_row(layout: Layout, document_id: str, page: int, number: int, block: int, printed: dict[str, Any]) -> RawRow:
    values = {name: printed.get(name) for name in layout.columns}
    cells = [printed["_text"]] if "_text" in printed else list(values.values())
    return RawRow(
        source_row_id=row_id(document_id, page, number),
        document_id=document_id,
        page=page,
        sheet=None,
        row_number=number,
        sheet_row=None,
        block=block,
        zone=printed.get("_zone", "body"),
        bbox=None,
        cells=cells,
        values=values,
        merged_from_above=tuple(printed.get("_merged", ())),
        continued_by=printed.get("_continued_by"),
    )
