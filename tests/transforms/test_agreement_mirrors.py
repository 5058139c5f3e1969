"""One agreement in the registers of both its parties is one agreement, whichever register is at hand, in any order."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.reference import Reference
from transforms.agreements import RECORD_COLUMNS
from transforms.agreements_resolved import AgreementFrames, follow_aliases, resolve_agreements

BALIKPAPAN, PENAJAM = "64.71", "64.09"
NAMES = {BALIKPAPAN: "Pemerintah Kota Balikpapan", PENAJAM: "Pemerintah Kabupaten Penajam Paser Utara"}
KB = {BALIKPAPAN: "134.4/0512/KB-KS/2022", PENAJAM: "119/07/KB/2022"}


def printed(row: int, region: str, numbers: dict[str, str | None], **values: Any) -> dict[str, Any]:
    """A record in the register of ``region``: its own number and, if given, the other party's."""
    other = PENAJAM if region == BALIKPAPAN else BALIKPAPAN
    parties = [
        {"ordinal": place, "name": NAMES[code], "party_kind": "pemda", "region_code": code, "number": numbers.get(code)}
        for place, code in enumerate((region, other), start=1)
    ]
    return {
        **dict.fromkeys(RECORD_COLUMNS),
        "record_id": f"record-{region}-{row}",
        "document_id": f"register-{region}",
        "source_row_id": f"row-{region}-{row}",
        "register_no": str(row),
        "region_code": region,
        "instrument": "KB",
        "title": "Pelayanan publik di wilayah perbatasan",
        "partner_printed": NAMES[other],
        "parties": parties,
        "skpds": [{"skpd_code": None, "skpd_name": "Dinas Kesehatan", "basis": "exact"}],
        "urusans": [],
        "number": numbers.get(region),
        "numbers": [number for number in (numbers.get(region), numbers.get(other)) if number],
        "signed_date": date(2022, 3, 14),
        "signed_date_printed": "14 Maret 2022",
        "date_precision": "day",
        "is_planned": False,
        "budget_scope": "belum_ditetapkan",
        "source_rows": [[f"row-{region}-{row}", "utama"]],
        "warnings": [],
        **values,
    }


def resolve(reference: Reference, *records: dict[str, Any], minted: tuple[str, ...] = ()) -> AgreementFrames:
    return resolve_agreements(pd.DataFrame(list(records), dtype=object), reference, minted)


def ids(frames: AgreementFrames) -> list[str]:
    return list(frames.agreement["agreement_id"])


OURS, THEIRS = printed(1, BALIKPAPAN, KB), printed(7, PENAJAM, KB)


def test_both_prints_are_one_agreement_and_each_alone_has_its_id(reference: Reference) -> None:
    both = resolve(reference, OURS, THEIRS)

    assert len(both.agreement) == 1
    assert ids(both) == ids(resolve(reference, OURS)) == ids(resolve(reference, THEIRS))
    assert dict(zip(both.agreement_party["region_code"], both.agreement_party["number"], strict=True)) == KB
    assert set(both.agreement_source["source_row_id"]) == {"row-64.71-1", "row-64.09-7"}
    assert set(both.agreement_skpd["region_code"]) == {BALIKPAPAN, PENAJAM}


def test_two_common_numbers_make_one_agreement_however_its_title_is_spelled(reference: Reference) -> None:
    assert len(ids(resolve(reference, OURS, {**THEIRS, "title": "Yanlik wil. perbatasan"}))) == 1


def test_two_objects_under_the_same_two_numbers_of_one_register_stay_two(reference: Reference) -> None:
    second = {**printed(2, BALIKPAPAN, KB), "title": "Pengelolaan sampah"}
    frames = resolve(reference, OURS, second, THEIRS)

    assert len(frames.agreement) == 2
    assert all("nomor_dipakai_ganda" in warnings for warnings in frames.agreement["warnings"])


def test_a_number_of_the_partner_repeated_on_a_further_deed_joins_nothing(reference: Reference) -> None:
    further = printed(2, BALIKPAPAN, {**KB, BALIKPAPAN: "134.4/0777/PKS/2023"})

    assert len(ids(resolve(reference, OURS, further))) == 2


