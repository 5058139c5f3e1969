"""What each office proposed for cooperation (pemetaan urusan), one row per printed row and urusan it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.agreement_offices import split_offices
from transforms.names import collapse
from transforms.register_rows import PrintedAgreement, gather_agreements
from transforms.urusan_names import find_urusans
from transforms.yes_no import parse_yes_no

MAPPING_COLUMNS = (
    "document_id", "source_row_id", "slice_id", "region_code", "fiscal_year", "skpd_code", "skpd_name", "urusan_code",
    "urusan_name", "cooperation_object", "potential", "partner", "is_accepted", "note",
)  # fmt: skip
_QUARANTINE_COLUMNS = ("document_id", "source_row_id", "column_name", "stage", "reason_code", "detail")


@dataclass(frozen=True)
class MappingFrames:
    """``mappings`` with :data:`MAPPING_COLUMNS`; ``quarantine`` says which cell could not be read."""

    mappings: pd.DataFrame
    quarantine: pd.DataFrame


def build_urusan_mapping(rows: pd.DataFrame, slices: pd.DataFrame, reference: Reference) -> MappingFrames:
    """The proposals of one document, in print order; ``rows`` need ``row_kind``, ``slices`` one row per block.

    Cells merged over several rows count for each; rows that go on over a page break are one. The office is that of the
    row, else of the slice; a name that is not among the region's offices stays as printed. A row that names several
    urusan gives a row for each, one that names none known keeps the printed name.
    """
    slice_of = {record["block"]: record for record in slices.to_dict("records")}
    mappings: list[dict[str, Any]] = []
    quarantine: list[dict[str, Any]] = []
    for printed in gather_agreements(rows, reference):
        record, refusals = _read(printed, slice_of.get(printed.block, {}), reference)
        quarantine += refusals
        codes: list[str | None] = [*find_urusans(printed.values.get("urusan"), reference)] or [None]
        mappings += [{**record, "urusan_code": code} for code in codes] if record else []
    return MappingFrames(
        pd.DataFrame(mappings, columns=list(MAPPING_COLUMNS), dtype=object),
        pd.DataFrame(quarantine, columns=list(_QUARANTINE_COLUMNS), dtype=object),
    )


def _read(
    printed: PrintedAgreement, slice_: Mapping[str, Any], reference: Reference
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    texts = {name: collapse(value) or None for name, value in printed.values.items()}
    refusals = []
    if not texts.get("object") and not texts.get("urusan"):
        refusals.append(_refused(printed, "object", "empty_mapping", "baris tanpa objek kerja sama dan tanpa urusan"))
        return {}, refusals
    is_accepted = parse_yes_no(texts.get("accepted"))
    if texts.get("accepted") and is_accepted is None and texts["accepted"] not in ("-", "–"):
        refusals.append(
            _refused(printed, "accepted", "unreadable_verdict", f"'{texts['accepted']}' bukan ya atau tidak")
        )
    code, name = _office(printed.values.get("skpd"), slice_, reference)
    return {
        "document_id": printed.document_id,
        "source_row_id": printed.source_row_id,
        "slice_id": slice_.get("slice_id"),
        "region_code": slice_.get("region_code"),
        "fiscal_year": slice_.get("fiscal_year"),
        "skpd_code": code,
        "skpd_name": name,
        "urusan_name": texts.get("urusan"),
        "cooperation_object": texts.get("object"),
        "potential": texts.get("potential"),
        "partner": texts.get("partner"),
        "is_accepted": is_accepted,
        "note": texts.get("note"),
    }, refusals


def _office(text: str | None, slice_: Mapping[str, Any], reference: Reference) -> tuple[str | None, str | None]:
    offices = split_offices(text, slice_.get("region_code"), slice_.get("fiscal_year"), reference)
    if not offices:
        return slice_.get("skpd_code"), slice_.get("skpd_name")
    return (offices[0].skpd_code, offices[0].skpd_name) if len(offices) == 1 else (None, collapse(text))


def _refused(printed: PrintedAgreement, column: str, reason_code: str, detail: str) -> dict[str, Any]:
    place = {"document_id": printed.document_id, "source_row_id": printed.source_row_id}
    return {**place, "column_name": column, "stage": "transform", "reason_code": reason_code, "detail": detail}
