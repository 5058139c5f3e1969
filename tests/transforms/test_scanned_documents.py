"""What a scan left in doubt never becomes a fact, and comes back by the hand of a person who looked at the picture.

The rows are those of a text document, marked as a reader of pictures marks them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.detect import extract
from extractors.records import Extraction, RawRow, RejectedDocument
from transforms.document import TypedDocument, transform

GOLDEN = Path(__file__).parents[1] / "golden"
SAMPLE = GOLDEN / "apbd_penjabaran_murni" / "sample.pdf"


@pytest.fixture
def scanned() -> Extraction:
    """The sample as if each cell had been read from a picture without a doubt."""
    extraction = extract(SAMPLE)
    for row in extraction.rows:
        row.confidence = [0.95 if text is not None else None for text in row.cells]
    return extraction


def leaves(extraction: Extraction) -> list[RawRow]:
    """Lines of the finest accounts, which have an amount and no children."""
    return [row for row in extraction.rows if row.zone == "body" and row.values.get("code_12")]


def amounts(document: TypedDocument) -> dict[str, int]:
    frame = document.frames["line_amount"]
    return dict(zip(frame["source_row_id"], frame["amount_sen"], strict=True))


def with_another_digit(row: RawRow) -> str:
    printed = str(row.values["anggaran"])
    return ("8" if printed[0] != "8" else "3") + printed[1:]


def reasons(document: TypedDocument) -> set[tuple[str, str, str | None]]:
    frame = document.frames["quarantine"].astype(object)
    columns = (frame[name] for name in ("source_row_id", "reason_code", "column_name"))
    return {(row, reason, column or None) for row, reason, column in zip(*columns, strict=True)}


def test_a_scan_without_doubts_loads_as_its_text_would(scanned: Extraction) -> None:
    assert amounts(transform(scanned, None)) == amounts(transform(extract(SAMPLE), None))


def test_confidence_is_kept_for_each_cell_of_a_scanned_row_only(scanned: Extraction) -> None:
    kept = transform(scanned, None).frames["raw_row"]
    assert all(len(sure) == len(cells) for sure, cells in zip(kept["confidence"], kept["cells"], strict=True))
    assert transform(extract(SAMPLE), None).frames["raw_row"]["confidence"].isna().all()


def test_an_amount_in_doubt_is_null_with_a_reason_and_the_line_stays(scanned: Extraction) -> None:
    doubtful = leaves(scanned)[0]
    doubtful.low_confidence = ("anggaran",)
    document = transform(scanned, None)
    assert doubtful.source_row_id in set(document.frames["line_item"]["source_row_id"])
    assert doubtful.source_row_id not in amounts(document)
    assert (doubtful.source_row_id, "ocr_unsure", "anggaran") in reasons(document)


def test_a_line_whose_code_is_in_doubt_is_refused_whole(scanned: Extraction) -> None:
    doubtful = leaves(scanned)[0]
    doubtful.low_confidence = ("code_12",)
    document = transform(scanned, None)
    assert doubtful.source_row_id not in set(document.frames["line_item"]["source_row_id"])
    assert (doubtful.source_row_id, "ocr_unsure", None) in reasons(document)
    assert not document.frames["document_slice"]["is_complete"].all()


def test_a_name_read_poorly_costs_nothing_but_itself(scanned: Extraction) -> None:
    leaves(scanned)[0].low_confidence = ("name",)
    assert len(amounts(transform(scanned, None))) == len(amounts(transform(extract(SAMPLE), None)))


def test_a_scan_mostly_in_doubt_is_refused_as_a_whole(scanned: Extraction) -> None:
    for row in scanned.rows:
        row.low_confidence = ("anggaran",)
    with pytest.raises(RejectedDocument, match="300 dpi") as refusal:
        transform(scanned, None)
    assert refusal.value.reason_code == "ocr_unsure"


def test_figures_of_a_scan_that_do_not_add_up_are_withheld_and_those_of_a_text_are_not(scanned: Extraction) -> None:
    misread = leaves(scanned)[0]
    misread.values["anggaran"] = with_another_digit(misread)
    document = transform(scanned, None)
    assert misread.source_row_id not in amounts(document)
    assert (misread.source_row_id, "ocr_untied", "anggaran") in reasons(document)
    for row in scanned.rows:
        row.confidence = None
    printed = transform(scanned, None)
    assert misread.source_row_id in amounts(printed)
    assert not printed.frames["tie_out"]["holds"].all()


def correction(row: RawRow, column: str, used: str) -> dict[str, str]:
    place = {"page": str(row.page), "row_number": str(row.row_number)}
    return {**place, "column_name": column, "used": used, "reason": "dibaca dari gambar"}


def test_what_a_person_read_is_loaded_and_told_as_a_correction(scanned: Extraction) -> None:
    doubtful = leaves(scanned)[0]
    printed = doubtful.values["anggaran"]
    doubtful.values["anggaran"], doubtful.low_confidence = "7.7?7", ("anggaran",)
    document = transform(scanned, {"corrections": [correction(doubtful, "anggaran", str(printed))]})
    assert amounts(document) == amounts(transform(extract(SAMPLE), None))
    assert reasons(document) == set()
    (told,) = document.frames["correction"].to_dict("records")
    assert (told["source_row_id"], told["column_name"]) == (doubtful.source_row_id, "anggaran")
    assert (told["printed"], told["used"], told["reason"]) == ("7.7?7", printed, "dibaca dari gambar")


def test_a_sum_that_a_person_confirmed_as_printed_is_loaded(scanned: Extraction) -> None:
    row = leaves(scanned)[0]
    printed = with_another_digit(row)
    document = transform(scanned, {"corrections": [correction(row, "anggaran", printed)]})
    assert row.source_row_id in amounts(document)


def test_text_that_was_printed_is_not_corrected_by_hand() -> None:
    extraction = extract(SAMPLE)
    with pytest.raises(RejectedDocument, match="hasil pindai") as refusal:
        transform(extraction, {"corrections": [correction(leaves(extraction)[0], "anggaran", "1")]})
    assert refusal.value.reason_code == "correction_invalid"


def test_an_office_that_its_region_does_not_have_refuses_a_scan_and_not_a_text() -> None:
    extraction = extract(GOLDEN / "e81_pdf" / "sample.pdf")
    extraction.blocks[:] = [
        replace(
            block, headings=tuple(text.replace("Dinas Perdagangan", "Dinas Perdaqangan") for text in block.headings)
        )
        for block in extraction.blocks
    ]
    as_text = transform(replace(extraction, rows=list(extraction.rows)), None).frames["document_slice"]
    assert set(as_text["skpd_name"]) == {"Dinas Perhubungan", "Dinas Perdaqangan"}
    for row in extraction.rows:
        row.confidence = [0.95 if text is not None else None for text in row.cells]
    with pytest.raises(RejectedDocument, match="Dinas Perdaqangan") as refusal:
        transform(extraction, None)
    assert refusal.value.reason_code == "ocr_unsure"
