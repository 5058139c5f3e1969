"""What a block of a document is about, and how that is known."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from config.layout import Layout
from config.reference import Reference
from extractors.records import RejectedDocument
from transforms.slices import identify_slices, mark_completeness, slice_corrections

LINES = [
    {"no": "1", "name": "Sasaran", "indicator": "Indeks", "k7": "80"},
    {"no": "1.1", "name": "PROGRAM A", "rp7": "2,000,000"},
    {"no": "1.1.1", "name": "Kegiatan", "rp7": "2,000,000"},
]
SIGNATURE = ("Disusun di : Balikpapan,", "Kepala Dinas", "Kota Balikpapan")


def headings(office: str, *more: str, year: int = 2024) -> tuple[str, ...]:
    return ("Formulir E.81", f"Renja Perangkat Daerah {office}", f"Tahun {year} - Triwulan 2", *more)


@pytest.fixture
def identify(build_extraction: Any, reference: Reference) -> Any:
    def run(layout: Layout, blocks: list[Any], manifest: dict[str, str | None] | None = None) -> pd.DataFrame:
        extraction, rows = build_extraction(layout, blocks)
        return identify_slices(extraction, rows, reference, manifest)

    return run


def test_an_office_is_identified_from_its_headings_and_the_place_of_signature(identify: Any, e81: Layout) -> None:
    slices = identify(e81, [(headings("Dinas Kesehatan"), LINES, SIGNATURE)])
    found = slices.iloc[0]
    assert (found["region_code"], found["kind"], found["fiscal_year"], found["period"]) == ("64.71", "e81", 2024, "tw2")
    assert found["skpd_name"] == "Dinas Kesehatan"
    assert found["version"] is None
    assert found["basis"]["region_code"] == {"source": "signature", "text": "Kota Balikpapan"}
    assert found["basis"]["fiscal_year"]["source"] == "print"
    assert found["is_complete"]


def test_a_title_beats_the_place_of_signature(identify: Any, e81: Layout) -> None:
    title = "PEMERINTAH KOTA BALIKPAPAN"
    slices = identify(e81, [((title, *headings("Dinas Kesehatan")), LINES, ("Samarinda,",))])
    assert slices.iloc[0]["basis"]["region_code"] == {"source": "print", "text": title}


def test_an_office_that_one_region_alone_has_names_the_region(identify: Any, e81: Layout) -> None:
    blocks = [(headings(office), LINES, ()) for office in ("Dinas Kesehatan", "Kecamatan Balikpapan Barat")]
    slices = identify(e81, blocks)
    assert slices["region_code"].tolist() == ["64.71", "64.71"]
    assert slices.iloc[0]["basis"]["region_code"]["source"] == "office_names"
    with pytest.raises(RejectedDocument, match="unidentified"):
        identify(e81, blocks[:1])


GENERIC = ("Dinas Kesehatan", "Dinas Sosial", "Dinas Perhubungan", "Dinas Lingkungan Hidup", "Inspektorat",
           "Sekretariat Daerah", "Sekretariat DPRD", "Badan Kesatuan Bangsa dan Politik", "Satuan Polisi Pamong Praja",
           "Rumah Sakit Umum Daerah", "Kecamatan Kota", "Kecamatan Utara")  # fmt: skip


@pytest.mark.parametrize(
    "offices",
    [
        GENERIC,
        ("Dinas Kesehatan", "Kecamatan Bandung"),  # a district of Tulungagung
        ("Kecamatan Bandung", "Kecamatan Kendal"),
        ("Kecamatan Malang", "Kecamatan Kendal", "Kecamatan Solok"),
    ],
)
def test_names_that_any_region_may_have_never_put_a_document_under_the_only_listed_one(
    identify: Any, e81: Layout, offices: tuple[str, ...]
) -> None:
    with pytest.raises(RejectedDocument) as refusal:
        identify(e81, [(headings(office), LINES, ()) for office in offices])
    assert refusal.value.reason_code in ("unidentified", "region_conflict")


def test_generic_offices_are_placed_by_signature_or_by_a_name_with_its_level(identify: Any, e81: Layout) -> None:
    signed = identify(e81, [(headings(office), LINES, SIGNATURE) for office in GENERIC])
    assert set(signed["region_code"]) == {"64.71"}
    blocks = [(headings(office), LINES, ()) for office in (*GENERIC, "Dinas Pertanian Kabupaten Toba")]
    assert set(identify(e81, blocks)["region_code"]) == {"12.12"}


def test_a_document_that_names_no_region_says_what_to_add(identify: Any, e81: Layout) -> None:
    with pytest.raises(RejectedDocument) as refusal:
        identify(e81, [(headings("Dinas Antah Berantah"), LINES, ())])
    assert (refusal.value.reason_code, refusal.value.stage) == ("unidentified", "identify")
    assert "region_code" in refusal.value.detail
    assert "Antah Berantah" in refusal.value.detail


def test_two_regions_in_conflict_are_reported(identify: Any, e81: Layout) -> None:
    blocks = [(("PEMERINTAH KABUPATEN TOBA", *headings("Dinas Kesehatan")), LINES, ("Kota Balikpapan",))]
    with pytest.raises(RejectedDocument) as refusal:
        identify(e81, blocks)
    assert refusal.value.reason_code == "region_conflict"
    chosen = identify(e81, blocks, {"region_code": "64.71", "override_reason": "judul salah ketik"})
    assert chosen.iloc[0]["region_code"] == "64.71"
    assert chosen.iloc[0]["basis"]["region_code"]["printed"] == "12.12"


def test_the_manifest_fills_what_is_not_printed(identify: Any, e81: Layout) -> None:
    manifest = {"region_code": "64.72", "received_on": "2024-08-01", "version": None}
    slices = identify(e81, [(headings("Dinas Antah Berantah"), LINES, ())], manifest)
    assert slices.iloc[0]["region_code"] == "64.72"
    assert slices.iloc[0]["basis"]["region_code"]["source"] == "manifest"
    assert str(slices.iloc[0]["received_on"]) == "2024-08-01"


def test_print_against_manifest_needs_a_reason_which_becomes_a_correction(
    identify: Any, build_extraction: Any, reference: Reference, e81: Layout
) -> None:
    block = (headings("Dinas Kesehatan"), LINES, SIGNATURE)
    with pytest.raises(RejectedDocument) as refusal:
        identify(e81, [block], {"fiscal_year": "2023"})
    assert refusal.value.reason_code == "manifest_conflict"
    extraction, rows = build_extraction(e81, [block])
    manifest = {"fiscal_year": "2023", "override_reason": "surat ralat"}
    slices = identify_slices(extraction, rows, reference, manifest)
    corrections = slice_corrections(slices, rows)
    assert slices.iloc[0]["fiscal_year"] == 2023
    assert corrections[["column_name", "printed", "used", "reason"]].to_numpy().tolist() == [
        ["fiscal_year", "2024", "2023", "surat ralat"]
    ]


@pytest.mark.parametrize(
    "line", [{"region_code": "99.99"}, {"fiscal_year": "dua ribu"}, {"kind": "rapbd"}, {"received_on": "kemarin"}]
)
def test_a_manifest_that_means_nothing_is_refused(identify: Any, e81: Layout, line: dict[str, str | None]) -> None:
    with pytest.raises(RejectedDocument) as refusal:
        identify(e81, [(headings("Dinas Kesehatan"), LINES, SIGNATURE)], line)
    assert refusal.value.reason_code == "manifest_invalid"
    assert next(iter(line)) in refusal.value.detail


def test_a_district_that_bears_another_regions_name_does_not_move_the_document(identify: Any, e81: Layout) -> None:
    title = "PEMERINTAH KABUPATEN TOBA"
    slices = identify(e81, [((title, *headings("Kecamatan Balikpapan Barat")), LINES, ())])
    assert slices["region_code"].tolist() == ["12.12"]


def test_an_office_printed_twice_is_a_duplicate_only_when_equal_to_the_letter(identify: Any, e81: Layout) -> None:
    block = (headings("Dinas Kesehatan"), LINES, SIGNATURE)
    other = (headings("Dinas Kesehatan"), [*LINES[:2], {**LINES[2], "rp7": "2,000,001"}], SIGNATURE)
    slices = identify(e81, [block, block, other])
    assert slices["state"].tolist() == [None, "duplicate", None]
    assert slices["duplicate_of_block"].tolist() == [None, 1, None]
    assert slices["slice_id"].is_unique


def test_an_alias_of_an_office_is_used_and_noted(identify: Any, e81: Layout) -> None:
    slices = identify(e81, [(headings("Disdikbud"), LINES, SIGNATURE)])
    assert slices.iloc[0]["skpd_name"] == "Dinas Pendidikan dan Kebudayaan"
    assert slices.iloc[0]["basis"]["skpd_name"]["printed"] == "Disdikbud"


def test_an_office_name_left_as_dots_is_null_and_says_so(identify: Any, e81: Layout) -> None:
    slices = identify(e81, [(headings("………………"), LINES, SIGNATURE)])
    assert slices.iloc[0]["skpd_name"] is None
    assert slices.iloc[0]["basis"]["skpd_name"]["source"] == "unfilled"


def test_a_form_with_dots_and_no_figures_is_refused_as_unfilled(identify: Any, e81: Layout) -> None:
    empty = [{"no": "1", "name": "Sasaran"}, {"no": "1.1", "name": "PROGRAM", "rp7": "0", "rp8": "-"}]
    with pytest.raises(RejectedDocument) as refusal:
        identify(e81, [(headings("……"), empty, SIGNATURE)])
    assert refusal.value.reason_code == "unfilled_form"


def test_a_slice_with_a_hole_is_not_complete(
    identify: Any, build_extraction: Any, reference: Reference, e81: Layout
) -> None:
    gap = identify(e81, [(headings("Dinas Kesehatan"), [LINES[0], {**LINES[1], "no": "1.2"}], SIGNATURE)])
    assert not gap.iloc[0]["is_complete"]
    assert "1.1" in gap.iloc[0]["basis"]["is_complete"]["text"]
    pages = [LINES[0], LINES[1], {**LINES[2], "_page": 3}]
    assert not identify(e81, [(headings("Dinas Kesehatan"), pages, SIGNATURE)]).iloc[0]["is_complete"]
    extraction, rows = build_extraction(e81, [(headings("Dinas Kesehatan"), LINES, SIGNATURE)])
    slices = identify_slices(extraction, rows, reference, None)
    refused = pd.DataFrame({"source_row_id": [rows["source_row_id"].iloc[1]], "column_name": None})
    assert not mark_completeness(slices, rows, refused).iloc[0]["is_complete"]
