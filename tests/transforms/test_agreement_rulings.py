"""What people decide about agreements themselves overrides print and likeness, and can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.reference import load_reference
from transforms.agreement_rulings import read_rulings
from transforms.agreements import RECORD_COLUMNS
from transforms.agreements_resolved import AgreementFrames, resolve_agreements

CITY = {
    "ordinal": 1,
    "name": "Pemerintah Kota Balikpapan",
    "party_kind": "pemda",
    "region_code": "64.71",
    "number": None,
}


def record(row: int, title: str, partner: str, **values: Any) -> dict[str, Any]:
    other = {"ordinal": 2, "name": partner, "party_kind": "swasta", "region_code": None, "number": None}
    blank: dict[str, Any] = dict.fromkeys(RECORD_COLUMNS)
    told = {
        "record_id": f"record{row}", "document_id": "doc", "source_row_id": f"row{row}", "register_no": str(row),
        "region_code": "64.71", "instrument": "PKS", "category": "ksdpk", "title": title, "partner_printed": partner,
        "parties": [CITY, other], "skpds": [], "urusans": [], "numbers": [], "signed_date": date(2022, 3, 1),
        "signed_date_printed": "1 Maret 2022", "date_precision": "day", "is_planned": False, "warnings": [],
        "budget_scope": "belum_ditetapkan", "source_rows": [[f"row{row}", "utama"]],
    }  # fmt: skip
    return blank | told | values


RECORDS = [
    record(1, "Pengelolaan sampah pesisir", "PT Bersih"),
    record(2, "Pengelolaan sampah pesisir", "PT Bening"),  # the same event, another partner
    record(3, "Kesepakatan pengelolaan lingkungan", "PT Bersih", instrument="KB", signed_date=date(2021, 5, 5)),
    record(4, "Angkutan sekolah", "PT Laju", budget_scope="tanpa_biaya", budget_scope_basis="note: tanpa biaya"),
]


def resolve(*told: tuple[Any, ...]) -> AgreementFrames:
    return resolve_agreements(pd.DataFrame(RECORDS, dtype=object), load_reference(), (), decide(*told))


def decide(*told: tuple[Any, ...]) -> pd.DataFrame:
    """(agreement, subject, value, verdict[, day])"""
    rows = [
        {
            "agreement_id": row[0], "subject": row[1], "value": row[2], "verdict": row[3], "line_item_key": None,
            "reviewer": "Bagian Kerja Sama", "decided_at": row[4] if len(row) > 4 else "2024-01-01", "note": None,
        }
        for row in told
    ]  # fmt: skip
    columns = ["agreement_id", "subject", "value", "verdict", "line_item_key", "reviewer", "decided_at", "note"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    plain = resolve_agreements(pd.DataFrame(RECORDS, dtype=object), load_reference()).agreement
    return dict(zip(plain["register_no"], plain["agreement_id"], strict=True))


def row_of(frames: AgreementFrames, agreement_id: str) -> dict[str, Any]:
    found = frames.agreement[frames.agreement["agreement_id"] == agreement_id]
    return dict(found.iloc[0])


def test_a_second_print_with_a_wrong_partner_joins_the_agreement_it_is_of(ids: dict[str, str]) -> None:
    frames = resolve((ids["2"], "duplikat", ids["1"], "sesuai"))
    assert ids["2"] not in set(frames.agreement["agreement_id"])
    assert frames.agreement_alias.to_dict("records") == [
        {
            "alias_id": ids["2"],
            "agreement_id": ids["1"],
            "reason": "tercatat dua kali menurut putusan penelaah",
        }
    ]
    parties = frames.agreement_party[frames.agreement_party["agreement_id"] == ids["1"]]
    assert list(parties["name"]) == ["Pemerintah Kota Balikpapan", "PT Bersih"]
    sources = frames.agreement_source[frames.agreement_source["agreement_id"] == ids["1"]]
    assert set(sources["source_row_id"]) == {"row1", "row2"}
    assert "kemungkinan_duplikat" not in row_of(frames, ids["1"])["warnings"]
    assert ids["2"] in set(frames.agreement_identity["agreement_id"])  # minted once, never forgotten


def test_two_that_a_person_tells_apart_are_no_candidates_any_more(ids: dict[str, str]) -> None:
    pair = {ids["1"], ids["2"]}
    before = resolve().agreement_candidate
    assert any({row.agreement_id, row.other_agreement_id} == pair for row in before.itertuples())
    frames = resolve((ids["1"], "duplikat", ids["2"], "tidak_sesuai"))
    after = frames.agreement_candidate
    assert not any({row.agreement_id, row.other_agreement_id} == pair for row in after.itertuples())
    assert "kemungkinan_duplikat" not in row_of(frames, ids["1"])["warnings"]


def test_a_parent_that_a_person_chose_is_marked_as_theirs_and_settles_the_pair(ids: dict[str, str]) -> None:
    frames = resolve((ids["1"], "induk", ids["3"], "sesuai"))
    row = row_of(frames, ids["1"])
    assert (row["parent_agreement_id"], row["parent_basis"]) == (ids["3"], "orang")
    tied = frames.agreement_candidate
    assert not any({r.agreement_id, r.other_agreement_id} == {ids["1"], ids["3"]} for r in tied.itertuples())


def test_the_latest_word_on_a_parent_holds_and_may_be_taken_back(ids: dict[str, str]) -> None:
    chosen = (ids["1"], "induk", ids["3"], "sesuai", "2024-01-01")
    again = (ids["1"], "induk", ids["4"], "sesuai", "2024-02-01")
    assert row_of(resolve(again, chosen), ids["1"])["parent_agreement_id"] == ids["4"]
    taken_back = (ids["1"], "induk", ids["3"], "tidak_sesuai", "2024-03-01")
    assert row_of(resolve(chosen, taken_back), ids["1"])["parent_agreement_id"] is None


def test_parents_never_make_a_circle(ids: dict[str, str]) -> None:
    frames = resolve((ids["1"], "induk", ids["3"], "sesuai"), (ids["3"], "induk", ids["1"], "sesuai"))
    parents = {row_of(frames, ids[no])["parent_agreement_id"] for no in ("1", "3")}
    assert None in parents and len(parents) == 2


def test_scope_and_category_are_set_by_people(ids: dict[str, str]) -> None:
    frames = resolve(
        (ids["1"], "cakupan", "rkap_bumd", "sesuai"),
        (ids["1"], "kategori", "ksdd_wajib", "sesuai"),
        (ids["4"], "cakupan", "tanpa_biaya", "tidak_sesuai"),
    )
    first, fourth = row_of(frames, ids["1"]), row_of(frames, ids["4"])
    assert (first["budget_scope"], first["budget_scope_basis"]) == ("rkap_bumd", "orang")
    assert (first["category"], first["category_basis"]) == ("ksdd_wajib", "orang")
    assert (fourth["budget_scope"], fourth["budget_scope_basis"]) == ("belum_ditetapkan", "orang")


def test_rulings_on_a_merged_agreement_hold_for_the_one_that_stays(ids: dict[str, str]) -> None:
    frames = resolve((ids["2"], "duplikat", ids["1"], "sesuai"), (ids["2"], "cakupan", "wajib_apbd", "sesuai"))
    assert row_of(frames, ids["1"])["budget_scope"] == "wajib_apbd"


def test_what_fits_nothing_is_told_with_its_reason(ids: dict[str, str]) -> None:
    decisions = decide(
        ("gone", "cakupan", "wajib_apbd", "sesuai"),
        (ids["1"], "cakupan", "gratis", "sesuai"),
        (ids["1"], "induk", "gone", "sesuai"),
        (ids["1"], "induk", ids["1"], "sesuai"),
        (ids["1"], "cakupan", None, "sesuai"),
    )
    reasons = {row["reason"] for row in read_rulings(decisions, set(ids.values())).unplaced}
    assert reasons == {
        "naskah kerja sama tidak ditemukan lagi",
        "nilai 'gratis' tidak dikenal",
        "naskah yang dihubungkan tidak ditemukan lagi",
        "naskah dihubungkan dengan dirinya sendiri",
        "nilainya kosong",
    }


@pytest.mark.parametrize("turn", [1, -1])
def test_opposite_words_of_one_moment_leave_what_the_register_says_and_are_told(ids: dict[str, str], turn: int) -> None:
    told = [
        (ids["1"], "cakupan", "tanpa_biaya", "sesuai", "2024-01-01"),
        (ids["1"], "cakupan", "rkap_bumd", "sesuai", "2024-02-01"),
        (ids["1"], "cakupan", "wajib_apbd", "sesuai", "2024-02-01"),
        (ids["4"], "cakupan", "tanpa_biaya", "sesuai"),
        (ids["4"], "cakupan", "tanpa_biaya", "tidak_sesuai"),
    ][::turn]
    frames = resolve(*told)
    assert row_of(frames, ids["1"])["budget_scope"] == "belum_ditetapkan"
    assert row_of(frames, ids["4"])["budget_scope"] == "tanpa_biaya"
    unplaced = read_rulings(decide(*told), set(ids.values())).unplaced
    assert {(row["agreement_id"], row["decided_at"]) for row in unplaced} == {
        (ids["1"], "2024-02-01"), (ids["4"], "2024-01-01"),
    }  # fmt: skip
    assert len(unplaced) == 4
    assert {row["reason"] for row in unplaced} == {"bertentangan dengan putusan lain pada saat yang sama"}


def test_denying_one_value_and_choosing_another_is_no_contradiction(ids: dict[str, str]) -> None:
    told = [
        (ids["4"], "cakupan", "tanpa_biaya", "tidak_sesuai"),
        (ids["4"], "cakupan", "wajib_apbd", "sesuai"),
    ]
    assert row_of(resolve(*told), ids["4"])["budget_scope"] == "wajib_apbd"
    assert read_rulings(decide(*told), set(ids.values())).unplaced == ()


decided = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4"]),
        st.sampled_from(["induk", "duplikat"]),
        st.sampled_from(["1", "2", "3", "4"]),
        st.sampled_from(["sesuai", "tidak_sesuai", "ragu"]),
        st.sampled_from(["2024-01-01", "2024-02-01"]),
    ),
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(decided, st.randoms(use_true_random=False))
def test_the_order_of_decisions_never_matters_and_nothing_is_lost(
    ids: dict[str, str], told: list[tuple[str, ...]], random: Any
) -> None:
    rows = [(ids[one], subject, ids[other], verdict, day) for one, subject, other, verdict, day in told]
    frames = resolve(*rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    again = resolve(*shuffled)
    pd.testing.assert_frame_equal(frames.agreement, again.agreement)
    pd.testing.assert_frame_equal(frames.agreement_candidate, again.agreement_candidate)
    left = set(frames.agreement["agreement_id"])
    assert left | set(frames.agreement_alias["alias_id"]) == set(ids.values())
    assert set(frames.agreement_alias["agreement_id"]) <= left
    assert set(frames.agreement_source["source_row_id"]) == {"row1", "row2", "row3", "row4"}
