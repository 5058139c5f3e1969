"""The golden samples that the project draws itself, read back cell by cell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from config.reference import load_reference
from extractors.detect import extract
from extractors.frame import rows_frame
from samples.golden import PLACE, write_golden
from transforms.line_items import build_line_items
from transforms.rows import classify_rows
from transforms.slices import identify_slices

GOLDEN = Path(__file__).parents[1] / "golden"
LINE_LAYOUTS = ("rkpd_pdf_19", "apbd_penjabaran_murni", "apbd_penjabaran_perubahan", "e81_pdf")
LAYOUTS = (*LINE_LAYOUTS, "register_ruled_pdf")
TOP_LEVEL = {"e81_pdf": "sasaran"}


def read_expected(layout_id: str) -> list[dict[str, str]]:
    with (GOLDEN / layout_id / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("layout_id", LAYOUTS)
def test_every_printed_cell_of_a_golden_sample_is_read_as_drawn(layout_id: str) -> None:
    extraction = extract(GOLDEN / layout_id / "sample.pdf")
    expected = read_expected(layout_id)
    columns = [name for name in expected[0] if name not in PLACE]
    body = [row for row in extraction.rows if row.zone != "outside"]
    seen = [
        {"page": str(row.page), "row_number": str(row.row_number), "block": str(row.block)}
        | {name: row.values.get(name) or "" for name in columns}
        for row in body
    ]
    assert extraction.layout.id == layout_id
    assert seen == [{name: row[name] for name in ("page", "row_number", "block", *columns)} for row in expected]


@pytest.mark.parametrize("layout_id", LAYOUTS)
def test_every_row_of_a_golden_sample_gets_its_kind(layout_id: str) -> None:
    extraction = extract(GOLDEN / layout_id / "sample.pdf")
    rows = classify_rows(rows_frame(extraction), extraction.layout)
    body = rows[rows["zone"] != "outside"]
    seen = dict(zip(zip(body["page"], body["row_number"], strict=True), body["row_kind"], strict=True))
    expected = {(int(row["page"]), int(row["row_number"])): row["row_kind"] for row in read_expected(layout_id)}
    assert seen == expected


@pytest.mark.parametrize("layout_id", LINE_LAYOUTS)
def test_every_line_of_a_golden_sample_gets_its_level_and_parent(layout_id: str) -> None:
    extraction = extract(GOLDEN / layout_id / "sample.pdf")
    rows = classify_rows(rows_frame(extraction), extraction.layout)
    reference = load_reference()
    slices = identify_slices(extraction, rows, reference, None)
    items = build_line_items(rows, slices, extraction.layout, reference).line_items
    places = rows.set_index("source_row_id")[["page", "row_number"]]
    seen = {tuple(places.loc[row["source_row_id"]]): row["level"] for row in items.to_dict("records")}
    lines = [row for row in read_expected(layout_id) if row["row_kind"] == "line"]
    assert seen == {(int(row["page"]), int(row["row_number"])): row["level"] for row in lines}
    orphans = items[items["parent_line_item_id"].isna()]
    assert set(orphans["level"]) == {TOP_LEVEL.get(layout_id, "urusan")}


def test_golden_samples_are_what_the_generator_draws(tmp_path: Path) -> None:
    write_golden(tmp_path)
    for layout_id in LAYOUTS:
        drawn, kept = tmp_path / layout_id / "expected.csv", GOLDEN / layout_id / "expected.csv"
        assert drawn.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def test_golden_samples_hold_rows_cut_by_a_page_break() -> None:
    cut = [row for layout_id in LAYOUTS for row in read_expected(layout_id) if row["row_kind"] == "continuation"]
    assert len(cut) >= 3
