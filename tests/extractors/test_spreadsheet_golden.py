"""Golden samples of the sheet layouts, read back row by row."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from extractors.detect import extract
from extractors.frame import rows_frame
from transforms.rows import classify_rows

GOLDEN = Path(__file__).parents[1] / "golden"
LAYOUTS = (
    "lra_toba_style",
    "anggaran_kas",
    "register_pemda_sheet",
    "register_ministry_csv",
    "register_scope_sheet",
    "renstra_coded_csv",
    "review_workbook",
)
PLACE = ("block", "sheet", "row_number", "sheet_row", "row_kind")


def sample_of(layout_id: str) -> Path:
    return next((GOLDEN / layout_id).glob("sample.*"))


def expected_of(layout_id: str) -> list[dict[str, str]]:
    with (GOLDEN / layout_id / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sheet_samples", GOLDEN / "sheet_samples.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["sheet_samples"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("layout_id", LAYOUTS)
def test_every_row_of_a_sheet_sample_is_read_under_its_columns(layout_id: str) -> None:
    extraction = extract(sample_of(layout_id))
    assert extraction.layout.id == layout_id
    rows = classify_rows(rows_frame(extraction), extraction.layout)
    expected = expected_of(layout_id)
    columns = list(extraction.layout.columns)
    seen = [
        {name: str(row[name]) for name in PLACE} | {name: row[f"v_{name}"] or "" for name in columns}
        for row in rows.to_dict("records")
    ]
    assert seen == [{name: row.get(name) or "" for name in (*PLACE, *columns)} for row in expected]


def test_sheet_samples_are_what_the_generator_writes(generator: ModuleType, tmp_path: Path) -> None:
    generator.write_sheet_samples(tmp_path)
    for layout_id in LAYOUTS:
        for kept in sorted((GOLDEN / layout_id).iterdir()):
            assert (tmp_path / layout_id / kept.name).read_bytes() == kept.read_bytes(), kept
