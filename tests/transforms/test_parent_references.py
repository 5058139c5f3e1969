"""What one row of a register says about another."""

from __future__ import annotations

import pytest

from transforms.parent_references import find_references


@pytest.mark.parametrize(
    ("text", "relation", "register_no"),
    [
        ("lanjutan no. 2", "pendahulu", "2"),
        ("menggantikan nomor 5", "pendahulu", "5"),
        ("digantikan no.11", "penerus", "11"),
        ("lihat no 3", "rujukan", "3"),
        ("?? rangkap dgn no. 1 - cek pihak", "duplikat", "1"),
        ("turunan dari MoU no 4", "induk", "4"),
        ("lihat no. 1a", "rujukan", "1a"),
    ],
)
def test_a_row_of_the_register_is_named_by_its_number(text: str, relation: str, register_no: str) -> None:
    (reference,) = find_references({"note": text})

    assert (reference.relation, reference.register_no, reference.number) == (relation, register_no, None)


def test_a_document_is_named_by_its_own_number() -> None:
    (reference,) = find_references({"note": "berdasarkan KB Nomor 134.4/1234/KB-KS/2022 tentang air"})

    assert (reference.relation, reference.number) == ("induk", "134.4/1234/KB-KS/2022")


def test_an_instrument_and_a_year_are_a_reference_too() -> None:
    (reference,) = find_references({"note": "lanjutan NK 2022"})

    assert (reference.relation, reference.instrument, reference.year) == ("pendahulu", "nk", 2022)
    assert not reference.is_exact


def test_one_note_may_hold_two_references() -> None:
    found = find_references({"note": "perpanjangan thn 2020, lihat no 3"})

    assert [(one.relation, one.year, one.register_no) for one in found] == [
        ("pendahulu", 2020, None), ("rujukan", None, "3"),
    ]  # fmt: skip


def test_a_list_of_rows_gives_a_reference_for_each() -> None:
    found = find_references({"note": "ditindaklanjuti PKS no. 2, no. 3 dan no. 4"})

    assert [(one.relation, one.register_no) for one in found] == [("pelaksana", no) for no in ("2", "3", "4")]


def test_a_number_broken_at_its_hyphen_by_a_narrow_cell_is_whole() -> None:
    (reference,) = find_references({"note": "berdasarkan KB Nomor 134.4/0512/KB- KS/2022"})

    assert reference.number == "134.4/0512/KB- KS/2022"


@pytest.mark.parametrize(
    "text",
    [
        None, "", "tindak lanjut kunjungan bbrp tahun lalu", "akan ditindaklanjuti PKS", "dari daftar informasi publik",
        "CSR sejak 2018", "baru 3 RS berjalan", "dibiayai APBD Provinsi", "MoU (perpanjangan)", "HUT ke-126",
    ],
)  # fmt: skip
def test_a_remark_that_names_no_agreement_is_no_reference(text: str | None) -> None:
    assert find_references({"note": text}) == []
