"""What makes a partition to be looked at again, and what doesn't."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from config.reference import Reference
from transforms.matching.crosswalk import Carried
from transforms.matching.decisions import Verdict
from transforms.matching.fingerprints import content_print, link_print, relevant_subjects
from transforms.matching.lines import select_lines
from transforms.matching.subjects import Subject, build_subjects
from transforms.matching.text import vocabulary_of

Row = dict[str, Any]
LINE: Row = {
    "line_item_id": "l-1", "line_item_key": "k-1", "slice_id": "s", "document_id": "d", "file_name": "rkpd.pdf",
    "region_code": "64.71", "kind": "rkpd", "fiscal_year": 2024, "version": "murni", "period": None,
    "skpd_code": None, "skpd_name": "Dinas Lingkungan Hidup", "level": "sub_kegiatan", "code": None,
    "name": "Penanganan Sampah", "indicator": None, "location": None, "note": None, "page": 3, "sheet": None,
    "row_number": 7, "parent_line_item_id": None,
}  # fmt: skip
AGREEMENT: Row = {
    "agreement_id": "ks-1", "region_code": "64.71", "title": "Penanganan Sampah", "scope": None,
    "number": "658.1/112/KB-KS/2022",
}  # fmt: skip


def part(*rows: Row) -> pd.DataFrame:
    return select_lines(pd.DataFrame(rows or [LINE]))


def subjects(reference: Reference, *rows: Row, parties: list[Row] = []) -> list[Subject]:  # noqa: B006
    party = pd.DataFrame(parties, columns=["agreement_id", "ordinal", "name", "party_kind", "region_code", "number"])
    skpds = pd.DataFrame(columns=["agreement_id", "skpd_code", "skpd_name"])
    return build_subjects(pd.DataFrame(rows or [AGREEMENT]), party, skpds, reference, vocabulary_of(reference))


@pytest.mark.parametrize(
    "change",
    [
        {"note": "gas metana"}, {"name": "Penanganan Limbah"}, {"page": 4}, {"row_number": 8}, {"indicator": "ton"},
        {"skpd_name": "Dinas Kesehatan"}, {"line_item_key": "k-2"}, {"location": "Manggar"},
    ],
)  # fmt: skip
def test_whatever_of_a_line_shows_in_a_link_or_its_evidence_counts(reference: Reference, change: Row) -> None:
    known = subjects(reference)
    assert content_print(part(LINE | change), known, "") != content_print(part(), known, "")


def test_a_detail_below_a_line_counts_and_the_order_of_rows_does_not(reference: Reference) -> None:
    known, other = subjects(reference), LINE | {"line_item_id": "l-2", "line_item_key": "k-2"}
    detail = LINE | {"line_item_id": "l-3", "level": "rincian", "parent_line_item_id": "l-1"}
    detail |= {"name": "Honor sesuai PKS 658.1/112/KB-KS/2022"}
    plain = content_print(part(LINE, other), known, "")
    assert content_print(part(other, LINE), known, "") == plain
    assert content_print(part(LINE, other, detail), known, "") != plain


def test_an_agreement_or_the_code_counts(reference: Reference) -> None:
    plain = content_print(part(), subjects(reference), "v1")
    assert content_print(part(), subjects(reference), "v2") != plain
    assert content_print(part(), subjects(reference, AGREEMENT | {"scope": "gas"}), "v1") != plain


def test_only_agreements_of_the_region_or_cited_by_number_matter(reference: Reference) -> None:
    far = AGREEMENT | {"agreement_id": "ks-2", "region_code": "72.03", "number": "134/5/PKS/2023"}
    shared = AGREEMENT | {"agreement_id": "ks-3", "region_code": "72.03", "number": None}
    party = {"agreement_id": "ks-3", "ordinal": 2, "name": "Pemkot Balikpapan", "party_kind": "pemda"}
    all_of_them = subjects(reference, AGREEMENT, far, shared, parties=[{**party, "region_code": "64.71"}])

    def matter(*rows: Row) -> list[str]:
        return [subject.agreement_id for subject in relevant_subjects(all_of_them, part(*rows))]

    assert matter() == ["ks-1", "ks-3"]
    assert matter(LINE | {"note": "sesuai PKS 134/5/PKS/2023"}) == ["ks-1", "ks-2", "ks-3"]


def test_a_decision_counts_only_in_the_partition_of_its_line() -> None:
    here = Carried(Verdict("sesuai", "Bagian", "2024-05-01", ""), "kunci")
    plain = link_print("c", part(), {}, "m")
    assert link_print("c", part(), {("ks-1", "l-1"): here}, "m") != plain
    assert link_print("c", part(), {("ks-1", "elsewhere"): here}, "m") == plain
    assert link_print("c", part(), {}, "another model") != plain
