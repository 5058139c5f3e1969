"""What a person's decision does to the link it was taken on, and to links in other documents and years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

Reconcile = Callable[..., pd.DataFrame]
Row = dict[str, Any]

WASTE: Row = {
    "agreement_id": "ks-1",
    "title": "Pengelolaan Sampah Menjadi Gas Metana di TPA Manggar",
    "scope": "pemasangan jaringan pipa gas metana ke rumah warga",
    "number": "658.1/112/KB-KS/2022",
    "signed_date": "2022-09-15",
    "end_date": "2027-09-15",
    "partners": [("PT Pertamina Hulu Mahakam (PHM)", "bumn", None)],
    "offices": ["Dinas Lingkungan Hidup"],
}
LANDFILL = {
    "line_item_id": "l-2",
    "name": "Penanganan Sampah melalui Pemrosesan Akhir Sampah di TPA/TPST Kabupaten/Kota",
}
SCHOOLS = {"line_item_id": "l-3", "name": "Pengadaan Mebel Sekolah", "skpd_name": "Dinas Pendidikan dan Kebudayaan"}


def link(links: pd.DataFrame, agreement_id: str, line_item_id: str) -> Row | None:
    found = links[(links["agreement_id"] == agreement_id) & (links["line_item_id"] == line_item_id)]
    return found.to_dict("records")[0] if len(found) else None


def test_a_decision_overrides_and_carries_to_other_years_by_the_line_key(links_of: Reconcile) -> None:
    same = {"line_item_key": "the line over the years"}
    lines = [
        SCHOOLS | same,
        SCHOOLS | same | {"line_item_id": "l-3-2025", "fiscal_year": 2025, "document_id": "d2"},
        LANDFILL | {"note": "658.1/112/KB-KS/2022"},
    ]
    decisions = [
        {"agreement_id": "ks-1", "line_item_key": "the line over the years", "verdict": "tambah"},
        {"agreement_id": "ks-1", "line_item_key": "key of l-2", "verdict": "tidak_sesuai"},
    ]
    links = links_of([WASTE], lines, decisions)
    for line_item_id in ("l-3", "l-3-2025"):
        found = link(links, "ks-1", line_item_id)
        assert found is not None
        assert (found["basis"], found["strength"], found["state"], found["decided_by"]) == (
            "keputusan",
            "C",
            "accepted",
            "person",
        )
    refused = link(links, "ks-1", "l-2")
    assert refused is not None
    assert (refused["state"], refused["decided_by"]) == ("rejected", "person")


def test_the_latest_decision_counts_and_doubt_reopens(links_of: Reconcile) -> None:
    decisions = [
        {"agreement_id": "ks-1", "line_item_key": "key of l-2", "verdict": "ragu", "decided_at": "2024-06-02"},
        {"agreement_id": "ks-1", "line_item_key": "key of l-2", "verdict": "sesuai", "decided_at": "2024-06-01"},
    ]
    found = link(links_of([WASTE], [LANDFILL], decisions), "ks-1", "l-2")
    assert found is not None
    assert (found["state"], found["decided_by"]) == ("candidate", "person")


CITING = LANDFILL | {"note": "658.1/112/KB-KS/2022"}
#: the same line without a code and without the number, in another document
E81 = LANDFILL | {
    "line_item_id": "l-2-e81", "line_item_key": "key of the line without a code", "document_id": "e81", "kind": "e81",
    "file_name": "e81.pdf", "code": None, "note": None, "version": None, "period": "tw2",
}  # fmt: skip
DOUBT = {"agreement_id": "ks-1", "line_item_key": "key of the line without a code", "verdict": "ragu"}


def test_a_doubt_in_one_document_leaves_the_citation_of_another(links_of: Reconcile) -> None:
    links = links_of([WASTE], [CITING, E81], [DOUBT])
    doubted, citing = link(links, "ks-1", "l-2-e81"), link(links, "ks-1", "l-2")
    assert doubted is not None and citing is not None
    assert (doubted["state"], doubted["is_open"], doubted["decided_by"]) == ("candidate", True, "person")
    assert (citing["state"], citing["strength"], citing["decided_by"]) == ("accepted", "A", "rule")
    # what was carried is told: somebody may want to look
    assert citing["evidence"]["decision"]["verdict"] == "ragu"
    assert any("perlu dilihat lagi" in said for said in citing["evidence"]["against"])


def test_a_doubt_in_one_document_leaves_likeness_elsewhere_open(links_of: Reconcile) -> None:
    links = links_of([WASTE], [CITING | {"note": None}, E81], [DOUBT])
    found = link(links, "ks-1", "l-2")
    assert found is not None
    assert (found["state"], found["is_open"], found["decided_by"]) == ("candidate", True, "person")


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ("e81.pdf, hlm. 3, baris 7", "accepted"),  # the line was doubted where it cites nothing
        ("RKPD 2024 murni: rkpd.pdf, hlm. 3, baris 7", "candidate"),  # the citation itself is doubted
        (None, "candidate"),  # nobody knows: the doubt is about the key, wherever it stands
    ],
)
def test_a_doubt_on_a_key_that_both_print_is_about_the_document_it_was_taken_in(
    links_of: Reconcile, place: str | None, state: str
) -> None:
    lines = [CITING | {"line_item_key": "k"}, E81 | {"line_item_key": "k"}]
    links = links_of([WASTE], lines, [DOUBT | {"line_item_key": "k", "line_place": place}])
    assert {link(links, "ks-1", line)["state"] for line in ("l-2",)} == {state}  # type: ignore[index]
    assert link(links, "ks-1", "l-2-e81")["state"] == "candidate"  # type: ignore[index]


def test_a_yes_that_is_reopened_by_a_split_takes_no_citation_away(links_of: Reconcile) -> None:
    twice = [CITING | {"line_item_id": "a", "document_id": "d2", "file_name": "apbd.pdf", "line_item_key": "k-a"}]
    twice.append(twice[0] | {"line_item_id": "b", "line_item_key": "k-b", "note": None})
    links = links_of([WASTE], [E81, *twice], [DOUBT | {"verdict": "sesuai"}])
    citing, other = link(links, "ks-1", "a"), link(links, "ks-1", "b")
    assert citing is not None and other is not None
    assert citing["evidence"]["decision"]["carried_by"] == "dibuka_kembali"
    assert (citing["state"], citing["decided_by"]) == ("accepted", "rule")
    assert (other["state"], other["decided_by"]) == ("candidate", "person")


@pytest.mark.parametrize(
    ("note", "place", "state"),
    [
        (None, "e81.pdf, hlm. 3, baris 7", "candidate"),  # the number was printed only after the no
        ("658.1/112/KB-KS/2022", "e81.pdf, hlm. 3, baris 7", "rejected"),  # the no was about these very words
        (None, None, "rejected"),  # nobody knows what was seen
    ],
)
def test_a_no_is_asked_again_where_another_document_cites_what_the_line_seen_did_not(
    links_of: Reconcile, note: str | None, place: str | None, state: str
) -> None:
    lines = [CITING | {"line_item_key": "k"}, E81 | {"line_item_key": "k", "note": note, "indicator": "Volume"}]
    no = DOUBT | {"line_item_key": "k", "verdict": "tidak_sesuai", "line_place": place}
    links = links_of([WASTE], lines, [no])
    citing, seen = link(links, "ks-1", "l-2"), link(links, "ks-1", "l-2-e81")
    assert citing is not None and seen is not None
    assert (citing["state"], citing["decided_by"], seen["state"]) == (state, "person", "rejected")
    told = any("dokumen ini menyebut naskahnya" in said for said in citing["evidence"]["against"])
    assert told == (state == "candidate")


def test_a_no_that_is_reopened_keeps_the_citation_open(links_of: Reconcile) -> None:
    twice = [CITING | {"line_item_id": "a", "document_id": "d2", "file_name": "apbd.pdf", "line_item_key": "k-a"}]
    twice.append(twice[0] | {"line_item_id": "b", "line_item_key": "k-b", "note": None})
    found = link(links_of([WASTE], [E81, *twice], [DOUBT | {"verdict": "tidak_sesuai"}]), "ks-1", "a")
    assert found is not None and (found["state"], found["is_open"]) == ("candidate", True)
