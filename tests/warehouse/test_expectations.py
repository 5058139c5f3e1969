"""The gate: what a table declares, what the trade demands, and every failing row named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.expectations import Verdict, check_document
from warehouse.expectations.business import BUSINESS_RULES
from warehouse.expectations.checks import Between, Check, NotBelow, NotNull, OneOf, Shape, Unique
from warehouse.expectations.rules import Rule, declared_rules
from warehouse.expectations.suites import validate_frame
from warehouse.tables import DOCUMENT_SCOPE

Frames = dict[str, pd.DataFrame]

VALUES = st.lists(
    st.tuples(
        st.none() | st.sampled_from(["a", "b", "1.01", "x9"]),
        st.none() | st.integers(-3, 3),
        st.none() | st.integers(-3, 3),
    ),
    min_size=1,
    max_size=40,
)
CHECKS: list[Check] = [
    NotNull("text"),
    OneOf("text", ("a", "b")),
    Between("low", 0, 2),
    Shape("text", r"^[a-z]"),
    NotBelow("low", "high"),
    Unique(("text",)),
    Unique(("text", "low")),
]


@settings(max_examples=15, deadline=None)
@given(VALUES, st.sampled_from([1.0, 0.5]))
def test_our_own_query_and_great_expectations_agree(values: list[tuple[Any, ...]], mostly: float) -> None:
    frame = pd.DataFrame(values, columns=["text", "low", "high"], dtype=object)
    rules = [Rule("t", str(i), "", check, mostly=mostly) for i, check in enumerate(CHECKS)]
    judged = validate_frame("t", frame, rules)
    for rule in rules:
        failing = rule.check.failing(frame)
        considered = len(frame) if isinstance(rule.check, NotNull) else len(frame[list(rule.check.columns)].dropna())
        passes = considered == 0 or (considered - failing.sum()) / considered >= mostly
        assert judged[rule.expectation_name] is bool(passes), rule.check


def line_document() -> Frames:
    """An E.81 page of one office: a programme with one kegiatan and one sub kegiatan."""
    rows = ["r1", "r2", "r3"]
    place = {"slice_id": "s", "kind": "e81", "fiscal_year": 2024, "region_code": "64.71"}
    amounts = [
        (f"l{i}", f"r{i}", measure, "tahun", sen)
        for i in (1, 2, 3)
        for measure, sen in (("anggaran", 100_00), ("realisasi", 40_00))
    ]
    return {
        "document_slice": pd.DataFrame([{**place, "is_complete": True, "skpd_code": "1.01"}]),
        "raw_row": pd.DataFrame({"source_row_id": rows, "page": 1, "row_number": [1, 2, 3], "row_kind": "line"}).assign(
            cells=[["1"]] * 3
        ),
        "line_item": pd.DataFrame(
            {
                "line_item_id": ["l1", "l2", "l3"],
                "line_item_key": ["k1", "k2", "k3"],
                "source_row_id": rows,
                "level": ["program", "kegiatan", "sub_kegiatan"],
                "code": ["1.01.02", "1.01.02.2.01", "1.01.02.2.01.0001"],
                "name": ["Program Pendidikan", "Kegiatan Sekolah", "Pembangunan Gedung"],
                "parent_line_item_id": [None, "l1", "l2"],
            }
        ).assign(**place),
        "line_amount": pd.DataFrame(
            amounts, columns=["line_item_id", "source_row_id", "measure", "period", "amount_sen"]
        ).assign(fiscal_year=2024, is_doubtful=False),
        "tie_out": pd.DataFrame([{"parent_source_row_id": "r1", "measure": "anggaran", "holds": True}]),
    }


def register_document(**changes: object) -> Frames:
    """A register with one agreement."""
    record = {
        "record_id": "a", "source_row_id": "r1", "slice_id": "s", "title": "Pengelolaan Sampah", "number": "1/KB/2023",
        "partner_printed": "Kabupaten Kutai Kartanegara", "instrument": "PKS", "category": "ksdd_sukarela",
        "signed_date": date(2023, 3, 1), "signed_date_printed": "1 Maret 2023", "start_date": date(2023, 3, 1),
        "end_date": date(2026, 3, 1), "source_rows": [("r1", "utama")],
    }  # fmt: skip
    return {
        "document_slice": pd.DataFrame(
            [{"slice_id": "s", "kind": "agreement_list", "region_code": "64.71", "is_complete": True}]
        ),
        "raw_row": pd.DataFrame(
            [{"source_row_id": "r1", "sheet": "A", "row_number": 1, "row_kind": "line", "cells": ["1"]}]
        ),
        "agreement_record": pd.DataFrame([{**record, **changes}]),
    }


def failing(verdict: Verdict) -> dict[str, list[str]]:
    failed = verdict.results[~verdict.results["success"].astype(bool)]
    return dict(zip(failed["expectation"], failed["unexpected_source_row_ids"], strict=True))


def test_a_sound_document_passes_without_a_remark() -> None:
    for kind, frames in (("e81", line_document()), ("agreement_list", register_document())):
        verdict = check_document(kind, frames)
        assert verdict.passed
        assert failing(verdict) == {}


def test_a_lost_row_refuses_the_document_and_is_named() -> None:
    frames = line_document()
    for name in ("line_item", "line_amount"):
        frames[name] = frames[name][frames[name]["source_row_id"] != "r3"]
    verdict = check_document("e81", frames)
    assert not verdict.passed
    assert failing(verdict) == {"raw_row.tercatat": ["r3"]}
    assert verdict.failures["reason_code"].tolist() == ["quality"]
    assert "raw_row.tercatat" in verdict.failures["detail"].iloc[0]


@pytest.mark.parametrize(
    ("table", "column", "value", "expectation", "rows"),
    [
        ("raw_row", "row_number", [1, 2, 4], "raw_row.nomor_berurut", ["r3"]),
        ("raw_row", "row_kind", ["line", "line", "baris"], "raw_row.row_kind_baku", ["r3"]),
        ("line_item", "name", ["(1)", "(2)", "Gedung"], "line_item.bernama", ["r1", "r2"]),
        ("line_item", "code", ["1.01", "1.01.02.2.01", "1.01.02.2.01.0001"], "line_item.kode_sesuai_jenjang", ["r1"]),
        ("line_item", "code", ["1.O1.02", None, None], "line_item.bentuk_kode", ["r1"]),
        ("line_item", "level", ["sub_kegiatan", "kegiatan", None], "line_item.jenjang_menurun", ["r2"]),
        ("line_item", "slice_id", ["s", "s", "other"], "line_item.slice_id_dikenal", ["r3"]),
        ("line_item", "line_item_key", ["k", None, "k"], "line_item.line_item_key_ada", ["r2"]),
        ("line_item", "line_item_id", ["l1", "l2", "l2"], "line_item.line_item_id_tunggal", ["r2", "r3"]),
    ],
)
def test_signs_of_a_misreading_refuse_the_document(
    table: str, column: str, value: list[Any], expectation: str, rows: list[str]
) -> None:
    frames = line_document()
    frames[table][column] = pd.Series(value, dtype=object)
    verdict = check_document("e81", frames)
    assert not verdict.passed
    assert failing(verdict)[expectation] == rows


@pytest.mark.parametrize(
    ("table", "where", "column", "value", "expectation", "rows"),
    [
        ("tie_out", 0, "holds", False, "tie_out.cocok", ["r1"]),
        ("line_amount", 1, "is_doubtful", True, "line_amount.tidak_diragukan", ["r1"]),
        ("line_amount", 2, "amount_sen", -1, "line_amount.tidak_negatif", ["r2"]),
        ("line_amount", 0, "amount_sen", 10**17, "line_amount.besaran_wajar", ["r1"]),
        ("line_amount", 3, "amount_sen", 130_00, "line_figures.realisasi_masuk_akal", ["r2"]),
        ("document_slice", 0, "is_complete", False, "document_slice.lengkap", []),
    ],
)
def test_what_the_print_itself_does_wrong_is_a_warning(
    table: str, where: int, column: str, value: Any, expectation: str, rows: list[str]
) -> None:
    frames = line_document()
    frames[table].loc[where, column] = value
    verdict = check_document("e81", frames)
    assert verdict.passed
    assert failing(verdict)[expectation] == rows


@pytest.mark.parametrize(
    ("part", "expectation"),
    [("skpd_name", "document_slice.kantor_terbaca"), ("period", "document_slice.periode_terbaca")],
)
def test_a_form_with_dots_left_in_is_named_with_what_it_prints(part: str, expectation: str) -> None:
    frames = line_document()
    printed = "nama tidak diisi (titik-titik): 'Unit Organisasi : ……'"
    frames["document_slice"] = frames["document_slice"].assign(lacks=[{part: printed}])
    verdict = check_document("e81", frames)
    assert verdict.passed
    assert expectation in failing(verdict)
    observed = verdict.results.set_index("expectation").loc[expectation, "observed"]
    assert observed.startswith("1 dari 1 bagian tidak memenuhi")
    assert printed in observed


def test_a_date_nobody_can_read_costs_its_cell_a_figure_nobody_can_read_may_be_a_misread_table() -> None:
    rows = [f"r{n}" for n in range(12)]
    frames = register_document()
    frames["raw_row"] = pd.DataFrame(
        {"source_row_id": rows, "page": 1, "sheet": None, "row_number": range(1, 13), "row_kind": "line",
         "bbox": None, "cells": [["1"]] * 12}
    )  # fmt: skip
    cells = pd.DataFrame({"source_row_id": rows, "column_name": "signed_date", "stage": "transform", "detail": "x"})
    dates = check_document("agreement_list", {**frames, "quarantine": cells.assign(reason_code="unreadable_date")})
    assert not {"raw_row.terbaca", "raw_row.sebagian_besar_terbaca"} & set(failing(dates))
    figures = check_document("agreement_list", {**frames, "quarantine": cells.assign(reason_code="number_unreadable")})
    assert "raw_row.sebagian_besar_terbaca" in failing(figures)


def test_a_line_five_hundred_times_its_like_in_another_year_is_named() -> None:
    frames = line_document()
    next_year = {"measure": "prakiraan_maju", "fiscal_year": 2025, "period": "tahun", "amount_sen": 100_000_00}
    extra = pd.DataFrame([{"line_item_id": "l3", "source_row_id": "r3", "is_doubtful": False, **next_year}])
    frames["line_amount"] = pd.concat([frames["line_amount"], extra], ignore_index=True)
    assert failing(check_document("e81", frames)) == {"line_figures.sejalan_antar_tahun": ["r3"]}


@pytest.mark.parametrize(
    ("changes", "expectation"),
    [
        ({"end_date": date(2022, 1, 1)}, "agreement_record.berakhir_sesudah_mulai"),
        ({"end_date": date(2033, 1, 1)}, "agreement_record.jangka_paling_lama_5_tahun"),
        ({"category": "sinergi"}, "agreement_record.naskah_sesuai_kategori"),
        ({"signed_date": None}, "agreement_record.tanggal_terbaca"),
        ({"signed_date": date(2923, 3, 1)}, "agreement_record.tahun_wajar"),
        ({"number": None}, "agreement_record.nomor_terisi"),
    ],
)
def test_doubts_about_an_agreement_are_warnings_that_name_it(changes: dict[str, object], expectation: str) -> None:
    verdict = check_document("agreement_list", register_document(**changes))
    assert verdict.passed
    assert failing(verdict)[expectation] == ["r1"]


def test_a_document_without_any_line_is_refused() -> None:
    frames = {name: frame for name, frame in line_document().items() if name in ("document_slice", "raw_row")}
    frames["raw_row"]["row_kind"] = "note"
    assert "line_item.ada" in failing(check_document("e81", frames))


def test_a_required_column_that_is_missing_refuses_the_document() -> None:
    frames = line_document()
    frames["line_amount"] = frames["line_amount"].drop(columns="amount_sen").head(0)
    frames["line_item"] = frames["line_item"].drop(columns="line_item_key")
    assert "line_item.line_item_key_ada" in failing(check_document("e81", frames))


def test_more_than_twenty_failing_rows_are_all_named() -> None:
    rows = [f"r{i}" for i in range(60)]
    frames = line_document()
    frames["tie_out"] = pd.DataFrame({"parent_source_row_id": rows, "measure": "anggaran", "holds": [False] * 60})
    verdict = check_document("e81", frames)
    assert failing(verdict)["tie_out.cocok"] == rows
    assert not verdict.passed, "when most sums are broken the reading is to blame"


def test_rules_have_names_of_their_own() -> None:
    declared = [rule for name in DOCUMENT_SCOPE for rule in declared_rules(name)]
    names = [rule.expectation_name for rule in (*declared, *BUSINESS_RULES)]
    assert len(names) == len(set(names))
