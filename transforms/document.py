"""One extracted document turned into the frames of the warehouse: a list of small steps, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from config.layout import Layout
from config.reference import Reference, load_reference
from extractors.frame import rows_frame
from extractors.records import Extraction, RejectedDocument
from transforms.accounting import unaccounted_rows
from transforms.agreement_text import mark_deed_rows, printed_deed
from transforms.agreements import build_agreement_records, records_of
from transforms.codes_in_names import split_codes_from_names
from transforms.decisions import build_decisions, mark_undecided
from transforms.hand_corrections import correct_by_hand
from transforms.line_items import build_line_items
from transforms.money_units import in_printed_unit
from transforms.plan_years import in_plan_years
from transforms.rows import classify_rows
from transforms.slice_checks import mark_completeness
from transforms.slices import identify_slices
from transforms.ties import check_ties
from transforms.tkksd import build_tkksd
from transforms.unsure import SCAN_REASONS, refuse_misread_offices, withhold_unsure
from transforms.untied import withhold_untied
from transforms.urusan_mapping import build_urusan_mapping

#: a document of whose lines more than this were refused, or give figures nobody can read, is not one to count from
_MOST_REFUSED_SHARE = 0.05
_RAW_ROW_COLUMNS = (
    "source_row_id", "document_id", "page", "sheet", "row_number", "sheet_row", "row_kind", "bbox", "cells", "block",
    "zone", "fill", "is_hidden", "confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedDocument:
    """``document`` holds columns of table ``document``; ``frames`` are named by their warehouse table."""

    kind: str
    document: dict[str, Any]
    frames: dict[str, pd.DataFrame]


def transform(extraction: Extraction, manifest: Mapping[str, Any] | None) -> TypedDocument:
    """The typed tables of one document; raises :class:`RejectedDocument` when it can't be identified or accounted for.

    Every raw row is afterwards in a typed table, in ``quarantine``, or explained by its ``row_kind``.
    """
    reference = load_reference()
    extraction = in_plan_years(extraction)
    told = dict(manifest or {})
    rows, by_hand = correct_by_hand(rows_frame(extraction), told.pop("corrections", ()))
    rows = rows.pipe(split_codes_from_names, layout=extraction.layout)
    extraction = replace(extraction, rows=[])  # a long sheet is not held twice
    rows = classify_rows(rows, extraction.layout)
    slices = identify_slices(extraction, rows, reference, told)
    refuse_misread_offices(slices, rows, reference)
    if extraction.layout.kind == "review":
        rows = mark_undecided(rows)
    if extraction.layout.kind == "agreement":
        rows = mark_deed_rows(rows)
    withheld = withhold_unsure(rows, extraction.layout)
    frames = _typed_frames(extraction, withheld.rows, slices, reference)
    frames = frames | _without_untied(frames, rows, withheld.quarantine)
    if len(by_hand):
        frames["correction"] = pd.concat([by_hand, *(frames[name] for name in ("correction",) if name in frames)])
    slices = mark_completeness(slices, rows, frames["quarantine"])
    frames["raw_row"] = rows[list(_RAW_ROW_COLUMNS)]
    frames["document_slice"] = slices.drop(columns=["state", "received_on"])
    _refuse_lost_rows(frames, joined=set(rows["continued_by"].dropna()))
    if extraction.layout.kind != "review":  # each decision stands for itself: wrong rows cost nothing but themselves
        _refuse_mostly_unread(rows, frames["quarantine"])
    layout = extraction.layout
    document = {
        "kind": layout.kind,
        "layout_id": layout.id,
        "layout_version": layout.version,
        "format": extraction.format,
        "page_count": extraction.page_count,
        "warnings": [{"code": code, "detail": detail} for code, detail in extraction.warnings],
    }
    return TypedDocument(layout.kind, document, frames)


def _without_untied(
    frames: Mapping[str, pd.DataFrame], rows: pd.DataFrame, withheld: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The ``quarantine`` of ``frames`` with what was ``withheld``; amounts of scans without those that don't add up."""
    quarantine = frames["quarantine"]
    if len(withheld):
        quarantine = pd.concat([withheld, quarantine], ignore_index=True)
    if "tie_out" not in frames or rows["confidence"].isna().all():
        return {"quarantine": quarantine}
    refused = set(quarantine["source_row_id"].dropna())
    amounts, untied = withhold_untied(frames["line_amount"], frames["line_item"], frames["tie_out"], rows, refused)
    return {"line_amount": amounts, "quarantine": pd.concat([quarantine, untied], ignore_index=True)}