def test_a_register_that_prints_one_number_joins_by_it_and_its_former_id_leads_on(reference: Reference) -> None:
    alone = printed(1, BALIKPAPAN, {BALIKPAPAN: KB[BALIKPAPAN]})
    former = ids(resolve(reference, alone))
    frames = resolve(reference, alone, THEIRS, minted=tuple(former))

    assert len(frames.agreement) == 1
    assert list(frames.agreement_alias["alias_id"]) == former
    assert list(follow_aliases(pd.Series(former), frames.agreement_alias, ids(frames))) == ids(frames)


def test_without_numbers_the_same_day_title_and_parties_are_one_agreement(reference: Reference) -> None:
    nothing: dict[str, str | None] = {}

    assert len(ids(resolve(reference, printed(1, BALIKPAPAN, nothing), printed(7, PENAJAM, nothing)))) == 1


def test_a_row_number_is_looked_up_in_the_register_that_prints_it(reference: Reference) -> None:
    pks = {"instrument": "PKS", "title": "Rujukan pasien", "signed_date": date(2023, 6, 20)}
    numbers = {BALIKPAPAN: "440/118/PKS/2023", PENAJAM: "440/205/DINKES/2023"}
    frames = resolve(
        reference,
        {**OURS, "note": "ditindaklanjuti PKS no. 2"},
        printed(2, BALIKPAPAN, numbers, **pks),
        THEIRS,
        printed(2, PENAJAM, {PENAJAM: "524/018/PKS/2023"}, **{**pks, "title": "Budidaya lebah madu"}),
        printed(3, PENAJAM, numbers, **pks, note="berdasarkan KB Nomor 119/07/KB/2022"),
    )
    by_title = frames.agreement.set_index("title")

    assert len(frames.agreement) == 3
    assert by_title.loc["Rujukan pasien", "parent_basis"] == "dirujuk"
    assert by_title.loc["Budidaya lebah madu", "parent_basis"] != "dirujuk"


def test_paid_by_the_partner_holds_for_the_side_that_says_so(reference: Reference) -> None:
    frames = resolve(reference, OURS, {**THEIRS, "budget_scope": "dibiayai_mitra", "note": "x", "section": "y"})
    own = frames.agreement.iloc[0]

    assert (own["budget_scope"], own["region_code"]) == ("dibiayai_mitra", PENAJAM)
    assert own["number"] == KB[PENAJAM]


POOL = [
    OURS,
    THEIRS,
    printed(2, BALIKPAPAN, {**KB, BALIKPAPAN: "134.4/0777/PKS/2023"}),
    printed(3, BALIKPAPAN, KB, title="Pengelolaan sampah"),
    printed(8, PENAJAM, {PENAJAM: KB[PENAJAM]}),
    printed(9, PENAJAM, {}),
    printed(4, BALIKPAPAN, {}, title="Objek lain", note="lanjutan no. 1"),
]


@given(st.permutations(POOL))
def test_order_never_matters(reference: Reference, records: list[dict[str, Any]]) -> None:
    expected, found = resolve(reference, *POOL), resolve(reference, *records)

    for name in expected.__dataclass_fields__:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(expected, name))


@pytest.mark.parametrize("some", [pair for size in (1, 2) for pair in combinations(range(len(POOL)), size)])
def test_every_id_ever_given_out_still_answers(reference: Reference, some: tuple[int, ...]) -> None:
    minted = ids(resolve(reference, *(POOL[position] for position in some)))
    frames = resolve(reference, *POOL, minted=tuple(minted))

    assert set(follow_aliases(pd.Series(minted), frames.agreement_alias, ids(frames))) <= set(ids(frames))


@pytest.mark.parametrize(
    ("told", "warns"),
    [
        ({"end_date": date(2027, 3, 14)}, False),
        ({"end_date": date(2025, 3, 14)}, True),
        ({"end_date": None}, False),  # left out is no contradiction
        ({"end_date": date(2027, 3, 14), "signed_date": date(2022, 3, 15)}, True),
    ],
)
def test_registers_that_tell_different_days_of_one_agreement_are_reported(
    reference: Reference, told: dict[str, Any], warns: bool
) -> None:
    ours = printed(1, BALIKPAPAN, KB, end_date=date(2027, 3, 14))
    frames = resolve(reference, ours, printed(1, PENAJAM, KB, **told))
    (warnings,) = frames.agreement["warnings"]
    assert ("tanggal_berbeda_antar_cetakan" in warnings) is warns
