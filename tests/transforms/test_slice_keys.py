"""A slice that doesn't say of whom or when it speaks stands for itself: incomplete, named, held against nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from config.layout import Layout, load_layouts
from config.reference import Reference
from transforms.line_items import build_line_items
from transforms.slice_fields import NOTHING, Found
from transforms.slice_keys import lacking_parts
from transforms.slices import identify_slices, mark_completeness

ACCOUNTS = [{"code": "5", "name": "BELANJA DAERAH", "anggaran": "1.000.000,00", "realisasi": "400.000,00"}]
OFFICE, PERIOD = "Unit Organisasi : Dinas Sosial", "periode Januari s.d Oktober 2022"


@pytest.fixture(scope="session")
def lra() -> Layout:
    return load_layouts()["lra_toba_style"]


@pytest.fixture
def identify(build_extraction: Any, reference: Reference, lra: Layout) -> Any:
    def run(*headings: str) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
        printed = ("PEMERINTAH KABUPATEN TOBA", "LAPORAN REALISASI ANGGARAN TAHUN ANGGARAN 2022", *headings)
        extraction, rows = build_extraction(lra, [(printed, ACCOUNTS, ())])
        slices = identify_slices(extraction, rows, reference, None)
        return slices.iloc[0].to_dict(), slices, rows

    return run


def test_a_report_with_office_and_period_lacks_nothing(identify: Any) -> None:
    found, _, _ = identify(OFFICE, PERIOD)
    assert (found["is_complete"], found["lacks"], found["incomplete_because"]) == (True, {}, None)


@pytest.mark.parametrize(
    ("headings", "lacking", "says"),
    [
        (("Unit Organisasi : ………………", PERIOD), {"skpd_name"}, "tidak diisi (titik-titik): 'Unit Organisasi : "),
        ((OFFICE, "periode ………… s.d ………… 2022"), {"period"}, "periode tidak diisi (titik-titik)"),
        (("Unit Organisasi : …………", "periode ………… s.d ………… 2022"), {"skpd_name", "period"}, "; periode tidak diisi"),
        (("Sub Unit Organisasi : 4.04.02.01", PERIOD), {"skpd_name"}, "hanya kode yang tidak lengkap"),
        ((PERIOD,), {"skpd_name"}, "nama perangkat daerah tidak tercetak"),
    ],
)
def test_what_the_form_leaves_open_makes_the_slice_incomplete_and_says_so(
    identify: Any, headings: tuple[str, ...], lacking: set[str], says: str
) -> None:
    found, _, _ = identify(*headings)
    assert not found["is_complete"]
    assert set(found["lacks"]) == lacking
    assert says in found["incomplete_because"]


def test_a_document_of_a_whole_region_needs_no_office_but_a_field_left_open_counts() -> None:
    fields = dict.fromkeys(("skpd_name", "skpd_code", "period", "version"), NOTHING)
    assert lacking_parts(fields, "rkpd") == {}
    assert set(lacking_parts({**fields, "skpd_name": Found(None, "unfilled", "OPD : ……")}, "rkpd")) == {"skpd_name"}
    assert set(lacking_parts(fields, "e81")) == {"skpd_name", "period"}
    assert "skpd_name" not in lacking_parts({**fields, "skpd_code": Found("1.01.0.00.0.00.01.0000", "print")}, "e81")


def test_lines_of_an_unknown_office_are_never_the_same_as_those_of_another_document(
    identify: Any, reference: Reference, lra: Layout
) -> None:
    _, slices, rows = identify("Unit Organisasi : …………", PERIOD)
    elsewhere = slices.assign(document_id="e" * 64)
    keys = [build_line_items(rows, one, lra, reference).line_items["line_item_key"] for one in (slices, elsewhere)]
    assert keys[0].iloc[0] != keys[1].iloc[0]
    _, named, rows = identify(OFFICE, PERIOD)
    again = named.assign(document_id="e" * 64)
    keys = [build_line_items(rows, one, lra, reference).line_items["line_item_key"] for one in (named, again)]
    assert keys[0].iloc[0] == keys[1].iloc[0]


@pytest.mark.parametrize(("column", "is_complete"), [("realisasi", True), (None, False)])
def test_a_cell_that_cannot_be_read_leaves_its_row_known_a_refused_row_does_not(
    identify: Any, column: str | None, is_complete: bool
) -> None:
    _, slices, rows = identify(OFFICE, PERIOD)
    refused = pd.DataFrame([{"source_row_id": rows["source_row_id"].iloc[0], "column_name": column}])
    assert mark_completeness(slices, rows, refused).iloc[0]["is_complete"] == is_complete
