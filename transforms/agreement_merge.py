"""One agreement from all its printed records: the leading one speaks, the others fill what it leaves blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from config.reference import Reference
from transforms.agreement_identity import Identity, Record
from transforms.agreement_likeness import partner_names, title_words
from transforms.budget_scopes import COSTS_NOTHING, PARTNER_PAYS, UNDECIDED
from transforms.dates import parse_date

FROM_RECORD = (
    "register_no", "section", "region_code", "instrument", "instrument_printed", "category", "category_basis", "title",
    "scope", "number", "signed_date", "signed_date_printed", "date_precision", "date_flag", "start_date", "end_date",
    "end_basis", "term_printed", "auto_renew", "status_printed", "is_planned", "ended_on", "note", "parent_ref",
    "budget_scope", "budget_scope_basis",
)  # fmt: skip
#: read together or not at all: a date of one register never meets the precision of another
_TOGETHER = (
    ("signed_date", "signed_date_printed", "date_precision", "date_flag"),
    ("start_date", "end_date", "end_basis", "term_printed"),
    ("instrument", "instrument_printed"),
    ("category", "category_basis"),
)
#: what a register says from its own side only: another region's number or row number would be a wrong answer
_OF_REGISTER = ("region_code", "number", "register_no")


def merge_records(identity: Identity, reference: Reference) -> dict[str, Any]:
    """Columns of ``agreement`` with ``parties``, ``skpds``, ``urusans`` and ``sources`` (rows of their tables), and
    what relations are read from: ``numbers``, ``prints`` (the records), bounds of signing, words of title and partners
    (by the region whose register prints the agreement)."""
    records = _side_that_does_not_pay_first(identity.records)
    merged = {**_filled(records), **_budget_scope(records)}
    parties = _parties(records)
    merged["number"] = merged["number"] or _number_of(merged["region_code"], records)
    first, last = _signed_bounds(merged)
    return {
        "agreement_id": identity.agreement_id,
        **merged,
        "parent_agreement_id": None,
        "parent_basis": None,
        "is_readable": any(record["title"] or record["partner_printed"] for record in records),
        "warnings": _warnings(identity),
        "parties": parties,
        "skpds": _offices(records),
        "urusans": [{"urusan_code": code, "basis": "tercetak"} for code in _codes(records)],
        "sources": _sources(records),
        "numbers": list(dict.fromkeys(n for record in records for n in record["numbers"] or [])),
        "prints": records,
        "signed_first": first,
        "signed_last": last,
        "partner_words": _partners_by_side(records, parties, reference),
        "title_words": title_words(merged["title"] or merged["scope"], reference),
    }


def _side_that_does_not_pay_first(records: list[Record]) -> list[Record]:
    """``Paid by the partner`` holds for the region whose register says so, and so that register must lead."""
    sides = {record["region_code"] for record in records if record["budget_scope"] == PARTNER_PAYS}
    return sorted(records, key=lambda record: record["region_code"] not in sides) if len(sides) == 1 else records


def _budget_scope(records: list[Record]) -> dict[str, Any]:
    """Who pays, by the leading region's registers; that it costs nothing, by any."""
    region = records[0]["region_code"]
    own = [r for r in records if r["region_code"] == region and r["budget_scope"] not in (None, UNDECIDED)]
    free = [r for r in records if r["budget_scope"] == COSTS_NOTHING]
    speaking = [*own, *free, records[0]][0]
    return {name: speaking[name] for name in ("budget_scope", "budget_scope_basis")}


def _filled(records: list[Record]) -> dict[str, Any]:
    leading, *others = records
    merged = {name: leading.get(name) for name in FROM_RECORD}
    together = {name for group in _TOGETHER for name in group}
    for other in others:
        is_other_side = other["region_code"] != leading["region_code"]
        apart = together | (set(_OF_REGISTER) if is_other_side else set())
        merged.update({n: other.get(n) for n in FROM_RECORD if n not in apart and merged[n] is None})
        for group in _TOGETHER:
            if all(merged[name] is None for name in group):
                merged.update({name: other.get(name) for name in group})
    return merged


def _parties(records: list[Record]) -> list[dict[str, Any]]:
    """The parties of the first record that prints any; a region's number from another register where it lacks one."""
    parties: list[dict[str, Any]] = next((record["parties"] for record in records if record["parties"]), [])
    return [{**party, "number": party["number"] or _number_of(party["region_code"], records)} for party in parties]


def _number_of(region: str | None, records: list[Record]) -> str | None:
    """The number that a region gave the agreement, by its own register first."""
    if region is None:
        return None
    own = [record["number"] for record in records if record["region_code"] == region]
    told = [
        party["number"] for record in records for party in record["parties"] or [] if party["region_code"] == region
    ]
    return next((number for number in (*own, *told) if number), None)


def _partners_by_side(
    records: list[Record], parties: list[dict[str, Any]], reference: Reference
) -> dict[str, list[frozenset[str]]]:
    regions = sorted({record["region_code"] or "" for record in records})
    return {region: partner_names({"region_code": region or None, "parties": parties}, reference) for region in regions}


def _warnings(identity: Identity) -> list[str]:
    warnings = [code for record in identity.records for code in record["warnings"] or []]
    warnings += ["nomor_dipakai_ganda"] if identity.shares_number else []
    prints = Counter(record["document_id"] for record in identity.records)
    warnings += ["tercetak_lebih_dari_sekali"] if max(prints.values()) > 1 else []
    warnings += ["tanggal_berbeda_antar_cetakan"] if _dates_contradict(identity.records) else []
    return list(dict.fromkeys(warnings))


def _dates_contradict(records: list[Record]) -> bool:
    """Whether two prints tell different days of signing or of the end; one left out is no contradiction."""
    return any(len({record[name] for record in records} - {None}) > 1 for name in ("signed_date", "end_date"))


def _signed_bounds(agreement: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """First and last possible day of signing; a printed month or year bounds it."""
    if agreement["signed_date"] is not None:
        return agreement["signed_date"], agreement["signed_date"]
    printed = parse_date(agreement["signed_date_printed"])
    return (printed.first, printed.last) if printed.precision in ("month", "year") else (None, None)


def _offices(records: list[Record]) -> list[dict[str, Any]]:
    """Offices of all registers, each with the region that it belongs to."""
    offices = [{"region_code": r["region_code"], **skpd} for r in records for skpd in r["skpds"] or []]
    unique = {(one["region_code"], one["skpd_code"], one["skpd_name"]): one for one in reversed(offices)}
    return list(reversed(unique.values()))


def _codes(records: list[Record]) -> list[str]:
    return list(dict.fromkeys(code for record in records for code in record["urusans"] or []))


def _sources(records: list[Record]) -> list[dict[str, str]]:
    sources = [tuple(source) for record in records for source in record["source_rows"] or []]
    return [{"source_row_id": row, "role": role} for row, role in dict.fromkeys(sources)]
