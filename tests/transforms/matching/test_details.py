"""A number or title quoted in an account or detail row is credited to the sub kegiatan above it, naming the row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

Reconcile = Callable[..., pd.DataFrame]
Row = dict[str, Any]

WASTE: Row = {
    "agreement_id": "ks-1",
    "title": "Pengelolaan Sampah Menjadi Gas Metana di TPA Manggar",
    "number": "658.1/112/KB-KS/2022",
    "partners": [("PT Pertamina Hulu Mahakam", "bumn", None)],
    "offices": ["Dinas Lingkungan Hidup"],
}
LANDFILL: Row = {"line_item_id": "sub", "kind": "dpa", "name": "Pemrosesan Akhir Sampah di TPA"}
ACCOUNT: Row = {
    "line_item_id": "akun", "kind": "dpa", "level": "rekening", "name": "Belanja Jasa Tenaga Ahli",
    "parent_line_item_id": "sub", "row_number": 8,
}  # fmt: skip
DETAIL: Row = {
    "line_item_id": "rinci", "kind": "dpa", "level": "rincian", "parent_line_item_id": "akun", "page": 4,
    "row_number": 9,
}  # fmt: skip


def only(links: pd.DataFrame) -> Row:
    (found,) = links[links["agreement_id"] == "ks-1"].to_dict("records")
    return dict(found)


def test_a_number_in_a_detail_is_the_sub_kegiatans_with_the_row_named(links_of: Reconcile) -> None:
    text = "Honor tenaga ahli sesuai PKS No. 658.1/112/KB-KS/2022"
    found = only(links_of([WASTE], [LANDFILL, ACCOUNT, DETAIL | {"name": text}]))
    assert (found["line_item_id"], found["basis"], found["strength"], found["state"]) == (
        "sub", "nomor", "A", "accepted",
    )  # fmt: skip
    (citation,) = found["evidence"]["citations"]
    assert citation["line_field"] == "rincian"
    assert citation["row"] == {"source_row_id": "rinci", "text": text, "page": 4, "sheet": None, "row": 9}
    assert text[slice(*citation["line_span"])] == citation["line_text"] == "658.1/112/KB-KS/2022"


def test_a_title_quoted_in_the_note_of_an_account_counts(links_of: Reconcile) -> None:
    note = "kerja sama pengelolaan sampah menjadi gas metana di TPA Manggar"
    found = only(links_of([WASTE], [LANDFILL, ACCOUNT | {"note": note}]))
    assert (found["basis"], found["state"]) == ("judul", "accepted")
    assert found["evidence"]["citations"][0]["row"]["source_row_id"] == "akun"


def test_the_row_of_a_sheet_is_named_as_a_spreadsheet_counts(links_of: Reconcile) -> None:
    place = {"page": None, "sheet": "Rincian", "sheet_row": 41, "name": "Jasa, 658.1/112/KB-KS/2022"}
    found = only(
        links_of(
            [WASTE],
            [
                LANDFILL | {"page": None, "sheet": "DPA", "sheet_row": 17},
                DETAIL | place | {"parent_line_item_id": "sub"},
            ],
        )
    )
    assert (found["evidence"]["sheet"], found["evidence"]["row"]) == ("DPA", 17)
    row = found["evidence"]["citations"][0]["row"]
    assert (row["sheet"], row["row"]) == ("Rincian", 41)


def test_a_partner_in_a_detail_and_the_national_name_of_an_account_say_nothing(links_of: Reconcile) -> None:
    lines = [
        LANDFILL,
        ACCOUNT | {"name": "Belanja Kerja Sama Pengelolaan Sampah Menjadi Gas Metana di TPA Manggar"},
        DETAIL | {"name": "Jasa pengolahan gas metana dari sampah oleh Pertamina Hulu Mahakam"},
    ]
    found = only(links_of([WASTE], lines))
    assert found["evidence"]["citations"] == []
    assert found["state"] == "candidate"


def test_a_second_print_and_a_detail_of_no_known_line_are_left_alone(links_of: Reconcile) -> None:
    cited = DETAIL | {"name": "Honor sesuai PKS No. 658.1/112/KB-KS/2022"}
    lines = [
        LANDFILL | {"duplicate_of": None}, ACCOUNT | {"duplicate_of": None}, cited | {"duplicate_of": "lain"},
        cited | {"line_item_id": "lepas", "parent_line_item_id": "tiada", "duplicate_of": None},
    ]  # fmt: skip
    assert only(links_of([WASTE], lines))["evidence"]["citations"] == []


def test_a_number_in_a_detail_crosses_regions_like_any_other(links_of: Reconcile) -> None:
    there = {"region_code": "64.72"}
    detail = DETAIL | there | {"name": "Bagian biaya KB 658.1/112/KB-KS/2022"}
    found = only(links_of([WASTE], [LANDFILL | there, ACCOUNT | there, detail]))
    assert (found["line_item_id"], found["basis"]) == ("sub", "nomor")
