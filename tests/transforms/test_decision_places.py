"""Decisions that name lines by place and agreements by number or title get their keys, or a reason why not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from transforms.decision_places import PlacedDecisions, files_named, place_decisions

Row = dict[str, Any]
AGREEMENTS: list[Row] = [
    {"agreement_id": "a" * 32, "region_code": "64.71", "number": "12/PKS/2023", "title": "Pengelolaan Sampah"},
    {"agreement_id": "b" * 32, "region_code": "64.71", "number": None, "title": "Klinik Bersama"},
    {"agreement_id": "c" * 32, "region_code": "64.71", "number": "9/PKS/2024", "title": "Klinik  bersama"},
    {"agreement_id": "d" * 32, "region_code": "64.09", "number": None, "title": "Pengelolaan sampah"},
]
PARTIES: list[Row] = [{"agreement_id": "a" * 32, "region_code": None, "number": "77/DIR/2023"}]
LINE: Row = {
    "line_item_id": "l1", "line_item_key": "k1", "region_code": "64.71", "kind": "rkpd", "level": "sub_kegiatan",
    "name": "Pengangkutan Sampah", "code": "2.11.11.2.01.0012", "number_printed": "4.", "duplicate_of": None,
    "file_name": "rkpd.pdf", "page": 3, "sheet": None, "row_number": 7, "sheet_row": None,
}  # fmt: skip
LINES: list[Row] = [
    LINE,
    LINE | {"line_item_id": "l2", "line_item_key": "k2", "page": 4, "name": "Penyapuan Jalan", "code": None},
    LINE | {"line_item_id": "l3", "line_item_key": "k3", "row_number": 4, "number_printed": "9", "code": None},
    LINE | {"line_item_id": "l4", "line_item_key": "k4", "row_number": 8, "level": "rincian", "code": None,
            "number_printed": None},
    LINE | {"line_item_id": "l5", "line_item_key": "other", "row_number": 30, "code": None, "number_printed": None,
            "duplicate_of": "l1"},
    LINE | {"line_item_id": "s1", "line_item_key": "k6", "file_name": "renja.xlsx", "page": None, "sheet": "DLH",
            "row_number": 2, "sheet_row": 9},
]  # fmt: skip


def place(lines: list[Row] = LINES, **told: Any) -> PlacedDecisions:
    decision = {
        "agreement_id": "", "subject": "tautan", "line_item_key": None, "verdict": "tambah", "reviewer": "Bappeda",
        "decided_at": None, "note": None, "line_name": None, "agreement_ref": "12/PKS/2023",
        "line_place": "rkpd.pdf, hlm. 3, baris 7", "source_document_id": "doc", "source_row_id": "row",
    } | told  # fmt: skip
    return place_decisions(
        pd.DataFrame([decision]), pd.DataFrame(AGREEMENTS), pd.DataFrame(PARTIES), pd.DataFrame(lines)
    )


def keys(found: PlacedDecisions) -> tuple[str, str]:
    assert found.unplaced.empty, found.unplaced["reason"].tolist()
    (row,) = found.decisions.to_dict("records")
    return row["agreement_id"][0], row["line_item_key"]


def reason(found: PlacedDecisions) -> str:
    assert found.decisions.empty
    (row,) = found.unplaced.to_dict("records")
    assert (row["state"], row["line_count"], row["source_row_id"]) == ("tidak_terpasang", 0, "row")
    return str(row["reason"])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("rkpd.pdf, hlm. 3, baris 7", "k1"),
        ("RKPD 2024 murni: masuk/RKPD.pdf, hlm. 4, baris 7", "k2"),
        ("rkpd.pdf, hlm. 3, no. 4", "k1"),
        ("rkpd.pdf, hlm. 3, kode 2.11.11.2.01.0012", "k1"),
        ("rkpd.pdf, hlm. 3, baris 4", "k3"),
        ("rkpd.pdf, hlm. 3, baris 30", "k1"),  # a second print is the line of the first
        ("renja.xlsx, lembar dlh, baris 9", "k6"),
        ("renja.xlsx, baris 9", "k6"),
    ],
)
def test_a_place_gives_the_key_of_its_line(text: str, key: str) -> None:
    assert keys(place(line_place=text)) == ("a", key)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rkpd-2025.pdf, hlm. 3, baris 7", "berkas 'rkpd-2025.pdf' tidak ada"),
        ("rkpd.pdf, hlm. 9, baris 7", "tidak ada baris pada"),
        ("rkpd.pdf, hlm. 3, baris 99", "tidak ada baris pada"),
        ("rkpd.pdf, baris 7", "cocok dengan 2 baris (hlm. 3, baris 7: Pengangkutan Sampah; hlm. 4, baris 7: Penyapuan"),
        ("rkpd.pdf, hlm. 3, 4", "cocok dengan 2 baris"),  # the number of one, the count of another
        ("rkpd.pdf, hlm. 3, baris 8", "tulis tempat sub kegiatannya"),
    ],
)
def test_a_place_of_none_or_several_lines_says_so(text: str, said: str) -> None:
    assert said in reason(place(line_place=text))


@pytest.mark.parametrize(
    ("text", "agreement"),
    [
        ("12 / PKS / 2023", "a"),
        ("Nomor 77/DIR/2023", "a"),  # each party has its own number
        ("9/PKS/2024", "c"),
        ("bbbbbbbb", "b"),
        ("PENGELOLAAN SAMPAH", "a"),  # the title stands in two registers; the line is in the region of one
    ],
)
def test_an_agreement_is_found_by_number_title_or_id(text: str, agreement: str) -> None:
    assert keys(place(agreement_ref=text)) == (agreement, "k1")


def test_an_agreement_of_none_or_several_is_told_with_what_tells_them_apart() -> None:
    assert "tidak ada naskah bernomor atau berjudul '13/PKS/2023'" in reason(place(agreement_ref="13/PKS/2023"))
    several = reason(place(agreement_ref="Klinik bersama"))
    assert "cocok dengan 2 naskah (kunci bbbbbbbb; 9/PKS/2024)" in several


def test_everything_that_is_wrong_is_told_at_once() -> None:
    said = reason(place(agreement_ref="entah", line_place="entah.pdf, hlm. 1, baris 1"))
    assert "berkas 'entah.pdf'" in said and "'entah'" in said


def test_keys_go_before_places_and_only_missing_files_are_asked_for() -> None:
    found = place(agreement_id="b" * 32, line_item_key="k9", line_place="rkpd.pdf, hlm. 3, baris 7")
    assert keys(found) == ("b", "k9")
    assert files_named(found.decisions) == set()
    lacking = found.decisions.assign(line_item_key=None)
    assert "rkpd.pdf" in files_named(lacking)


def test_the_order_of_lines_changes_nothing() -> None:
    text = "rkpd.pdf, baris 7"
    assert reason(place(line_place=text)) == reason(place(LINES[::-1], line_place=text))
