"""Links after a document went out and came back before anything was reconciled: none may be missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from config.settings import Settings
from flows.opened import Opened
from flows.settle import settle
from warehouse import read
from warehouse.archive import default_archive
from warehouse.load import load_document
from warehouse.runs import start_run

AS_OF = date(2024, 10, 15)
NUMBER = "660/041/PKS/2022"


def load(opened: Opened, name: str, kind: str, frames: dict[str, list[dict[str, Any]]]) -> None:
    document = {"document_id": name, "file_name": f"{name}.pdf", "kind": kind, "page_count": 1}
    tables = {table: pd.DataFrame(rows, dtype=object) for table, rows in frames.items()}
    load_document(opened.engine, opened.run_id, document, tables)


def register() -> dict[str, list[dict[str, Any]]]:
    city = {"name": "Pemerintah Kota Balikpapan", "party_kind": "pemda", "region_code": "64.71", "number": None}
    firm = {"name": "PT Bersih Sejahtera", "party_kind": "swasta", "region_code": None, "number": None}
    parties = [{"ordinal": 1, **city}, {"ordinal": 2, **firm}]
    return {
        "document_slice": [
            {"slice_id": "s", "document_id": "r", "region_code": "64.71", "kind": "agreement_list", "is_complete": True}
        ],
        "raw_row": [{"source_row_id": "row", "page": 1, "row_number": 1, "row_kind": "line", "cells": ["x"]}],
        "agreement_record": [
            {
                "record_id": "record", "source_row_id": "row", "slice_id": "s", "register_no": "1", "number": NUMBER,
                "region_code": "64.71", "instrument": "PKS", "title": "Pengelolaan sampah pesisir",
                "partner_printed": "PT Bersih Sejahtera", "parties": parties, "signed_date": date(2022, 3, 1),
                "date_precision": "day", "end_date": date(2027, 3, 1), "is_planned": False,
                "budget_scope": "belum_ditetapkan", "source_rows": [["row", "utama"]],
            }
        ],
    }  # fmt: skip


def plan(region: str) -> dict[str, list[dict[str, Any]]]:
    """An RKPD with one line that cites the agreement."""
    place = {"slice_id": "p", "region_code": region, "kind": "rkpd", "fiscal_year": 2024, "version": "murni"}
    line = {
        "line_item_id": "line", "line_item_key": "key", "source_row_id": "line", "level": "sub_kegiatan",
        "skpd_name": "Dinas Lingkungan Hidup", "name": "Penanganan sampah", "note": f"PKS Nomor {NUMBER}",
    }  # fmt: skip
    return {
        "document_slice": [{**place, "document_id": "d", "skpd_name": "Dinas Lingkungan Hidup", "is_complete": True}],
        "raw_row": [{"source_row_id": "line", "page": 1, "row_number": 1, "row_kind": "line", "cells": ["x"]}],
        "line_item": [{**place, **line}],
    }


def test_a_document_read_otherwise_and_read_again_before_any_reconciliation_keeps_its_links(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "regions").mkdir()
    url = sqlite_engine.url.render_as_string()
    opened = Opened(sqlite_engine, default_archive(url), Settings(warehouse=url, regions_dir=tmp_path / "regions"))
    opened.run_id = start_run(sqlite_engine, "manual", "v1")
    load(opened, "r", "agreement_list", register())
    load(opened, "d", "rkpd", plan("64.71"))
    settle(opened, AS_OF)
    before = read.read_links(sqlite_engine).drop(columns="run_id")
    assert len(before) == 1

    # A run that loses the line, and dies before it reconciles; then the first reading again.
    load(opened, "d", "rkpd", {})
    opened.run_id = start_run(sqlite_engine, "manual", "v1")
    load(opened, "d", "rkpd", plan("64.71"))
    settle(opened, AS_OF)
    pd.testing.assert_frame_equal(read.read_links(sqlite_engine).drop(columns="run_id"), before)
