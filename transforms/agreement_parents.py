"""Which agreement continues, replaces, amends or carries out which, as far as a register says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.agreement_identity import Record
from transforms.agreement_likeness import partner_overlap
from transforms.agreement_numbers import number_key
from transforms.names import normalise
from transforms.parent_references import PrintedReference, find_references

Agreement = Mapping[str, Any]
_SAME_PARTNER = 0.5
#: ``parent_ref`` repeats what the others print, and has what a column of its own says
_REFERRING = ("note", "status_printed", "instrument_printed", "title", "parent_ref")
#: an instrument word of a reference -> instruments it may mean
_MEANT = {
    "mou": {"KB", "NK"}, "notakesepahaman": {"KB", "NK"}, "nk": {"NK"}, "notakesepakatan": {"NK"}, "kb": {"KB"},
    "ksb": {"KB"}, "kesepakatanbersama": {"KB"}, "pks": {"PKS"}, "perjanjiankerjasama": {"PKS"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kinship:
    """``child_id`` continues, amends or carries out ``parent_id``; ``relation`` as printed, ``printed`` the words."""

    child_id: str
    parent_id: str
    relation: str
    printed: str


@dataclass(frozen=True, slots=True)
class References:
    """What the printed references resolve to: ``kinships``, ``duplicates`` (pair, words) and ``open_ids``: agreements
    with a reference that resolves to none."""

    kinships: tuple[Kinship, ...]
    duplicates: tuple[tuple[str, str, str], ...]
    open_ids: frozenset[str]


def resolve_references(agreements: Sequence[Agreement]) -> References:
    """All printed references of ``agreements``, as ``merge_records`` gives them: each print's references are read in
    its own register, since the same row number means another agreement in another register."""
    index = _Index(agreements)
    kinships: list[Kinship] = []
    duplicates: list[tuple[str, str, str]] = []
    open_ids: set[str] = set()
    for agreement in agreements:
        resolved = False
        for printed, reference in _references(agreement):
            target = index.find(agreement, printed, reference)
            if target is None:
                open_ids.add(agreement["agreement_id"])
            elif reference.relation == "duplikat":
                duplicates.append((agreement["agreement_id"], target["agreement_id"], reference.printed))
            elif kin := _kinship(agreement, target, reference):
                kinships.append(kin)
                resolved = True
        if resolved:
            open_ids.discard(agreement["agreement_id"])
    return References(tuple(kinships), tuple(duplicates), frozenset(open_ids))


def choose_parents(kinships: tuple[Kinship, ...]) -> dict[str, Kinship]:
    """The parent of each child: what it carries out or amends before what it continues; never a circle."""
    chosen: dict[str, Kinship] = {}
    for kin in sorted(kinships, key=lambda k: (k.relation != "induk", k.child_id, k.parent_id, k.printed)):
        if kin.child_id not in chosen and not _leads_to(chosen, kin.parent_id, kin.child_id):
            chosen[kin.child_id] = kin
    return chosen


def _leads_to(chosen: Mapping[str, Kinship], start: str, goal: str) -> bool:
    current: str | None = start
    while current is not None:
        if current == goal:
            return True
        current = chosen[current].parent_id if current in chosen else None
    return False


def _references(agreement: Agreement) -> list[tuple[Record, PrintedReference]]:
    """The references of each print, with the record that prints them."""
    return [
        (record, reference)
        for record in agreement["prints"]
        for reference in find_references({name: record[name] for name in _REFERRING})
    ]


def _kinship(agreement: Agreement, target: Agreement, reference: PrintedReference) -> Kinship | None:
    """Who is whose parent. ``lihat no. 3`` says nothing of the direction: between the same partners the days do."""
    own, other = agreement["agreement_id"], target["agreement_id"]
    later = _is_later(target, agreement)
    if reference.relation == "pelaksana":
        return Kinship(other, own, "induk", reference.printed)
    if reference.relation == "penerus":
        return Kinship(other, own, "penerus", reference.printed)
    if reference.relation == "rujukan":
        if later is None or partner_overlap(agreement, target) < _SAME_PARTNER:
            return None
        return (
            Kinship(other, own, "penerus", reference.printed)
            if later
            else Kinship(own, other, "pendahulu", reference.printed)
        )
    if later and reference.relation == "pendahulu" and not reference.is_exact:
        return Kinship(other, own, "penerus", reference.printed)
    return Kinship(own, other, reference.relation, reference.printed)


def _is_later(one: Agreement, other: Agreement) -> bool | None:
    """Whether ``one`` was surely signed after ``other``; None where the prints don't tell."""
    if None in (one["signed_first"], other["signed_first"]):
        return None
    if one["signed_first"] > other["signed_last"]:
        return True
    return False if one["signed_last"] < other["signed_first"] else None


class _Index:
    """Finds the agreement a reference names: a row of the same register, a number of the same region, else the one
    of that kind and year with the same partner."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self.by_place: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
        self.by_number: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
        self.by_region: dict[str, list[Agreement]] = defaultdict(list)
        for agreement in agreements:
            for region in agreement["partner_words"]:
                self.by_region[region].append(agreement)
                for key in sorted({number_key(number) or "" for number in agreement["numbers"]} - {""}):
                    self.by_number[region, key].append(agreement)
            for record in agreement["prints"]:
                if record["register_no"]:
                    self.by_place[record["document_id"], normalise(record["register_no"])].append(agreement)

    def find(self, agreement: Agreement, printed: Record, reference: PrintedReference) -> Agreement | None:
        named = [one for one in self._named(agreement, printed, reference) if one is not agreement]
        unique = {one["agreement_id"]: one for one in named}
        if len(unique) > 1:
            same_section = {key: one for key, one in unique.items() if _stands_in(one, printed)}
            unique = same_section or unique
        return next(iter(unique.values())) if len(unique) == 1 else None

    def _named(self, agreement: Agreement, printed: Record, reference: PrintedReference) -> Iterator[Agreement]:
        region = printed["region_code"] or ""
        if reference.number is not None:
            yield from self.by_number[region, number_key(reference.number) or ""]
        elif reference.register_no is not None:
            yield from self.by_place[printed["document_id"], normalise(reference.register_no)]
        else:
            yield from self._of_kind_and_year(agreement, region, reference)

    def _of_kind_and_year(self, agreement: Agreement, region: str, reference: PrintedReference) -> Iterator[Agreement]:
        meant = _MEANT.get(reference.instrument or "")
        for other in self.by_region[region]:
            first, last = other["signed_first"], other["signed_last"]
            if reference.year is None or first is None or not first.year <= reference.year <= last.year:
                continue
            if (meant is None or other["instrument"] in meant) and partner_overlap(agreement, other) >= _SAME_PARTNER:
                yield other


def _stands_in(agreement: Agreement, printed: Record) -> bool:
    """Whether the agreement is printed in the same section of the same register as ``printed``."""
    place = (printed["document_id"], printed["section"])
    return any((record["document_id"], record["section"]) == place for record in agreement["prints"])
