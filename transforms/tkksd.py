"""The teams that coordinate cooperation (TKKSD) as a register of them prints: decree, term, whether they work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.agreement_numbers import split_numbers
from transforms.combined_columns import spread_columns
from transforms.dates import ParsedDate, decide_date_order, parse_date
from transforms.instruments import is_status
from transforms.names import collapse
from transforms.register_rows import PrintedAgreement, gather_agreements
from transforms.terms import parse_term, resolve_validity
from transforms.yes_no import parse_yes_no

TKKSD_COLUMNS = (
    "document_id", "source_row_id", "slice_id", "region_code", "decree_number", "decree_date", "valid_from",
    "valid_to", "is_active", "has_work_programme", "note",
)  # fmt: skip
_QUARANTINE_COLUMNS = ("document_id", "source_row_id", "column_name", "stage", "reason_code", "detail")
_DATES = ("signed_date", "start_date", "end_date")


@dataclass(frozen=True)
class TkksdFrames:
    """``teams`` with :data:`TKKSD_COLUMNS`; ``quarantine`` says which cell could not be read."""

    teams: pd.DataFrame
    quarantine: pd.DataFrame


def build_tkksd(rows: pd.DataFrame, slices: pd.DataFrame, reference: Reference) -> TkksdFrames:
    """One row per printed team; ``rows`` need ``row_kind``, ``slices`` one row per block (a region each).

    ``is_active`` is what the register says of the team, not whether its decree still holds; both stay null where the
    print says nothing, so that no region is called without a team for want of a cell.
    """
    rows = spread_columns(rows)
    order = decide_date_order(
        text for name in _DATES if f"v_{name}" in rows.columns for text in rows[f"v_{name}"] if isinstance(text, str)
    )
    slice_of = {record["block"]: record for record in slices.to_dict("records")}
    teams, quarantine = [], []
    for printed in gather_agreements(rows, reference):
        dates = {name: parse_date(printed.values.get(name), order) for name in _DATES}
        teams.append(_team(printed, slice_of.get(printed.block, {}), dates, order, reference))
        quarantine += [_unreadable(printed, name, date) for name, date in dates.items() if _is_unreadable(date)]
    return TkksdFrames(
        pd.DataFrame(teams, columns=list(TKKSD_COLUMNS), dtype=object),
        pd.DataFrame(quarantine, columns=list(_QUARANTINE_COLUMNS), dtype=object),
    )


def _team(
    printed: PrintedAgreement,
    slice_: Mapping[str, Any],
    dates: Mapping[str, ParsedDate],
    order: Any,
    reference: Reference,
) -> dict[str, Any]:
    texts = {name: collapse(value) or None for name, value in printed.values.items()}
    numbers = split_numbers(printed.values.get("number"))
    validity = resolve_validity(
        parse_term(texts.get("term"), order), dates["signed_date"], dates["start_date"], dates["end_date"]
    )
    return {
        "document_id": printed.document_id,
        "source_row_id": printed.source_row_id,
        "slice_id": slice_.get("slice_id"),
        "region_code": slice_.get("region_code"),
        "decree_number": "; ".join(numbers) or None,
        "decree_date": dates["signed_date"].value,
        "valid_from": validity.start_date,
        "valid_to": validity.end_date,
        "is_active": _is_active(texts.get("status"), reference),
        "has_work_programme": parse_yes_no(texts.get("programme")),
        "note": texts.get("note"),
    }


def _is_active(text: str | None, reference: Reference) -> bool | None:
    said = parse_yes_no(text)
    if said is not None or text is None:
        return said
    if is_status(text, "ended_early", reference) or is_status(text, "expired", reference):
        return False
    return True if is_status(text, "active", reference) else None


def _is_unreadable(date: ParsedDate) -> bool:
    return date.printed is not None and date.first is None and date.flag is not None


def _unreadable(printed: PrintedAgreement, column: str, date: ParsedDate) -> dict[str, Any]:
    place = {"document_id": printed.document_id, "source_row_id": printed.source_row_id, "column_name": column}
    detail = f"'{collapse(date.printed)}' tidak terbaca sebagai tanggal ({date.flag})"
    return {**place, "stage": "transform", "reason_code": "unreadable_date", "detail": detail}
