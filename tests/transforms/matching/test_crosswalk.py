"""Decisions carried over documents, years, editions and offices, and what is reopened or reported instead."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from config.reference import Reference
from transforms.matching.crosswalk import Carried, carry_decisions
from transforms.matching.lines import select_lines

Row = dict[str, Any]
AGREEMENT, CITY = "ks-1", "64.71"
WASTE, HEALTH = "Dinas Lingkungan Hidup", "Dinas Kesehatan"
DECISION: Row = {
    "agreement_id": AGREEMENT, "line_item_key": "k-angkut", "verdict": "sesuai", "reviewer": "Bagian Kerja Sama",
    "decided_at": "2024-05-01", "note": None, "line_name": "Pengangkutan Sampah", "source_document_id": "putusan",
    "source_row_id": "baris",
}  # fmt: skip
RKPD: Row = {
    "line_item_id": "rkpd-angkut", "line_item_key": "k-angkut", "document_id": "rkpd-2024", "kind": "rkpd",
    "region_code": CITY, "fiscal_year": 2024, "version": "murni", "period": None, "skpd_code": None,
    "skpd_name": WASTE, "level": "sub_kegiatan", "code": "2.11.11.2.01.01", "name": "Pengangkutan Sampah",
    "parent_line_item_id": None,
}  # fmt: skip
E81 = RKPD | {
    "line_item_id": "e81-angkut", "line_item_key": "k-tanpa-kode", "document_id": "e81", "kind": "e81", "code": None,
    "version": None, "period": "tw2",
}  # fmt: skip
LATER = RKPD | {
    "line_item_id": "apbd-angkut", "line_item_key": "k-baru", "document_id": "apbd-2025", "kind": "apbd",
    "fiscal_year": 2025, "code": "2.11.11.2.01.0007",
}  # fmt: skip


def carry(reference: Reference, lines: list[Row], *decisions: Row) -> tuple[dict[str, Carried], Row]:
    """What holds per line, and the placement of the first decision."""
    found = carry_decisions(
        pd.DataFrame(decisions or [DECISION]),
        {AGREEMENT: frozenset({CITY})},
        select_lines(pd.DataFrame(lines)),
        reference,
    )
    return {line: carried for (_, line), carried in found.by_line.items()}, found.placements.to_dict("records")[0]


def ways(found: dict[str, Carried]) -> dict[str, str]:
    return {line: carried.way for line, carried in found.items()}


def test_a_line_without_a_code_is_reached_by_its_name_in_the_same_office(reference: Reference) -> None:
    found, placed = carry(reference, [RKPD, E81, E81 | {"line_item_id": "lain", "skpd_name": HEALTH}])
    assert ways(found) == {"rkpd-angkut": "kunci", "e81-angkut": "padanan_nama"}
    assert (placed["state"], placed["line_count"]) == ("berlaku", 2)


def test_a_decision_on_a_line_without_a_code_reaches_the_coded_line(reference: Reference) -> None:
    found, _ = carry(reference, [RKPD, E81], DECISION | {"line_item_key": "k-tanpa-kode"})
    assert ways(found) == {"rkpd-angkut": "padanan_nama", "e81-angkut": "kunci"}


def test_equal_names_in_an_office_are_told_apart_by_the_names_above(reference: Reference) -> None:
    def below(line: Row, name: str) -> list[Row]:
        above = line | {"line_item_id": f"{line['line_item_id']}-{name}", "level": "kegiatan", "name": name}
        return [
            above | {"line_item_key": f"k-{above['line_item_id']}"},
            line | {"line_item_id": f"sub-{above['line_item_id']}", "parent_line_item_id": above["line_item_id"]},
        ]

    shore = below(RKPD | {"line_item_key": "k-pesisir"}, "Pesisir")
    found, _ = carry(reference, [*below(RKPD, "Kota"), *shore, *below(E81, "Kota"), *below(E81, "Pesisir")])
    assert ways(found) == {"sub-rkpd-angkut-Kota": "kunci", "sub-e81-angkut-Kota": "padanan_nama"}


def test_a_name_twice_in_the_other_document_reopens_both(reference: Reference) -> None:
    found, placed = carry(reference, [RKPD, E81, E81 | {"line_item_id": "e81-lagi", "line_item_key": "k-lagi"}])
    assert ways(found) == {"rkpd-angkut": "kunci", "e81-angkut": "dibuka_kembali", "e81-lagi": "dibuka_kembali"}
    assert placed["state"] == "berlaku"


def test_the_crosswalk_of_editions_finds_a_line_of_another_number(reference: Reference) -> None:
    found, _ = carry(reference, [RKPD, LATER | {"name": "Pengangkutan Sampah "}])
    assert ways(found) == {"rkpd-angkut": "kunci", "apbd-angkut": "padanan_kode"}


def test_a_line_split_in_the_later_edition_is_reopened_at_every_part(reference: Reference) -> None:
    whole = RKPD | {"name": "Pengangkutan dan Pemilahan Sampah"}
    parts = [
        LATER | {"name": "Pengangkutan Sampah"},
        LATER | {"line_item_id": "apbd-pilah", "line_item_key": "k-pilah", "name": "Pemilahan Sampah"},
    ]
    parts[1]["code"] = "2.11.11.2.01.0008"
    found, placed = carry(reference, [whole, *parts], DECISION | {"line_name": whole["name"]})
    assert ways(found) == {"rkpd-angkut": "kunci", "apbd-angkut": "dibuka_kembali", "apbd-pilah": "dibuka_kembali"}
    assert "terpecah" in found["apbd-pilah"].remark
    assert placed["state"] == "berlaku"


def test_the_key_under_another_name_is_reopened_not_accepted(reference: Reference) -> None:
    """The integers of both editions are one key: 01 and 0001 may be different lines."""
    other = LATER | {"line_item_key": "k-angkut", "code": "2.11.11.2.01.0001", "name": "Pengangkutan Sampah Terduga B3"}
    found, _ = carry(reference, [RKPD, other])
    assert ways(found) == {"rkpd-angkut": "kunci", "apbd-angkut": "dibuka_kembali"}
    assert "berganti nama" in found["apbd-angkut"].remark
    same_edition = other | {"code": "2.11.11.2.01.01"}
    assert "nama baris berubah" in carry(reference, [RKPD, same_edition])[0]["apbd-angkut"].remark


def test_where_the_key_now_means_another_line_the_right_one_is_found_by_its_name(reference: Reference) -> None:
    other = LATER | {
        "line_item_id": "geser",
        "line_item_key": "k-angkut",
        "code": "2.11.11.2.01.0001",
        "name": "Penyapuan",
    }
    found, _ = carry(reference, [RKPD, other, LATER])
    assert ways(found) == {"rkpd-angkut": "kunci", "apbd-angkut": "padanan_kode"}


def test_a_line_at_another_office_is_reopened_only_where_its_name_is_one_of_a_kind(reference: Reference) -> None:
    moved = LATER | {"skpd_name": HEALTH}
    found, _ = carry(reference, [RKPD, moved])
    assert ways(found) == {"rkpd-angkut": "kunci", "apbd-angkut": "dibuka_kembali"}
    assert "perangkat daerah lain" in found["apbd-angkut"].remark
    common = RKPD | {"line_item_id": "lain", "line_item_key": "k-lain", "skpd_name": HEALTH}
    assert ways(carry(reference, [RKPD, common, moved])[0]) == {"rkpd-angkut": "kunci"}


def test_a_key_that_stands_nowhere_is_looked_for_by_a_rare_name_and_else_reported(reference: Reference) -> None:
    gone = DECISION | {"line_item_key": "k-hilang"}
    found, placed = carry(reference, [RKPD], gone)
    assert ways(found) == {"rkpd-angkut": "dibuka_kembali"}
    assert placed["state"] == "terbuka_kembali"
    many = [RKPD | {"line_item_id": f"l-{n}", "line_item_key": f"k-{n}", "skpd_name": f"Dinas {n}"} for n in range(5)]
    found, placed = carry(reference, many, gone)
    assert found == {}
    assert (placed["state"], placed["reason"]) == ("tidak_terpasang", "baris tidak ditemukan lagi")


def test_opposite_words_of_the_same_moment_leave_a_doubt_that_names_both(reference: Reference) -> None:
    no = DECISION | {"verdict": "tidak_sesuai", "reviewer": "Bappeda"}
    for pair in ((DECISION, no), (no, DECISION)):
        found, placed = carry(reference, [RKPD], *pair)
        assert found["rkpd-angkut"].verdict == "ragu"
        assert placed["state"] == "terbuka_kembali"
        assert "sesuai (Bagian Kerja Sama); tidak_sesuai (Bappeda)" in placed["reason"]


def test_a_later_word_ends_the_dispute(reference: Reference) -> None:
    no = DECISION | {"verdict": "tidak_sesuai"}
    later = DECISION | {"decided_at": "2024-05-02"}
    found, placed = carry(reference, [RKPD], DECISION, no, later)
    assert (found["rkpd-angkut"].verdict, placed["state"]) == ("sesuai", "berlaku")


def test_opposite_words_carried_from_two_lines_leave_a_doubt(reference: Reference) -> None:
    report = E81 | {"line_item_id": "lkpj-angkut", "line_item_key": "k-lkpj", "document_id": "lkpj", "kind": "lkpj"}
    no = DECISION | {"line_item_key": "k-tanpa-kode", "verdict": "tidak_sesuai"}
    found, _ = carry(reference, [RKPD, E81, report], DECISION, no)
    assert {line: carried.verdict for line, carried in found.items()} == {
        "rkpd-angkut": "sesuai", "e81-angkut": "tidak_sesuai", "lkpj-angkut": "ragu",
    }  # fmt: skip


@pytest.mark.parametrize("way", ["padanan_nama", "padanan_kode"])
def test_a_document_of_another_region_is_never_reached(reference: Reference, way: str) -> None:
    there = (E81 if way == "padanan_nama" else LATER) | {"region_code": "64.72", "line_item_id": "sana"}
    assert ways(carry(reference, [RKPD, there])[0]) == {"rkpd-angkut": "kunci"}