Builder = Callable[[pd.DataFrame, pd.DataFrame, Layout, Reference], dict[str, pd.DataFrame]]


def _typed_frames(
    extraction: Extraction, rows: pd.DataFrame, slices: pd.DataFrame, reference: Reference
) -> dict[str, pd.DataFrame]:
    build = _BUILDERS.get(extraction.layout.kind, _lines)
    return build(rows, slices, in_printed_unit(extraction.layout, extraction.blocks), reference)


def _agreements(
    rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference
) -> dict[str, pd.DataFrame]:
    records = build_agreement_records(rows, slices, layout, reference)
    return {
        "agreement_record": records.records,
        "correction": records.corrections,
        "quarantine": records.quarantine,
    }


def _deed(rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference) -> dict[str, pd.DataFrame]:
    printed = printed_deed(rows)
    slice_of = {record["block"]: record for record in slices.to_dict("records")}
    records = records_of([printed] if printed else [], slice_of, {}, layout, reference)
    return {
        "agreement_record": records.records,
        "correction": records.corrections,
        "quarantine": records.quarantine,
    }


def _decisions(
    rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference
) -> dict[str, pd.DataFrame]:
    decisions = build_decisions(rows, layout)
    return {"decision": decisions.decisions, "quarantine": decisions.quarantine}


def _mappings(
    rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference
) -> dict[str, pd.DataFrame]:
    mapped = build_urusan_mapping(rows, slices, reference)
    return {"urusan_mapping": mapped.mappings, "quarantine": mapped.quarantine}


def _teams(rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference) -> dict[str, pd.DataFrame]:
    teams = build_tkksd(rows, slices, reference)
    return {"tkksd": teams.teams, "quarantine": teams.quarantine}


def _lines(rows: pd.DataFrame, slices: pd.DataFrame, layout: Layout, reference: Reference) -> dict[str, pd.DataFrame]:
    lines = build_line_items(rows, slices, layout, reference)
    return {
        "line_item": lines.line_items,
        "line_amount": lines.line_amounts,
        "line_target": lines.line_targets,
        "correction": lines.corrections,
        "quarantine": lines.quarantine,
        "tie_out": check_ties(lines.line_items, lines.line_amounts, rows, layout),
    }


#: kinds that are no plan, budget or report of one
_BUILDERS: dict[str, Builder] = {
    "agreement": _deed,
    "agreement_list": _agreements,
    "review": _decisions,
    "urusan_mapping": _mappings,
    "tkksd": _teams,
}


def _refuse_lost_rows(frames: Mapping[str, pd.DataFrame], joined: set[str]) -> None:
    lost = unaccounted_rows(frames["raw_row"], frames, joined)
    if lost:
        raw = frames["raw_row"].set_index("source_row_id").loc[lost[0]]
        place = f"halaman {raw['page']}" if pd.notna(raw["page"]) else f"lembar '{raw['sheet']}'"
        raise RejectedDocument(
            "rows_lost",
            f"{len(lost)} baris tidak masuk tabel mana pun, pertama {place} baris {raw['row_number']}",
            stage="transform",
        )


def _refuse_mostly_unread(rows: pd.DataFrame, quarantine: pd.DataFrame) -> None:
    lines = rows.loc[rows["row_kind"] == "line", "source_row_id"]
    is_scanned = quarantine["reason_code"].isin(SCAN_REASONS)  # counted in transforms.unsure
    is_misread = ~is_scanned & quarantine["column_name"].isna() | (quarantine["reason_code"] == "number_unreadable")
    refused = quarantine[quarantine["source_row_id"].isin(lines) & is_misread]
    count = refused["source_row_id"].nunique()
    if count > max(1, _MOST_REFUSED_SHARE * len(lines)):
        first = refused.iloc[0]
        raise RejectedDocument(
            "mostly_unread",
            f"{count} dari {len(lines)} baris tidak terbaca, contoh: {first['detail']}",
            stage="transform",
        )
