"""Lines, their continuations and everything else that stands in a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from config.layout import Layout
from extractors.records import row_id

SASARAN = {"no": "1", "name": "Meningkatnya layanan", "indicator": "Indeks", "unit": "%", "k7": "80"}
PROGRAM = {"no": "1.1", "name": "PROGRAM A", "indicator": "Cakupan", "unit": "%", "rp7": "2,000,000"}


def kinds(
    build: Callable[..., Any], layout: Layout, rows: list[dict[str, Any]], footers: tuple[str, ...] = ()
) -> list[str]:
    return list(build(layout, [((), rows, footers)])[1]["row_kind"])


def test_numbered_rows_of_every_level_are_lines(build_extraction: Any, e81: Layout) -> None:
    assert kinds(build_extraction, e81, [SASARAN, PROGRAM]) == ["line", "line"]


@pytest.mark.parametrize(
    "indicator", ["Jumlah Tenaga", "Total Produksi", "Disusunnya dokumen", "Rata-rata capaian SPM"]
)
def test_a_second_indicator_continues_its_line_however_it_begins(
    build_extraction: Any, e81: Layout, indicator: str
) -> None:
    second = {"indicator": indicator, "unit": "Orang", "k7": "3", "_merged": ["no", "name"]}
    without_merge = {"indicator": indicator, "unit": "Orang", "k7": "3"}
    found = kinds(build_extraction, e81, [SASARAN, PROGRAM, second, without_merge])
    assert found == ["line", "line", "continuation", "continuation"]


@pytest.mark.parametrize("indicator", ["Total Produksi Perikanan", "Jumlah Tenaga Terlatih", "Total aset"])
def test_an_indicator_without_a_unit_is_no_total(build_extraction: Any, e81: Layout, indicator: str) -> None:
    found = kinds(build_extraction, e81, [PROGRAM, {"indicator": indicator, "k7": "3", "rp7": "500,000"}])
    assert found == ["line", "continuation"]


@pytest.mark.parametrize(
    "label", ["TOTAL", "Jumlah", "Total Anggaran", "Jumlah seluruh kegiatan :", "Sub Total Program"]
)
def test_a_total_says_of_what_and_then_only_figures(build_extraction: Any, e81: Layout, label: str) -> None:
    for column in ("no", "name"):
        found = kinds(build_extraction, e81, [PROGRAM, {column: label, "rp7": "2,000,000"}])
        assert found == ["line", "summary"]


def test_the_footer_of_an_office_holds_no_lines(build_extraction: Any, e81: Layout) -> None:
    rows = [
        PROGRAM,
        {"no": "Rata-rata capaian Kinerja (%)", "k13": "20.71", "rp13": "5475.24"},
        {"no": "Predikat Kinerja", "k13": "Sangat Rendah"},
        {},
        {"no": "Faktor Pendorong Keberhasilan Kinerja", "k5": "Dukungan anggaran"},
        {"k5": "dan sisa kalimat itu di halaman berikutnya"},
    ]
    found = kinds(build_extraction, e81, rows, ("Disusun di : Balikpapan,", "[disamarkan]"))
    assert found == ["line", "summary", "summary", "blank", "note", "note", "signature", "signature"]


def test_a_numbered_line_below_a_note_is_not_lost(build_extraction: Any, e81: Layout) -> None:
    rows = [PROGRAM, {"no": "Faktor Penghambat Pencapaian Kinerja"}, {**PROGRAM, "no": "1.2"}]
    assert kinds(build_extraction, e81, rows) == ["line", "note", "line"]


def test_the_rest_of_a_split_row_is_what_its_beginning_is(build_extraction: Any, e81: Layout) -> None:
    rest = row_id("d" * 64, 2, 1)
    line = [{**PROGRAM, "_continued_by": rest}, {"name": "bersambung", "_zone": "continued", "_page": 2}]
    assert kinds(build_extraction, e81, line) == ["line", "continuation"]
    note = [PROGRAM, {"no": "Faktor Pendorong Keberhasilan Kinerja", "_continued_by": rest}]
    assert kinds(build_extraction, e81, [*note, {"k5": "lagi", "_zone": "continued", "_page": 2}])[-1] == "note"


def test_every_row_gets_exactly_one_kind_and_stays_in_order(build_extraction: Any, e81: Layout) -> None:
    extraction, rows = build_extraction(e81, [((), [SASARAN, {}, PROGRAM], ("Mengetahui",)), ((), [PROGRAM], ())])
    assert list(rows["source_row_id"]) == [row.source_row_id for row in extraction.rows]
    assert rows["row_kind"].notna().all()
