"""Printed sums and differences, held against their parts."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from config.layout import Layout
from config.reference import Reference
from transforms.line_items import build_line_items
from transforms.slices import identify_slices
from transforms.ties import check_ties

HEADINGS = ("Renja Perangkat Daerah Dinas Kesehatan", "Tahun 2024 - Triwulan 2", "Kota Balikpapan")


def e81_line(no: str, rp7: str | None = None, **more: Any) -> dict[str, Any]:
    return {"no": no, "name": f"Baris {no}", "rp7": rp7, **more}


@pytest.fixture
def tie(build_extraction: Any, reference: Reference) -> Any:
    def run(layout: Layout, rows: list[dict[str, Any]], headings: tuple[str, ...] = HEADINGS) -> pd.DataFrame:
        extraction, frame = build_extraction(layout, [(headings, rows, ())])
        slices = identify_slices(extraction, frame, reference, None)
        items = build_line_items(frame, slices, layout, reference)
        ties = check_ties(items.line_items, items.line_amounts, frame, layout)
        numbers = frame.set_index("source_row_id")
        return ties.assign(row=[numbers.loc[row, "row_number"] for row in ties["parent_source_row_id"]])

    return run


def test_a_parent_that_is_not_its_children_is_reported_with_both_figures(tie: Any, e81: Layout) -> None:
    rows = [
        e81_line("1"),
        e81_line("1.1", "3,000,000"),
        e81_line("1.1.1", "3,000,000"),
        e81_line("1.1.1.1", "1,000,000"),
        e81_line("1.1.1.2", "1,500,000"),
    ]
    ties = tie(e81, rows)
    assert ties[["row", "printed_sen", "summed_sen", "holds"]].to_numpy().tolist() == [
        [2, 300_000_000, 300_000_000, True],
        [3, 300_000_000, 250_000_000, False],
    ]


def test_money_of_continuation_rows_counts_on_both_sides(tie: Any, e81: Layout) -> None:
    second = {"indicator": "Dua", "unit": "Paket", "rp7": "500,000", "_merged": ["no", "name"]}
    rows = [e81_line("1.1", "2,000,000"), e81_line("1.1.1", "1,500,000"), second, e81_line("1.1.1.1", "2,000,000")]
    assert tie(e81, rows)["holds"].tolist() == [True, True]


def test_parents_without_children_or_figures_below_are_skipped(tie: Any, e81: Layout) -> None:
    rows = [e81_line("1.1", "2,000,000"), e81_line("1.2", "1,000,000", rp5="9,000,000"), e81_line("1.2.1", "1,000,000")]
    ties = tie(e81, rows)
    assert ties[["measure", "holds"]].to_numpy().tolist() == [["anggaran", True]]


def test_differences_and_totals_are_checked_too(tie: Any, build_extraction: Any) -> None:
    layout = Layout.model_validate(
        {
            "id": "uji_selisih",
            "kind": "apbd",
            "formats": ["pdf"],
            "title": "Penjabaran perubahan",
            "columns": {
                "code": {"heading": "Kode", "code": True},
                "name": {"heading": "Uraian"},
                "before": {"heading": "Sebelum", "amount": {"measure": "anggaran_sebelum"}},
                "after": {"heading": "Sesudah", "amount": {"measure": "anggaran"}},
                "diff": {"heading": "Selisih", "amount": {"measure": "selisih"}},
            },
            "rows": {"summary": ["jumlah"]},
            "levels": {"rule": "code_depth", "depths": {3: "program", 5: "kegiatan"}},
            "ties": [
                {"rule": "difference", "minuend": "after", "subtrahend": "before", "result": "diff"},
                {"rule": "total", "row": "^jumlah", "level": "program", "measures": ["anggaran"]},
            ],
        }
    )
    rows = [
        {"code": "1.02.01", "name": "A", "before": "5.000.000", "after": "2.000.000", "diff": "(3.000.000)"},
        {"code": "1.02.02", "name": "B", "before": None, "after": "1.000.000", "diff": "1.000.001"},
        {"name": "JUMLAH", "before": "5.000.000", "after": "3.000.000", "diff": "0"},
    ]
    ties = tie(layout, rows, ("PEMERINTAH KOTA BALIKPAPAN", "TAHUN ANGGARAN 2024"))
    assert ties[["row", "measure", "printed_sen", "summed_sen", "holds"]].to_numpy().tolist() == [
        [1, "selisih", -300_000_000, -300_000_000, True],
        [2, "selisih", 100_000_100, 100_000_000, False],
        [3, "anggaran", 300_000_000, 300_000_000, True],
    ]
