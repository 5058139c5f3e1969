"""Agreements as known from all current registers together: records joined, ids, parents, and pairs left to people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.agreement_identity import Identity, Record, identify_agreements
from transforms.agreement_likeness import Pair, find_pairs, partner_names, title_words
from transforms.agreement_parents import Kinship, References, choose_parents, resolve_references
from transforms.dates import parse_date

_FROM_RECORD = (
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
    ("budget_scope", "budget_scope_basis"),
)
_PARTY_COLUMNS = ("agreement_id", "ordinal", "name", "party_kind", "region_code", "number")
AGREEMENT_COLUMNS = (
    "agreement_id", *_FROM_RECORD, "parent_agreement_id", "parent_basis", "is_readable", "warnings",
)  # fmt: skip


@dataclass(frozen=True)
class AgreementFrames:
    """Frames as the tables of the same name; ``agreement_candidate`` holds possible duplicates, successors and
    parents for review, ``agreement_alias`` the id an agreement had before its number was printed."""

    agreement: pd.DataFrame
    agreement_party: pd.DataFrame
    agreement_skpd: pd.DataFrame
    agreement_urusan: pd.DataFrame
    agreement_source: pd.DataFrame
    agreement_identity: pd.DataFrame
    agreement_candidate: pd.DataFrame
    agreement_alias: pd.DataFrame


def resolve_agreements(
    records: pd.DataFrame, reference: Reference, minted_ids: Collection[str] = ()
) -> AgreementFrames:
    """The agreements of all ``records`` (columns of ``agreement_record``, any order, any number of documents).

    ``minted_ids``: ids given out before; an agreement whose number is printed only now keeps its former id as alias.
    """
    identities = identify_agreements([_plain(record) for record in records.to_dict("records")])
    agreements = [_merge(identity, reference) for identity in identities]
    references = resolve_references(agreements)
    parents = choose_parents(references.kinships)
    pairs = _pairs(agreements, references)
    for agreement in agreements:
        _settle(agreement, parents, pairs)
    return AgreementFrames(
        _frame(agreements, AGREEMENT_COLUMNS),
        _frame(_members(agreements, "parties"), _PARTY_COLUMNS),
        _frame(_members(agreements, "skpds"), ("agreement_id", "skpd_code", "skpd_name", "basis")),
        _frame(_members(agreements, "urusans"), ("agreement_id", "urusan_code", "basis")),
        _frame(_members(agreements, "sources"), ("agreement_id", "source_row_id", "role")),
        _frame([_identity_row(one) for one in identities], ("agreement_id", "basis", "identity_key")),
        _frame([_candidate_row(pair) for pair in pairs],
               ("agreement_id", "other_agreement_id", "relation", "score", "evidence")),
        _frame(_aliases(identities, minted_ids), ("alias_id", "agreement_id", "reason")),
    )  # fmt: skip


def _plain(record: Record) -> Record:
    """The record with every kind of missing value as None."""
    return {name: value if isinstance(value, list | tuple | dict) or not pd.isna(value) else None
            for name, value in record.items()}  # fmt: skip


def _merge(identity: Identity, reference: Reference) -> dict[str, Any]:
    """One agreement from its records: the leading record speaks, the others fill what it leaves blank."""
    leading, *others = identity.records
    merged = {name: leading.get(name) for name in _FROM_RECORD}
    together = {name for group in _TOGETHER for name in group}
    for other in others:
        merged.update({n: other.get(n) for n in _FROM_RECORD if n not in together and merged[n] is None})
        for group in _TOGETHER:
            if all(merged[name] is None for name in group):
                merged.update({name: other.get(name) for name in group})
    warnings = [code for record in identity.records for code in record["warnings"] or []]
    warnings += ["nomor_dipakai_ganda"] if identity.shares_number else []
    prints = Counter(record["document_id"] for record in identity.records)
    warnings += ["tercetak_lebih_dari_sekali"] if max(prints.values()) > 1 else []
    first, last = _signed_bounds(merged)
    parties: list[dict[str, Any]] = next((record["parties"] for record in identity.records if record["parties"]), [])
    return {
        "agreement_id": identity.agreement_id,
        **merged,
        "parent_agreement_id": None,
        "parent_basis": None,
        "is_readable": any(record["title"] or record["partner_printed"] for record in identity.records),
        "warnings": list(dict.fromkeys(warnings)),
        "parties": parties,
        "skpds": _unique([skpd for record in identity.records for skpd in record["skpds"] or []]),
        "urusans": [{"urusan_code": code, "basis": "tercetak"} for code in _codes(identity.records)],
        "sources": _sources(identity.records),
        "numbers": list(dict.fromkeys(n for record in identity.records for n in record["numbers"] or [])),
        "places": [(r["document_id"], r["register_no"]) for r in identity.records if r["register_no"]],
        "signed_first": first,
        "signed_last": last,
        "partner_words": partner_names({"region_code": merged["region_code"], "parties": parties}, reference),
        "title_words": title_words(merged["title"] or merged["scope"], reference),
    }


def _signed_bounds(agreement: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """First and last possible day of signing; a printed month or year bounds it."""
    if agreement["signed_date"] is not None:
        return agreement["signed_date"], agreement["signed_date"]
    printed = parse_date(agreement["signed_date_printed"])
    return (printed.first, printed.last) if printed.precision in ("month", "year") else (None, None)


def _pairs(agreements: list[dict[str, Any]], references: References) -> list[Pair]:
    """Pairs for review: those a register calls the same, and those that look alike."""
    named = {
        frozenset({one, other}): Pair(one, other, "duplikat", 1.0, {"dasar": "rujukan", "kutipan": printed})
        for one, other, printed in references.duplicates
    }
    related = set(named) | {frozenset({kin.child_id, kin.parent_id}) for kin in references.kinships}
    return [*named.values(), *find_pairs(agreements, related)]


def _settle(agreement: dict[str, Any], parents: dict[str, Kinship], pairs: list[Pair]) -> None:
    """Give an agreement its parent: the printed one, else the likeliest candidate, marked as such."""
    own_id = agreement["agreement_id"]
    if own_id in parents:
        agreement.update(parent_agreement_id=parents[own_id].parent_id, parent_basis="dirujuk")
    else:
        likely = [pair for pair in pairs if pair.agreement_id == own_id and pair.relation == "induk"]
        if likely:
            best = min(likely, key=lambda pair: (-pair.score, pair.other_id))
            agreement.update(parent_agreement_id=best.other_id, parent_basis="kandidat")
    if any(pair.relation == "duplikat" and own_id in (pair.agreement_id, pair.other_id) for pair in pairs):
        agreement["warnings"] = [*agreement["warnings"], "kemungkinan_duplikat"]


def _members(agreements: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [{"agreement_id": one["agreement_id"], **member} for one in agreements for member in one[name]]


def _unique(skpds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(one["skpd_code"], one["skpd_name"]): one for one in reversed(skpds)}.values())[::-1]


def _codes(records: list[Record]) -> list[str]:
    return list(dict.fromkeys(code for record in records for code in record["urusans"] or []))


def _sources(records: list[Record]) -> list[dict[str, str]]:
    sources = [tuple(source) for record in records for source in record["source_rows"] or []]
    return [{"source_row_id": row, "role": role} for row, role in dict.fromkeys(sources)]


def _identity_row(identity: Identity) -> dict[str, Any]:
    return {"agreement_id": identity.agreement_id, "basis": identity.basis, "identity_key": identity.key}


def _candidate_row(pair: Pair) -> dict[str, Any]:
    return {"agreement_id": pair.agreement_id, "other_agreement_id": pair.other_id, "relation": pair.relation,
            "score": pair.score, "evidence": pair.evidence}  # fmt: skip


def _aliases(identities: list[Identity], minted_ids: Collection[str]) -> list[dict[str, str]]:
    """Ids from before a number was printed, where nothing else has them now."""
    taken = {identity.agreement_id for identity in identities}
    former = {one.former_id: one.agreement_id for one in identities if one.former_id in set(minted_ids) - taken}
    return [
        {"alias_id": str(alias), "agreement_id": agreement_id, "reason": "nomor naskah baru tercetak kemudian"}
        for alias, agreement_id in sorted(former.items(), key=str)
    ]


def _frame(records: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list(columns), dtype=object)
