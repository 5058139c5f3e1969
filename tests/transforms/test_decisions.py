"""Rows of the sheet Putusan become decisions, or say what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.layout import load_layouts
from transforms.decisions import DecisionFrames, build_decisions, mark_undecided
from transforms.matching.decisions import VERDICTS

AGREEMENT, LINE = "0123456789abcdef" * 2, "fedcba9876543210" * 2
FILLED = {
    "agreement_id": AGREEMENT,
    "line_item_key": LINE,
    "verdict": "sesuai",
    "reviewer": "Bagian Kerja Sama",
    "decided_at": "2025-04-01",
    "note": None,
}
LAYOUT = load_layouts()["review_workbook"]


def rows_of(*changes: Mapping[str, str | None]) -> pd.DataFrame:
    """One row per change, as the extractor hands it on."""
    records = [
        {
            "source_row_id": f"row-{number}",
            "document_id": "doc",
            "sheet": "Putusan",
            "sheet_row": 10 + number,
            "row_kind": "line",
            **{f"v_{name}": value for name, value in {**FILLED, **change}.items()},
        }
        for number, change in enumerate(changes)
    ]
    return pd.DataFrame(records, dtype=object)


def build(*changes: Mapping[str, str | None]) -> DecisionFrames:
    return build_decisions(mark_undecided(rows_of(*changes)), LAYOUT)


def test_a_filled_row_is_a_decision_with_its_place() -> None:
    frames = build(
        {
            "note": "lihat berita acara",
            "line_name": "Penanganan Sampah",
            "agreement_ref": "Pengelolaan Sampah",
            "line_place": "RKPD 2024 murni: rkpd.pdf, hlm. 3, baris 1",
        }
    )
    assert frames.quarantine.empty
    assert frames.decisions.to_dict("records") == [
        {
            "agreement_id": AGREEMENT,
            "subject": "tautan",
            "value": None,
            "line_item_key": LINE,
            "verdict": "sesuai",
            "reviewer": "Bagian Kerja Sama",
            "decided_at": dt.datetime(2025, 4, 1),
            "note": "lihat berita acara",
            "line_name": "Penanganan Sampah",
            "agreement_ref": "Pengelolaan Sampah",
            "line_place": "RKPD 2024 murni: rkpd.pdf, hlm. 3, baris 1",
            "source_document_id": "doc",
            "source_row_id": "row-0",
        }
    ]


def test_rows_without_a_verdict_are_explained_as_not_decided() -> None:
    rows = mark_undecided(rows_of({"verdict": None}, {"verdict": "  ", "reviewer": None, "decided_at": None}, {}))
    assert rows["row_kind"].tolist() == ["not_relevant", "not_relevant", "line"]
    frames = build_decisions(rows, LAYOUT)
    assert len(frames.decisions) == 1 and frames.quarantine.empty


@pytest.mark.parametrize(
    ("subject", "printed", "value"),
    [
        ("Cakupan", "Tanpa biaya", "tanpa_biaya"),
        ("kategori", "ksdd_wajib", "ksdd_wajib"),
        ("induk", "fedcba98-76543210-fedcba98-76543210", LINE),
        ("duplikat", LINE, LINE),
    ],
)
def test_decisions_about_an_agreement_itself_need_no_line(subject: str, printed: str, value: str) -> None:
    frames = build({"subject": subject, "value": printed, "line_item_key": None})
    assert frames.quarantine.empty
    (row,) = frames.decisions.to_dict("records")
    assert (row["subject"], row["value"], row["line_item_key"]) == (subject.casefold(), value, None)


def test_a_link_may_name_its_line_by_place_and_its_agreement_by_number() -> None:
    named = {"agreement_ref": "12/PKS/2023", "line_place": "rkpd.pdf, hlm. 3, baris 7", "verdict": "tambah"}
    frames = build({"agreement_id": None, "line_item_key": None, **named})
    assert frames.quarantine.empty
    (row,) = frames.decisions.to_dict("records")
    assert (row["agreement_id"], row["line_item_key"]) == ("", None)
    assert (row["agreement_ref"], row["line_place"]) == ("12/PKS/2023", "rkpd.pdf, hlm. 3, baris 7")


def test_a_note_without_a_verdict_is_not_passed_over() -> None:
    frames = build({"verdict": None, "note": "sudah diganti sub kegiatan lain"})
    assert frames.decisions.empty
    assert frames.quarantine["reason_code"].tolist() == ["verdict_missing"]


@pytest.mark.parametrize(
    ("change", "column", "reason_code", "hint"),
    [
        ({"verdict": "setuju"}, "verdict", "verdict_unknown", "tidak_sesuai"),
        ({"verdict": "sesuai?"}, "verdict", "verdict_unknown", "'sesuai?'"),
        ({"reviewer": None}, "reviewer", "reviewer_missing", "Penelaah"),
        ({"agreement_id": None}, "agreement_id", "key_missing", "Kunci Naskah"),
        ({"line_item_key": None, "verdict": "tambah"}, "line_item_key", "key_missing", "Tempat dalam Dokumen"),
        ({"line_item_key": None, "line_place": "rkpd.pdf, hlm. 3"}, "line_place", "place_unreadable", "baris 7"),
        ({"line_item_key": "1,23E+31"}, "line_item_key", "key_damaged", "1,23E+31"),
        ({"subject": "tanggal"}, "subject", "subject_unknown", "cakupan"),
        ({"subject": "cakupan", "value": "gratis"}, "value", "value_unknown", "tanpa_biaya"),
        ({"subject": "induk", "value": None}, "value", "key_missing", "Nilai"),
        ({"subject": "duplikat", "value": AGREEMENT}, "value", "value_unknown", "naskah yang lain"),
    ],
)
def test_what_is_no_decision_goes_to_quarantine_with_what_to_do(
    change: dict[str, str | None], column: str, reason_code: str, hint: str
) -> None:
    frames = build(change)
    assert frames.decisions.empty
    (row,) = frames.quarantine.to_dict("records")
    assert (row["column_name"], row["reason_code"], row["source_row_id"]) == (column, reason_code, "row-0")
    assert hint in row["detail"] and row["detail"].startswith("Lembar Putusan, baris 10: ")


@pytest.mark.parametrize("printed", [None, "kemarin", "31/02/2025", "2025"])
def test_a_decision_without_a_readable_day_holds_without_one_and_says_so(printed: str | None) -> None:
    frames = build({"decided_at": printed})
    assert frames.decisions["decided_at"].tolist() == [None]
    assert frames.quarantine["column_name"].tolist() == ["decided_at"]


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("01/04/2025", dt.datetime(2025, 4, 1)),
        ("1-4-2025", dt.datetime(2025, 4, 1)),
        ("2025-04-01", dt.datetime(2025, 4, 1)),
        ("2025-04-01 13:05:09", dt.datetime(2025, 4, 1, 13, 5, 9)),
        ("01/04/2025 13.05 WITA", dt.datetime(2025, 4, 1, 13, 5)),
        ("1 April 2025", dt.datetime(2025, 4, 1)),
        ("1 April 2025 07:30", dt.datetime(2025, 4, 1, 7, 30)),
        ("01.04.2025", dt.datetime(2025, 4, 1)),
    ],
)
def test_days_are_read_as_indonesians_and_sheets_write_them(printed: str, moment: dt.datetime) -> None:
    frames = build({"decided_at": printed})
    assert frames.decisions["decided_at"].tolist() == [moment]
    assert frames.quarantine.empty


@pytest.mark.parametrize("word", ["Sesuai", "TIDAK SESUAI", "tidak-sesuai", " tambah ", "ragu"])
def test_verdicts_are_read_whatever_their_case_and_spaces(word: str) -> None:
    (verdict,) = build({"verdict": word}).decisions["verdict"]
    assert verdict in VERDICTS


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d"]))
def test_any_moment_written_out_is_read_back(moment: dt.datetime, style: str) -> None:
    frames = build({"decided_at": f"{moment.strftime(style)} {moment:%H:%M:%S}"})
    assert frames.decisions["decided_at"].tolist() == [moment.replace(microsecond=0)]


@given(st.text(max_size=40))
def test_any_text_as_a_verdict_is_a_decision_or_a_quarantine_row_or_open(text: str) -> None:
    rows = mark_undecided(rows_of({"verdict": text}))
    frames = build_decisions(rows, LAYOUT)
    is_open = rows["row_kind"].tolist() == ["not_relevant"]
    assert len(frames.decisions) + frames.quarantine["source_row_id"].nunique() + is_open == 1
