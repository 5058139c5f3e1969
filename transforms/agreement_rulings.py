"""What people decided about agreements themselves: how they are paid, their category, parents, second prints.

Rulings override print and likeness. They are read in the order of their days, so the latest holds; taking one back
(``tidak_sesuai`` on the same value, or ``ragu``) leaves what the registers say, and so do opposite words of one moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import pandas as pd

from transforms.agreement_identity import Identity, Record
from transforms.agreement_likeness import Pair

Agreement = dict[str, Any]
Subject = Literal["cakupan", "kategori", "induk", "duplikat"]

SUBJECTS = get_args(Subject)
SCOPES = ("wajib_apbd", "tanpa_biaya", "dibiayai_mitra", "rkap_bumd", "belum_ditetapkan")
CATEGORIES = ("ksdd_wajib", "ksdd_sukarela", "ksdd_belum_ditetapkan", "ksdpk", "ksdpl", "ksdll", "sinergi")
BY_PERSON = "orang"
#: subjects whose value is another agreement
_BETWEEN = ("induk", "duplikat")
_AGREES = ("sesuai", "tambah")
_WORDS: Mapping[str, Sequence[str]] = {"cakupan": SCOPES, "kategori": CATEGORIES}
#: what is left when a person says that the printed value is wrong and gives no other
_UNDECIDED = {"cakupan": "belum_ditetapkan", "kategori": "ksdd_belum_ditetapkan"}


@dataclass
class Ruling:
    """The word of people on one subject of one agreement: the value that holds, and those that don't."""

    value: str | None = None
    denied: set[str] = field(default_factory=set)
    reviewer: str | None = None

    def hear(self, verdict: str, value: str, reviewer: str | None) -> None:
        """Take the next decision into account."""
        self.denied.discard(value)
        if verdict in _AGREES:
            self.value, self.reviewer = value, reviewer
        elif self.value == value:
            self.value = None
        if verdict == "tidak_sesuai":
            self.denied.add(value)

    def doubt(self, values: Collection[str]) -> None:
        """Take opposite words of one moment into account: nothing holds, and none of their values is denied."""
        self.value = self.reviewer = None
        self.denied -= set(values)


@dataclass(frozen=True)
class Rulings:
    """By subject and agreement; ``unplaced`` are decisions that fit nothing, with a ``reason`` in Indonesian."""

    by_agreement: Mapping[tuple[str, str], Ruling]
    unplaced: tuple[dict[str, Any], ...] = ()

    def of(self, subject: Subject) -> Iterator[tuple[str, Ruling]]:
        """Agreements with a ruling on the subject, by id."""
        yield from (
            (agreement, found) for (about, agreement), found in sorted(self.by_agreement.items()) if about == subject
        )

    def denied_pairs(self, subject: Subject) -> set[frozenset[str]]:
        """Pairs of agreements of which a person said that they are not so related."""
        return {frozenset({one, other}) for one, ruling in self.of(subject) for other in ruling.denied}

    def chosen_pairs(self, subject: Subject) -> dict[str, str]:
        """Agreement -> the other one that a person chose."""
        return {one: ruling.value for one, ruling in self.of(subject) if ruling.value}


def read_rulings(decisions: pd.DataFrame, live_ids: Collection[str], now: Callable[[str], str] = str) -> Rulings:
    """The rulings among ``decisions`` (table ``decision``); those about links are left alone.

    ``now`` gives the id that an agreement has today. Returned as ``unplaced`` are decisions about agreements that are
    gone, with a word that is none, of an agreement about itself, and those that contradict each other at one moment.
    """
    heard: dict[tuple[str, str], Ruling] = defaultdict(Ruling)
    unplaced = []
    moments: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(_rows(decisions), key=_order):
        subject, agreement, value = row["subject"], now(row["agreement_id"]), row["value"]
        if subject in _BETWEEN and value is not None:
            value = now(value)
        if reason := _misfit(row, agreement, value, live_ids):
            unplaced.append({**row, "reason": reason})
        elif value != agreement:  # else the two have become one
            moments[row["decided_at"] or "", subject, agreement].append({**row, "value": str(value)})
    for (_, subject, agreement), said in sorted(moments.items(), key=lambda item: item[0]):
        ruling = heard[subject, agreement]
        if _is_contradiction(said):
            ruling.doubt({row["value"] for row in said})
            unplaced += [{**row, "reason": "bertentangan dengan putusan lain pada saat yang sama"} for row in said]
            continue
        for row in said:
            ruling.hear(row["verdict"], row["value"], row["reviewer"])
    return Rulings(dict(heard), tuple(unplaced))


def _rows(decisions: pd.DataFrame) -> list[dict[str, Any]]:
    if "subject" not in decisions:
        return []
    chosen = decisions[decisions["subject"].isin(SUBJECTS)]
    names = ("agreement_id", "subject", "value", "verdict", "reviewer", "decided_at", "note")
    return [{name: _text(row.get(name)) for name in names} for row in chosen.to_dict("records")]


