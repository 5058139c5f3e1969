"""What a DPA prints as a heading between its accounts counts for the sub kegiatan the form is of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from learned_world import CITY, Told

from warehouse import read
from warehouse.load import load_document

Row = dict[str, Any]
HEADING = "[#] Rapat koordinasi sesuai PKS Nomor 100/0/PKS/2023"


@pytest.fixture
def told(tmp_path: Path) -> Told:
    world = Told(tmp_path)
    world.bring("register")
    return world


def bring_dpa(told: Told, headings: dict[int, str], second: int | None = None) -> None:
    """A DPA of two forms (blocks 1 and 2), headings by block; ``second``: a block that holds two sub kegiatan."""
    place = {
        "slice_id": "dpa", "document_id": "dpa", "region_code": CITY, "kind": "dpa", "fiscal_year": 2024,
        "version": "murni", "skpd_name": "Dinas Contoh",
    }  # fmt: skip
    forms = [(1, "Pengadaan Rambu"), (2, "Pembinaan Kader"), *([(second, "Perawatan Gedung")] if second else [])]
    rows: list[Row] = []
    lines: list[Row] = []
    for number, (block, name) in enumerate(forms, start=1):
        row = {"source_row_id": f"form-{number}", "page": block, "row_number": number, "block": block}
        rows.append({**row, "row_kind": "line", "cells": [name]})
        lines.append(
            {
                **place, "line_item_id": f"line-{number}", "line_item_key": f"key-{number}",
                "source_row_id": f"form-{number}", "level": "sub_kegiatan", "name": name,
            }
        )  # fmt: skip
    rows += [
        {
            "source_row_id": f"heading-{block}", "page": block, "row_number": 12, "block": block,
            "row_kind": "section", "cells": ["", text, None, "600.000"],
        }
        for block, text in headings.items()
    ]  # fmt: skip
    frames = {"document_slice": [{**place, "is_complete": True}], "raw_row": rows, "line_item": lines}
    document = {"document_id": "dpa", "file_name": "dpa.pdf", "kind": "dpa", "page_count": 2}
    tables = {table: pd.DataFrame(content, dtype=object) for table, content in frames.items()}
    load_document(told.opened.engine, told.opened.run_id, document, tables)


def test_a_number_in_a_heading_is_credited_to_the_form_it_stands_in(told: Told) -> None:
    bring_dpa(told, {1: HEADING, 2: "[#] Rapat koordinasi"})
    told.settle()
    (link,) = told.rows("link", "state = 'accepted'")
    assert (link["line_item_id"], link["basis"], link["strength"]) == ("line-1", "nomor", "A")
    (citation,) = json.loads(link["evidence"])["citations"]
    assert citation["line_text"] == "100/0/PKS/2023"
    assert citation["row"] == {
        "source_row_id": "heading-1", "text": f"{HEADING} 600.000", "page": 1, "sheet": None, "row": 12,
    }  # fmt: skip


def test_whose_a_heading_is_isnt_guessed_in_a_form_of_several(told: Told) -> None:
    bring_dpa(told, {1: HEADING}, second=1)
    assert read.read_group_headings(told.opened.engine).empty
    told.settle()
    assert told.rows("link", "state = 'accepted'") == []


def test_without_such_forms_there_are_no_headings(told: Told) -> None:
    told.bring("rkpd")
    assert read.read_group_headings(told.opened.engine).empty
