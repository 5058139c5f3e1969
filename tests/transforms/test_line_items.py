"""Lines with their level, parent, key, money and targets, from any layout."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from config.layout import Layout
from config.reference import Reference
from transforms.line_items import LineFrames, build_line_items
from transforms.slices import identify_slices

E81_HEADINGS = ("Formulir E.81", "Renja Perangkat Daerah Dinas Kesehatan", "Tahun 2024 - Triwulan 2")
SIGNATURE = ("Kota Balikpapan",)
E81_ROWS = [
    {"no": "1", "name": "Sasaran", "indicator": "Indeks", "unit": "Nilai", "k7": "80,5", "k5": "WTP"},
    {"no": "1.1", "name": "PROGRAM A", "rp5": "5,000,000", "rp7": "2,000,000", "rp12": "1,000,000", "rp13": "50"},
    {"no": "1.1.1", "name": "Kegiatan A", "indicator": "Satu", "unit": "Orang", "k7": "113 Orang", "rp7": "1,500,000"},
    {"indicator": "Dua", "unit": "Paket", "k7": "3", "rp7": "500,000", "_merged": ["no", "name"]},
    {"no": "1.1.1.1", "name": "Sub Kegiatan A", "rp7": "2,000,000", "rp8": "0", "rp9": "-"},
]
CODED = {
    "id": "uji_berkode",
    "kind": "apbd",
    "formats": ["pdf"],
    "title": "Penjabaran APBD",
    "columns": {
        **{f"code_{n}": {"heading": "Kode", "code": True} for n in range(1, 8)},
        "name": {"heading": "Uraian"},
        "remark": {"heading": "Keterangan"},
        "before": {"heading": "Sebelum", "amount": {"measure": "anggaran_sebelum"}},
        "after": {"heading": "Sesudah", "amount": {"measure": "anggaran"}},
        "diff": {"heading": "Selisih", "amount": {"measure": "selisih"}},
    },
    "identify": {"skpd_name": ["^Organisasi : (?P<v>.+)$"], "default_version": "murni", "default_period": "tahun"},
    "rows": {"summary": ["jumlah"]},
    "levels": {
        "rule": "code_depth",
        "columns": [f"code_{n}" for n in range(1, 6)],
        "rekening_columns": ["code_6", "code_7"],
        "depths": {1: "urusan", 2: "bidang_urusan", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"},
    },
    "ties": [{"rule": "children"}, {"rule": "difference", "minuend": "after", "subtrahend": "before", "result": "diff"},
             {"rule": "total", "row": "jumlah", "level": "program", "measures": ["anggaran"]}],
}  # fmt: skip
APBD_HEADINGS = ("PEMERINTAH KOTA BALIKPAPAN", "Organisasi : Dinas Kesehatan", "TAHUN ANGGARAN 2024")


def coded(code: str, name: str, amount: str | None = None, account: str | None = None) -> dict[str, Any]:
    parts = code.split(".") if code else []
    cells = [*parts[:3], ".".join(parts[3:5]) or None, ".".join(parts[5:]) or None]
    values = {f"code_{n}": cell or None for n, cell in enumerate([*cells, *[None] * 5][:5], start=1)}
    first, _, rest = (account or "").partition(".")
    return {**values, "code_6": first or None, "code_7": rest or None, "name": name, "after": amount}


@pytest.fixture(scope="session")
def apbd() -> Layout:
    return Layout.model_validate(CODED)


@pytest.fixture
def build(build_extraction: Any, reference: Reference) -> Any:
    def run(
        layout: Layout, headings: tuple[str, ...], *blocks: list[dict[str, Any]]
    ) -> tuple[LineFrames, pd.DataFrame]:
        extraction, rows = build_extraction(layout, [(headings, block, SIGNATURE) for block in blocks])
        slices = identify_slices(extraction, rows, reference, None)
        return build_line_items(rows, slices, layout, reference), rows

    return run


def test_levels_and_parents_follow_the_numbers(build: Any, e81: Layout) -> None:
    items = build(e81, E81_HEADINGS, E81_ROWS)[0].line_items
    assert items["level"].tolist() == ["sasaran", "program", "kegiatan", "sub_kegiatan"]
    by_id = items.set_index("line_item_id")["number_printed"].to_dict()
    assert [by_id.get(parent) for parent in items["parent_line_item_id"]] == [None, "1", "1.1", "1.1.1"]
    assert items["name_path"].iloc[-1] == "sasaran/programa/kegiatana/subkegiatana"


def test_money_is_exact_and_zero_is_not_blank(build: Any, e81: Layout) -> None:
    frames, _ = build(e81, E81_HEADINGS, E81_ROWS)
    sub = frames.line_items.iloc[-1]["line_item_id"]
    amounts = frames.line_amounts[frames.line_amounts["line_item_id"] == sub]
    assert sorted(zip(amounts["measure"], amounts["period"], amounts["amount_sen"], strict=True)) == [
        ("anggaran", "tahun", 200_000_000),
        ("realisasi", "tw1", 0),
    ]
    assert set(amounts["fiscal_year"]) == {2024}


def test_a_continuation_adds_its_figures_to_the_line_above_under_its_own_row(build: Any, e81: Layout) -> None:
    frames, rows = build(e81, E81_HEADINGS, E81_ROWS)
    kegiatan = frames.line_items.iloc[2]
    own = frames.line_amounts[frames.line_amounts["line_item_id"] == kegiatan["line_item_id"]]
    assert dict(zip(own["source_row_id"], own["amount_sen"], strict=True)) == {
        rows["source_row_id"].iloc[2]: 150_000_000,
        rows["source_row_id"].iloc[3]: 50_000_000,
    }
    targets = frames.line_targets[frames.line_targets["line_item_id"] == kegiatan["line_item_id"]]
    assert targets[["indicator", "quantity", "quantity_text", "unit"]].to_numpy().tolist() == [
        ["Satu", Decimal(113), "113 Orang", "Orang"],
        ["Dua", Decimal(3), "3", "Paket"],
    ]


def test_figures_that_are_no_numbers_are_kept_as_printed(build: Any, e81: Layout) -> None:
    targets = build(e81, E81_HEADINGS, E81_ROWS)[0].line_targets
    sasaran = targets[targets["indicator"] == "Indeks"].set_index("measure")
    assert (sasaran.loc["target_renstra", "quantity"], sasaran.loc["target_renstra", "quantity_text"]) == (None, "WTP")
    assert sasaran.loc["anggaran", "quantity"] == Decimal("80.5")
    percentage = targets[targets["measure"] == "capaian"].iloc[0]
    assert (percentage["aspect"], percentage["quantity"], percentage["unit"]) == ("anggaran", Decimal(50), "%")


def test_unreadable_money_and_orphans_go_to_quarantine_with_their_place(build: Any, e81: Layout) -> None:
    orphan = {"indicator": "Dua", "unit": "Paket", "k7": "3"}
    broken = {"no": "1.2", "name": "PROGRAM B", "rp7": "1.2.3", "rp8": "7,000,000"}
    unnumbered = {"no": "x", "name": "apa ini", "rp7": "1,000,000"}
    frames, rows = build(e81, E81_HEADINGS, [orphan, *E81_ROWS, broken, unnumbered])
    refused = dict(zip(frames.quarantine["source_row_id"], frames.quarantine["reason_code"], strict=True))
    places = rows["source_row_id"]
    assert refused == {
        places.iloc[0]: "continuation_without_line",
        places.iloc[6]: "number_unreadable",
        places.iloc[7]: "level_unreadable",
    }
    assert "rp7" in frames.quarantine.set_index("reason_code").loc["number_unreadable", "detail"]


def test_every_line_row_ends_in_a_table_or_in_quarantine(build: Any, e81: Layout) -> None:
    bare = {"indicator": "Tanpa angka", "unit": "Paket"}
    frames, rows = build(e81, E81_HEADINGS, [*E81_ROWS, bare, {"no": "x", "name": "y", "rp7": "1,000,000"}])
    wanted = set(rows.loc[rows["row_kind"].isin(["line", "continuation"]), "source_row_id"])
    tables = (frames.line_items, frames.line_amounts, frames.line_targets, frames.quarantine)
    assert wanted <= {row for table in tables for row in table["source_row_id"]}


def test_the_second_print_of_an_office_points_to_the_first(build: Any, e81: Layout) -> None:
    items = build(e81, E81_HEADINGS, E81_ROWS, E81_ROWS)[0].line_items
    assert items["duplicate_of"].tolist() == [None] * 4 + items["line_item_id"].tolist()[:4]
    assert items["line_item_id"].is_unique
    assert items["line_item_key"].tolist()[:4] == items["line_item_key"].tolist()[4:]


def test_equal_lines_of_one_office_have_keys_of_their_own(build: Any, e81: Layout) -> None:
    twins = [{"no": "1.2", "name": "PROGRAM A"}, {"no": "1.3", "name": "PROGRAM A"}]
    items = build(e81, E81_HEADINGS, [E81_ROWS[0], *twins])[0].line_items
    assert items["line_item_key"].is_unique


def test_codes_give_level_parent_and_edition_and_accounts_hang_below_their_sub_kegiatan(
    build: Any, apbd: Layout
) -> None:
    rows = [
        coded("1", "URUSAN WAJIB"),
        coded("1.02", "KESEHATAN"),
        coded("1.02.02", "PROGRAM", "3.000.000"),
        coded("1.02.02.2.01", "Kegiatan", "3.000.000"),
        coded("1.02.02.2.01.0001", "Sub", "3.000.000"),
        coded("", "BELANJA", "3.000.000", account="5"),
        coded("1.02.02.2.01.0001", "BELANJA OPERASI", "3.000.000", account="5.1"),
    ]
    frames, _ = build(apbd, APBD_HEADINGS, rows)
    items = frames.line_items
    assert items["level"].tolist() == [
        "urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan", "rekening", "rekening"
    ]  # fmt: skip
    assert items["code"].tolist()[4:] == ["1.02.02.2.01.0001", "5", "5.1"]
    assert items["code_edition"].tolist()[3:6] == [None, "900.1.15.5-1317/2023", None]
    by_id = items.set_index("line_item_id")["name"].to_dict()
    assert [by_id.get(parent) for parent in items["parent_line_item_id"]] == [
        None, "URUSAN WAJIB", "KESEHATAN", "PROGRAM", "Kegiatan", "Sub", "BELANJA"
    ]  # fmt: skip
    assert frames.quarantine.empty


def test_a_row_with_text_and_money_but_no_code_adds_to_the_line_above_and_a_bare_total_is_refused(
    build: Any, apbd: Layout
) -> None:
    second = {"remark": "Dana Alokasi Khusus", "after": "1.000.000"}
    frames, rows = build(
        apbd, APBD_HEADINGS, [coded("1.02.02", "PROGRAM", "3.000.000"), second, {"after": "4.000.000"}]
    )
    assert rows["row_kind"].tolist()[:3] == ["line", "continuation", "line"]
    assert sum(frames.line_amounts["amount_sen"]) == 400_000_000
    assert frames.quarantine["source_row_id"].tolist() == [rows["source_row_id"].iloc[2]]


def test_a_line_keeps_its_key_across_editions_years_and_versions(build: Any, apbd: Layout) -> None:
    old = build(apbd, (*APBD_HEADINGS[:2], "TAHUN ANGGARAN 2022"), [coded("1.02.02.2.01.01", "Sub", "1.000.000")])[0]
    new = build(apbd, APBD_HEADINGS, [coded("1.02.02.02.01.0001", "Sub (nama baru)", "2.000.000")])[0]
    assert old.line_items["line_item_key"].tolist() == new.line_items["line_item_key"].tolist()
    assert old.line_items["code_edition"].tolist() == ["050-5889/2021"]


def test_a_damaged_code_is_refused_and_its_money_too(build: Any, apbd: Layout) -> None:
    frames, rows = build(apbd, APBD_HEADINGS, [coded("1.О2.02", "PROGRAM", "3.000.000")])
    assert frames.line_items.empty
    assert frames.line_amounts.empty
    assert frames.quarantine[["source_row_id", "reason_code"]].to_numpy().tolist() == [
        [rows["source_row_id"].iloc[0], "code_unreadable"]
    ]


@pytest.mark.parametrize("printed", ["3.000", "3,000"])
def test_money_that_only_shows_an_open_format_is_not_guessed(build: Any, apbd: Layout, printed: str) -> None:
    frames, _ = build(apbd, APBD_HEADINGS, [coded("1.02.02", "PROGRAM", printed)])
    assert frames.line_amounts.empty
    assert frames.quarantine["reason_code"].tolist() == ["number_unreadable"]