def _order(row: Mapping[str, Any]) -> tuple[str, ...]:
    """By day, those without one first; equal days are settled by content, never by the order of reading."""
    return tuple(str(row[name] or "") for name in ("decided_at", "verdict", "value", "reviewer", "note"))


def _is_contradiction(said: Sequence[Mapping[str, Any]]) -> bool:
    """Whether decisions of one moment can't hold together: two values chosen, or one both chosen and denied."""
    chosen = {row["value"] for row in said if row["verdict"] in _AGREES}
    denied = {row["value"] for row in said if row["verdict"] == "tidak_sesuai"}
    return len(chosen) > 1 or bool(chosen & denied)


def _misfit(row: Mapping[str, Any], agreement: str, value: str | None, live_ids: Collection[str]) -> str | None:
    if agreement not in live_ids:
        return "naskah kerja sama tidak ditemukan lagi"
    if value is None:
        return "nilainya kosong"
    if words := _WORDS.get(row["subject"]):
        return None if value in words else f"nilai '{value}' tidak dikenal"
    if row["value"] == row["agreement_id"]:
        return "naskah dihubungkan dengan dirinya sendiri"
    return None if value in live_ids else "naskah yang dihubungkan tidak ditemukan lagi"


def merge_duplicates(identities: Sequence[Identity], rulings: Rulings) -> tuple[list[Identity], dict[str, str]]:
    """``identities`` in which second prints have joined the agreement they are of, and merged id -> id that stays.

    The agreement that stays speaks; its second prints only fill what it leaves blank. A circle of rulings is cut at
    its smallest id, which stays.
    """
    stays = _follow(rulings.chosen_pairs("duplikat"))
    records: dict[str, list[Record]] = defaultdict(list)
    other_ids: dict[str, set[str]] = defaultdict(set)
    for identity in sorted(identities, key=lambda one: (one.agreement_id in stays, one.agreement_id)):
        home = stays.get(identity.agreement_id, identity.agreement_id)
        records[home] += identity.records
        other_ids[home] |= identity.other_ids
    kept = [
        replace(one, records=records[one.agreement_id], other_ids=frozenset(other_ids[one.agreement_id]))
        for one in identities
        if one.agreement_id not in stays
    ]
    return kept, stays


def _follow(chosen: Mapping[str, str]) -> dict[str, str]:
    """Each merged id with the id at the end of its chain."""
    ends = {}
    for start in chosen:
        path, current = [start], start
        while current in chosen and chosen[current] not in path:
            current = chosen[current]
            path.append(current)
        circle = path[path.index(chosen[current]) :] if current in chosen else [current]
        ends[start] = min(circle) if len(circle) > 1 else current
    return {start: end for start, end in ends.items() if start != end}


def without_settled(pairs: Sequence[Pair], rulings: Rulings) -> list[Pair]:
    """Pairs that are still to be decided."""
    apart = rulings.denied_pairs("duplikat")
    settled = rulings.denied_pairs("induk") | {
        frozenset({child, parent}) for child, parent in rulings.chosen_pairs("induk").items()
    }
    return [
        pair
        for pair in pairs
        if frozenset({pair.agreement_id, pair.other_id}) not in (apart if pair.relation == "duplikat" else settled)
    ]


def apply_rulings(agreements: Sequence[Agreement], rulings: Rulings) -> None:
    """Give agreements the scope, category and parent that people decided, each marked as theirs."""
    by_id = {agreement["agreement_id"]: agreement for agreement in agreements}
    for subject, column in (("cakupan", "budget_scope"), ("kategori", "category")):
        for agreement_id, ruling in rulings.of(subject):  # type: ignore[arg-type]
            agreement = by_id[agreement_id]
            value = ruling.value or (_UNDECIDED[subject] if agreement[column] in ruling.denied else None)
            if value is not None:
                agreement.update({column: value, f"{column}_basis": BY_PERSON})
    _apply_parents(by_id, rulings)


def _apply_parents(by_id: Mapping[str, Agreement], rulings: Rulings) -> None:
    for child, ruling in rulings.of("induk"):
        if by_id[child]["parent_agreement_id"] in ruling.denied:
            by_id[child].update(parent_agreement_id=None, parent_basis=None)
    for child, parent in rulings.chosen_pairs("induk").items():
        if _may_be_above(by_id, child, parent):
            by_id[child].update(parent_agreement_id=parent, parent_basis=BY_PERSON)


def _may_be_above(by_id: Mapping[str, Agreement], child: str, parent: str) -> bool:
    """Whether ``parent`` may be given to ``child`` without a circle; a printed or likely tie that closes one yields."""
    current, seen = parent, {child}
    while current in by_id and current not in seen:
        seen.add(current)
        above = by_id[current]["parent_agreement_id"]
        if above != child:
            current = above
        elif by_id[current]["parent_basis"] == BY_PERSON:
            return False
        else:
            by_id[current].update(parent_agreement_id=None, parent_basis=None)
            return True
    return True


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
