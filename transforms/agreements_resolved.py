"""Agreements as known from all current registers together: records joined, ids, parents, and pairs left to people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.agreement_identity import Identity, Record, identify_agreements
from transforms.agreement_likeness import Pair, find_pairs
from transforms.agreement_merge import FROM_RECORD, merge_records
from transforms.agreement_parents import Kinship, References, choose_parents, resolve_references
from transforms.agreement_rulings import Rulings, apply_rulings, merge_duplicates, read_rulings, without_settled

_PARTY_COLUMNS = ("agreement_id", "ordinal", "name", "party_kind", "region_code", "number")
_SKPD_COLUMNS = ("agreement_id", "region_code", "skpd_code", "skpd_name", "skpd_printed", "basis")
AGREEMENT_COLUMNS = (
    "agreement_id", *FROM_RECORD, "parent_agreement_id", "parent_basis", "is_readable", "warnings",
)  # fmt: skip


@dataclass(frozen=True)
class AgreementFrames:
    """Frames as the tables of the same name; ``agreement_candidate`` holds possible duplicates, successors and
    parents for review, ``agreement_alias`` the id an agreement had before its number was printed or before a person
    found that it was registered twice."""

    agreement: pd.DataFrame
    agreement_party: pd.DataFrame
    agreement_skpd: pd.DataFrame
    agreement_urusan: pd.DataFrame
    agreement_source: pd.DataFrame
    agreement_identity: pd.DataFrame
    agreement_candidate: pd.DataFrame
    agreement_alias: pd.DataFrame


def resolve_agreements(
    records: pd.DataFrame,
    reference: Reference,
    minted_ids: Collection[str] = (),
    decisions: pd.DataFrame | None = None,
) -> AgreementFrames:
    """The agreements of all ``records`` (columns of ``agreement_record``, any order, any number of documents).

    ``minted_ids``: ids given out before; an agreement whose number is printed only now keeps its former id as alias.
    ``decisions`` (table ``decision``): what people decided about agreements overrides print and likeness.
    """
    printed = identify_agreements([_plain(record) for record in records.to_dict("records")])
    identities, merged, rulings = _with_rulings(printed, decisions)
    agreements = [merge_records(identity, reference) for identity in identities]
    references = resolve_references(agreements)
    parents = choose_parents(references.kinships)
    pairs = without_settled(_pairs(agreements, references), rulings)
    for agreement in agreements:
        _settle(agreement, parents, pairs)
    apply_rulings(agreements, rulings)
    return AgreementFrames(
        _frame(agreements, AGREEMENT_COLUMNS),
        _frame(_members(agreements, "parties"), _PARTY_COLUMNS),
        _frame(_members(agreements, "skpds"), _SKPD_COLUMNS),
        _frame(_members(agreements, "urusans"), ("agreement_id", "urusan_code", "basis")),
        _frame(_members(agreements, "sources"), ("agreement_id", "source_row_id", "role")),
        _frame([_identity_row(one) for one in printed], ("agreement_id", "basis", "identity_key")),
        _frame([_candidate_row(pair) for pair in pairs],
               ("agreement_id", "other_agreement_id", "relation", "score", "evidence")),
        _frame([*_aliases(identities, minted_ids), *merged], ("alias_id", "agreement_id", "reason")),
    )  # fmt: skip


def _with_rulings(
    printed: list[Identity], decisions: pd.DataFrame | None
) -> tuple[list[Identity], list[dict[str, str]], Rulings]:
    """The identities after the mergers that people decided, aliases of the merged ones, and all rulings by the ids that
    are left."""
    if decisions is None or decisions.empty:
        return printed, [], Rulings({})
    live = {one.agreement_id for one in printed}
    former = {other: one.agreement_id for one in reversed(printed) for other in one.other_ids - live}
    mergers = read_rulings(decisions, live, lambda agreement_id: former.get(agreement_id, agreement_id))
    identities, stays = merge_duplicates(printed, mergers)

    def now(agreement_id: str) -> str:
        known = former.get(agreement_id, agreement_id)
        return stays.get(known, known)

    merged = [
        {"alias_id": alias, "agreement_id": kept, "reason": "tercatat dua kali menurut putusan penelaah"}
        for alias, kept in sorted(stays.items())
    ]
    return identities, merged, read_rulings(decisions, live - set(stays), now)


def follow_aliases(agreement_ids: pd.Series[str], aliases: pd.DataFrame, live_ids: Collection[str]) -> pd.Series[str]:
    """``agreement_ids`` as they are called now: a merged id by what it was merged into, through any number of merges.

    ``aliases``: table ``agreement_alias``. Ids that live, and those nothing leads from, stay as they are.
    """
    leads_to = dict(zip(aliases["alias_id"], aliases["agreement_id"], strict=True))

    def now(agreement_id: str) -> str:
        seen: set[str] = set()
        while agreement_id not in live and agreement_id in leads_to and agreement_id not in seen:
            seen.add(agreement_id)
            agreement_id = leads_to[agreement_id]
        return agreement_id

    live = set(live_ids)
    return agreement_ids.map(now)


def _plain(record: Record) -> Record:
    """The record with every kind of missing value as None."""
    return {name: value if isinstance(value, list | tuple | dict) or not pd.isna(value) else None
            for name, value in record.items()}  # fmt: skip


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


def _identity_row(identity: Identity) -> dict[str, Any]:
    return {"agreement_id": identity.agreement_id, "basis": identity.basis, "identity_key": identity.key}


def _candidate_row(pair: Pair) -> dict[str, Any]:
    return {"agreement_id": pair.agreement_id, "other_agreement_id": pair.other_id, "relation": pair.relation,
            "score": pair.score, "evidence": pair.evidence}  # fmt: skip


def _aliases(identities: list[Identity], minted_ids: Collection[str]) -> list[dict[str, str]]:
    """Ids given out while fewer registers were known, where nothing else has them now."""
    open_ids = set(minted_ids) - {identity.agreement_id for identity in identities}
    former = {alias: one.agreement_id for one in reversed(identities) for alias in one.other_ids & open_ids}
    return [
        {"alias_id": alias, "agreement_id": agreement_id, "reason": "nomor naskah baru tercetak kemudian"}
        for alias, agreement_id in sorted(former.items())
    ]


def _frame(records: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list(columns), dtype=object)
