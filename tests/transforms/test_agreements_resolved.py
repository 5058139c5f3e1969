"""Agreements over all registers: stable ids whatever the order, parents as printed, doubtful pairs left to people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from config.reference import Reference, load_reference
from transforms.agreements import RECORD_COLUMNS
from transforms.agreements_resolved import AgreementFrames, resolve_agreements

BALIKPAPAN = {"ordinal": 1, "name": "Pemerintah Kota Balikpapan", "party_kind": "pemda", "region_code": "64.71",
              "number": None}  # fmt: skip


def party(name: str, kind: str, region_code: str | None = None) -> dict[str, Any]:
    return {"ordinal": 2, "name": name, "party_kind": kind, "region_code": region_code, "number": None}


PASER = party("Pemkab Paser", "pemda", "64.01")
KEJARI = party("Kejari Balikpapan", "instansi_vertikal")


def record(row: int, **values: Any) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys(RECORD_COLUMNS)
    partners = values.pop("partners", [PASER])
    signed = values.pop("signed", date(2022, 3, 1))
    return {
        **blank,
        "record_id": f"record{row}",
        "document_id": "doc",
        "source_row_id": f"row{row}",
        "register_no": str(row),
        "region_code": "64.71",
        "instrument": "KB",
        "title": "Penyediaan air baku",
        "partner_printed": ", ".join(one["name"] for one in partners),
        "parties": [BALIKPAPAN, *partners],
        "skpds": [],
        "urusans": [],
        "numbers": [values["number"]] if values.get("number") else [],
        "signed_date": signed,
        "signed_date_printed": str(signed),
        "date_precision": "day",
        "is_planned": False,
        "source_rows": [[f"row{row}", "utama"]],
        "warnings": [],
        **values,
    }


def resolve(*records: dict[str, Any], minted: tuple[str, ...] = ()) -> AgreementFrames:
    return resolve_agreements(pd.DataFrame(list(records), dtype=object), load_reference(), minted)


def parent_of(frames: AgreementFrames, register_no: str) -> tuple[str | None, str | None]:
    """(register number of the parent, basis)"""
    by_no = frames.agreement.set_index("register_no")
    by_id = frames.agreement.set_index("agreement_id")["register_no"]
    parent = by_no.loc[register_no, "parent_agreement_id"]
    return (by_id[parent] if parent else None), by_no.loc[register_no, "parent_basis"]


def candidates(frames: AgreementFrames) -> list[tuple[str, str, str]]:
    by_id = frames.agreement.set_index("agreement_id")["register_no"]
    return [
        (by_id[row["agreement_id"]], row["relation"], by_id[row["other_agreement_id"]])
        for row in frames.agreement_candidate.to_dict("records")
    ]


def test_no_record_gives_empty_frames() -> None:
    frames = resolve_agreements(pd.DataFrame(columns=list(RECORD_COLUMNS)), load_reference())

    assert all(getattr(frames, name).empty for name in frames.__dataclass_fields__)


def test_two_registers_that_print_one_number_are_one_agreement_with_two_sources() -> None:
    number = "134.4/12/KB-KS/2022"
    frames = resolve(
        record(1, number=number), record(2, number="134.4 / 12 / KB.KS / 2022", document_id="other", note="baru")
    )

    assert len(frames.agreement) == 1
    assert frames.agreement.loc[0, "note"] == "baru"
    assert sorted(frames.agreement_source["source_row_id"]) == ["row1", "row2"]
    assert frames.agreement_identity.loc[0, "basis"] == "nomor"


def test_without_a_number_the_same_event_printed_twice_is_one_agreement() -> None:
    frames = resolve(record(1), record(2, document_id="other", title="Penyediaan Air  Baku"))

    assert len(frames.agreement) == 1
    assert frames.agreement_identity.loc[0, "basis"] == "isi"


def test_one_number_on_two_different_objects_stays_two_agreements_and_says_so() -> None:
    frames = resolve(
        record(1, number="134.4/12/KB-KS/2022"), record(2, number="134.4/12/KB-KS/2022", title="Pengelolaan sampah")
    )

    assert len(frames.agreement) == 2
    assert all("nomor_dipakai_ganda" in warnings for warnings in frames.agreement["warnings"])


def test_an_agreement_printed_twice_in_one_register_is_one_and_says_so() -> None:
    frames = resolve(record(1, number="134.4/12/KB-KS/2022"), record(2, number="134.4/12/KB-KS/2022"))

    assert len(frames.agreement) == 1
    assert "tercetak_lebih_dari_sekali" in frames.agreement.loc[0, "warnings"]


def test_the_same_event_with_another_partner_is_a_candidate_never_a_merge() -> None:
    samarinda = party("Pemkot Samarinda (?)", "pemda", "64.72")
    frames = resolve(record(1), record(2, partners=[PASER, samarinda], title="Penyiapan air baku regional"))

    assert len(frames.agreement) == 2
    assert [relation for _, relation, _ in candidates(frames)] == ["duplikat"]
    assert all("kemungkinan_duplikat" in warnings for warnings in frames.agreement["warnings"])


def test_a_row_called_a_double_of_another_is_a_candidate_by_its_own_words() -> None:
    frames = resolve(record(1), record(2, title="SPAM", signed=date(2021, 1, 1), note="rangkap dgn no. 1"))

    assert candidates(frames) == [("2", "duplikat", "1")]
    assert frames.agreement_candidate.loc[0, "evidence"]["kutipan"] == "rangkap dgn no. 1"


def test_two_numbers_of_their_own_are_no_duplicate() -> None:
    frames = resolve(record(1, number="134.4/12/KB/2022"), record(2, number="134.4/13/KB/2022", title="Air baku lagi"))

    assert candidates(frames) == []


def test_a_printed_reference_to_a_row_gives_the_parent() -> None:
    frames = resolve(
        record(1), record(2, instrument="PKS", signed=date(2023, 1, 1), title="Pipa", note="tindak lanjut KB no. 1")
    )

    assert parent_of(frames, "2") == ("1", "dirujuk")


def test_a_printed_reference_to_a_number_gives_the_parent_in_any_register() -> None:
    frames = resolve(
        record(1, number="134.4/12/KB/2022", document_id="other"),
        record(
            2, instrument="PKS", signed=date(2023, 1, 1), title="Pipa", note="berdasarkan KB Nomor 134.4/12/KB/2022"
        ),
    )

    assert parent_of(frames, "2") == ("1", "dirujuk")


def test_carried_out_by_gives_each_named_row_its_parent() -> None:
    frames = resolve(
        record(1, note="ditindaklanjuti PKS no. 2 dan no. 3"),
        record(2, instrument="PKS", signed=date(2023, 1, 1), title="Pipa"),
        record(3, instrument="PKS", signed=date(2023, 1, 1), title="Pompa"),
    )

    assert parent_of(frames, "2") == parent_of(frames, "3") == ("1", "dirujuk")


def test_replaced_by_means_that_the_other_is_the_child() -> None:
    frames = resolve(record(1, status_printed="digantikan no. 2"), record(2, signed=date(2024, 1, 1), title="Air"))

    assert parent_of(frames, "2") == ("1", "dirujuk")
    assert parent_of(frames, "1") == (None, None)


def test_see_number_points_from_the_older_to_the_younger() -> None:
    frames = resolve(
        record(1, note="perpanjangan thn 2023, lihat no 2"), record(2, signed=date(2023, 5, 1), title="Air dan pangan")
    )

    assert parent_of(frames, "2") == ("1", "dirujuk")


def test_an_instrument_and_a_year_resolve_by_the_same_partner_only() -> None:
    frames = resolve(
        record(1, instrument="NK", partners=[KEJARI], title="Pelayanan hukum"),
        record(2, instrument="NK", partners=[PASER], title="Batas daerah"),
        record(3, instrument="NK", signed=date(2024, 9, 17), title="Sinergi penanganan hukum",
               partners=[party("Kejaksaan Negeri Balikpapan", "instansi_vertikal")], note="lanjutan NK 2022"),
    )  # fmt: skip

    assert parent_of(frames, "3") == ("1", "dirujuk")


def test_likeness_alone_makes_a_candidate_parent_marked_as_such() -> None:
    frames = resolve(record(1), record(2, instrument="PKS", signed=date(2023, 1, 1), title="Pengaliran air baku"))

    assert parent_of(frames, "2") == ("1", "kandidat")
    assert candidates(frames) == [("2", "induk", "1")]


def test_the_same_object_signed_again_is_a_possible_successor() -> None:
    frames = resolve(record(1), record(2, signed=date(2024, 1, 1)))

    assert candidates(frames) == [("1", "penerus", "2")]
    assert parent_of(frames, "2") == (None, None)


def test_references_never_make_a_circle() -> None:
    frames = resolve(record(1, note="lanjutan no. 2"), record(2, signed=date(2023, 1, 1), note="lanjutan no. 1"))

    assert sorted(parent_of(frames, number)[1] or "" for number in ("1", "2")) == ["", "dirujuk"]


def test_an_id_from_before_the_number_was_printed_becomes_an_alias() -> None:
    before = resolve(record(1))
    old_id = before.agreement.loc[0, "agreement_id"]
    after = resolve(record(1, number="134.4/12/KB/2022"), minted=(old_id,))

    assert after.agreement_alias.to_dict("records") == [
        {"alias_id": old_id, "agreement_id": after.agreement.loc[0, "agreement_id"],
         "reason": "nomor naskah baru tercetak kemudian"},
    ]  # fmt: skip


def test_a_row_without_title_and_partner_is_unreadable_and_kept() -> None:
    frames = resolve(record(1, title=None, partner_printed=None, parties=[BALIKPAPAN], number="134.4/12/KB/2022"))

    assert not frames.agreement.loc[0, "is_readable"]


POOL = [
    record(1, number="134.4/12/KB/2022"),
    record(2, number="134.4/12/KB/2022", document_id="other"),
    record(3),
    record(4, title="Pengelolaan sampah", partners=[KEJARI], note="lanjutan no. 3"),
    record(5, title="Pengelolaan sampah", partners=[KEJARI], signed=date(2024, 2, 2)),
    record(6, number="134.4/12/KB/2022", title="Objek lain"),
    record(7, instrument="PKS", signed=date(2023, 1, 1), title="Pengaliran air baku"),
]


@given(st.permutations(POOL))
def test_the_order_of_registers_and_rows_never_matters(records: list[dict[str, Any]]) -> None:
    expected, found = resolve(*POOL), resolve(*records)

    for name in expected.__dataclass_fields__:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(expected, name))


def test_ids_do_not_depend_on_what_other_agreements_there_are(reference: Reference) -> None:
    alone = set(resolve(POOL[4]).agreement["agreement_id"])

    assert alone <= set(resolve(*POOL).agreement["agreement_id"])
