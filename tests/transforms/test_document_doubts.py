"""What only several documents together show: another's figures in a form, an office under the wrong region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.reference import Reference
from extractors.detect import extract
from transforms.document import transform
from transforms.document_doubts import RESULT_COLUMNS, RIVAL_OFFICES, SAME_FIGURES, find_document_doubts
from warehouse.tables.vocabulary import DOCUMENT_DOUBTS

OWN_MONEY = (288_780_238_969_00, 272_881_138_519_00, 15_899_100_450_00)
TOBA, SUMUT = "12.12", "12"

Printed = dict[str, Any]


def printed(name: str, region: str, office: str | None, money: tuple[int, ...] = OWN_MONEY, **more: Any) -> Printed:
    """One LRA: a slice with lines 1, 2, 3 ... of the given amounts (sen)."""
    return {"name": name, "region": region, "office": office, "money": money, **more}


def doubts(reference: Reference, *documents: Printed) -> pd.DataFrame:
    slices, lines, amounts = [], [], []
    for document in documents:
        own = {"slice_id": f"s-{document['name']}", "document_id": f"d-{document['name']}"}
        lacks = {} if document["office"] else {"skpd_name": "nama perangkat daerah tidak diisi"}
        slices.append(
            {**own, "file_name": f"{document['name']}.xlsx", "region_code": document["region"], "kind": "lra",
             "fiscal_year": document.get("year", 2022), "version": None, "period": document.get("period", "sd_10"),
             "skpd_code": None, "skpd_name": document["office"], "lacks": lacks}
        )  # fmt: skip
        for number, sen in enumerate(document["money"], start=1):
            line = f"{document['name']}-{number}"
            lines.append({**own, "line_item_id": line, "code": f"5.{number}", "name": "Belanja"})
            amounts.append((line, f"r-{line}", "anggaran", sen))
    line_frame = pd.DataFrame(lines, columns=["slice_id", "document_id", "line_item_id", "code", "name"])
    amount_frame = pd.DataFrame(amounts, columns=["line_item_id", "source_row_id", "measure", "amount_sen"])
    return find_document_doubts(pd.DataFrame(slices), line_frame, amount_frame, reference)


def named(found: pd.DataFrame) -> set[tuple[str, str]]:
    return {(str(row["document_id"])[2:], str(row["expectation"])) for row in found.to_dict("records")}


def test_the_same_money_under_two_regions_is_named_on_both_sides_with_its_rows(reference: Reference) -> None:
    found = doubts(reference, printed("a", SUMUT, "Dinas Sosial"), printed("b", TOBA, "Dinas Sosial"))
    assert tuple(found.columns) == RESULT_COLUMNS
    assert named(found) == {("a", SAME_FIGURES), ("b", SAME_FIGURES)}
    assert set(found["severity"]) == {"warning"}
    own = found.set_index("document_id").loc["d-a"]
    assert own["unexpected_source_row_ids"] == ["r-a-1", "r-a-2", "r-a-3"]
    assert "b.xlsx (Dinas Sosial, Kabupaten Toba, LRA 2022 sd_10)" in own["observed"]


def test_a_nameless_form_with_anothers_money_is_called_a_likely_sample(reference: Reference) -> None:
    found = doubts(reference, printed("form", TOBA, None), printed("filled", SUMUT, "Dinas Pendidikan"))
    assert named(found) == {("form", SAME_FIGURES), ("filled", SAME_FIGURES)}
    assert all("mungkin contoh" in text for text in found["observed"])


@pytest.mark.parametrize(
    "other",
    [
        printed("b", TOBA, "DINAS  SOSIAL"),  # the same office again
        printed("b", SUMUT, "Dinas Sosial", (OWN_MONEY[0], OWN_MONEY[1], 1_00)),  # other money
        printed("b", SUMUT, "Dinas Sosial", year=2023),
        printed("b", SUMUT, "Dinas Sosial", OWN_MONEY[:2]),
    ],
)
def test_an_office_printed_again_and_other_money_are_no_doubt(reference: Reference, other: Printed) -> None:
    assert doubts(reference, printed("a", TOBA, "Dinas Sosial"), other).empty


def test_round_and_few_amounts_are_equal_by_chance_and_say_nothing(reference: Reference) -> None:
    for money in ((10_000_000_00, 20_000_000_00, 30_000_000_00), OWN_MONEY[:2], (0, 0, 0), ()):
        assert doubts(reference, printed("a", TOBA, "A", money), printed("b", SUMUT, "B", money)).empty


def test_a_region_with_two_offices_for_one_field_is_asked_about(reference: Reference) -> None:
    money = (1_00,)
    found = doubts(
        reference,
        printed("a", SUMUT, "Dinas Pendidikan, Pemuda dan Olahraga", money),
        printed("b", SUMUT, "DINAS PENDIDIKAN PROVINSI SUMATERA UTARA", money),
        printed("c", SUMUT, "Dinas Pendidikan", money),
        printed("d", TOBA, "Dinas Pendidikan dan Kebudayaan", money),
        printed("e", SUMUT, "Sekretariat Daerah", money),
    )
    assert named(found) == {("a", RIVAL_OFFICES), ("b", RIVAL_OFFICES), ("c", RIVAL_OFFICES)}
    assert "tidak dapat dipastikan" in found["observed"].iloc[0]


POOL = [
    printed("a", SUMUT, "Dinas Pendidikan, Pemuda dan Olahraga"),
    printed("b", TOBA, "Dinas Sosial"),
    printed("c", TOBA, None),
    printed("d", SUMUT, "Dinas Pendidikan", (1_00,)),
]


@settings(deadline=None)  # the first example loads the reference data
@given(st.permutations(POOL))
def test_the_order_of_documents_never_matters(reference: Reference, documents: list[Printed]) -> None:
    pd.testing.assert_frame_equal(doubts(reference, *documents), doubts(reference, *POOL))


def test_the_warehouse_knows_these_as_doubts_between_documents() -> None:
    assert set(DOCUMENT_DOUBTS) == {SAME_FIGURES, RIVAL_OFFICES}


@pytest.mark.real
def test_the_prefilled_form_and_the_wrongly_headed_report_are_named(shared_data: Path, reference: Reference) -> None:
    paths = [
        *sorted((shared_data / "lra").glob("*_lra_*.xls*")),
        shared_data / "lra/templates/Format_Laporan_Realisasi_Anggaran_LRA.xlsx",
    ]
    read = [(path.name, transform(extract(path), None).frames) for path in paths]
    slices, lines, amounts = (
        pd.concat([frames[name].assign(file_name=file) for file, frames in read], ignore_index=True)
        for name in ("document_slice", "line_item", "line_amount")
    )
    found = find_document_doubts(slices, lines, amounts, reference)
    files = dict(zip(slices["document_id"], slices["file_name"], strict=True))
    assert {(files[row["document_id"]], row["expectation"]) for row in found.to_dict("records")} == {
        ("Format_Laporan_Realisasi_Anggaran_LRA.xlsx", SAME_FIGURES),
        ("1_lra_20221129-230408.xls", SAME_FIGURES),
        ("1_lra_20221129-230408.xls", RIVAL_OFFICES),
        ("1_lra_20221031-164133.xls", RIVAL_OFFICES),
    }
