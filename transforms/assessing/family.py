"""Agreements that belong together: the PKS of a KB, addenda, successors, and pairs that people still have to decide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd

from transforms.assessing.standing import Naskah, Place, place_in_year

#: what a child is to its parent: addendum, later agreement on the same object, or the agreement that carries it out
Role = Literal["adendum", "penerus", "pelaksanaan"]

_ADDENDUM = re.compile(r"\badd?endum\b|\bperubahan\s+(?:atas|ke)\b", re.I)
_FRAMES = frozenset({"KB", "NK", "LOI"})
CONFIRMED = frozenset({"dirujuk", "orang"})
_OPEN_PLACES: frozenset[Place] = frozenset({"dalam", "mungkin", "tidak_jelas"})

_BELOW: Mapping[Role, str] = {
    "pelaksanaan": "naskah pelaksananya",
    "adendum": "adendumnya",
    "penerus": "naskah penerusnya",
}
_ABOVE: Mapping[Role, str] = {
    "pelaksanaan": "naskah induknya",
    "adendum": "naskah yang diubahnya",
    "penerus": "naskah pendahulunya",
}


@dataclass(frozen=True)
class Family:
    """Ties between agreements. Confirmed ties come from a printed reference or a person, open ones from likeness."""

    naskah: Mapping[str, Naskah]
    children: Mapping[str, tuple[tuple[Role, str], ...]] = field(default_factory=dict)
    open_children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_role(self, agreement_id: str, *roles: Role) -> tuple[Naskah, ...]:
        return tuple(self.naskah[child] for role, child in self.children.get(agreement_id, ()) if role in roles)

    def continuing(self, agreement_id: str, year: int, as_of: date) -> tuple[Naskah, ...]:
        """Addenda and successors, also of these in turn, that are or may be in force in the year."""
        found, waiting, seen = [], [agreement_id], {agreement_id}
        while waiting:
            for later in self.of_role(waiting.pop(), "adendum", "penerus"):
                if later.agreement_id in seen:
                    continue
                seen.add(later.agreement_id)
                waiting.append(later.agreement_id)
                if place_in_year(later, year, as_of) in _OPEN_PLACES:
                    found.append(later)
        return tuple(sorted(found, key=lambda each: each.agreement_id))

    def counted_as(self, agreement_id: str) -> str:
        """The agreement under which shares count this one: the first of those that amend or continue one another."""
        path = [agreement_id]
        while parents := self._amended(path[-1]):
            if parents[0].agreement_id in path:
                return min(path[path.index(parents[0].agreement_id) :])
            path.append(parents[0].agreement_id)
        return path[-1]

    def _amended(self, agreement_id: str) -> tuple[Naskah, ...]:
        own = self.naskah[agreement_id]
        return tuple(each for each in self.parent(agreement_id) if role_of(own, each) != "pelaksanaan")

    def kin(self, agreement_id: str, year: int, as_of: date) -> tuple[Naskah, ...]:
        """The agreements whose lines are the agreement's own too, itself left out.

        Those that carry it out, amend it or carry it on; what it amends or continues; and what it carries out, where no
        other agreement that may be in force does so too (else nobody can tell which of them a line is for). What else
        carries out the same one is never among them.
        """
        found = self._near(frozenset({agreement_id}), year, as_of, goes_down=True)
        above = self._near(self._above(found, year, as_of), year, as_of, goes_down=False)
        return tuple(self.naskah[other] for other in sorted((found | above) - {agreement_id}))

    def _near(self, starts: frozenset[str], year: int, as_of: date, *, goes_down: bool) -> frozenset[str]:
        """The starts with all that amend or continue them or are amended or continued by them, in turn; going down,
        also with what carries these out."""
        waiting, seen = sorted(starts), set(starts)
        while waiting:
            one = waiting.pop()
            carrying = self.of_role(one, "pelaksanaan") if goes_down else ()
            others = (*self.of_role(one, "adendum"), *self.continuing(one, year, as_of), *self._amended(one))
            near = {each.agreement_id for each in (*carrying, *others)}
            waiting += sorted(near - seen)
            seen |= near
        return frozenset(seen)

    def _above(self, found: frozenset[str], year: int, as_of: date) -> frozenset[str]:
        """What the agreements carry out, if they alone do; and what that carries out in its turn."""
        above: set[str] = set()
        waiting = sorted(found)
        while waiting:
            one = waiting.pop()
            for parent in self.parent(one):
                is_carried_out = role_of(self.naskah[one], parent) == "pelaksanaan"
                if is_carried_out and parent.agreement_id not in above and not self.siblings(one, year, as_of):
                    above.add(parent.agreement_id)
                    waiting.append(parent.agreement_id)
        return frozenset(above - found)

    def carrying_out(self, agreement_id: str, year: int, as_of: date) -> tuple[Naskah, ...]:
        """What carries out the agreement, or may do so in the year for one that amends, continues or preceded it."""
        own = self.of_role(agreement_id, "pelaksanaan")
        line = self._near(frozenset({agreement_id}), year, as_of, goes_down=False) - {agreement_id}
        others = (each for one in sorted(line) for each in self.of_role(one, "pelaksanaan"))
        return (*own, *(each for each in others if place_in_year(each, year, as_of) in _OPEN_PLACES))

    def paid_as(self, agreement_id: str) -> Naskah:
        """The agreement whose word says how this one is paid: its own, else that of what it amends."""
        own, seen = self.naskah[agreement_id], {agreement_id}
        while own.scope == "belum_ditetapkan":
            parents = [each for each in self._amended(own.agreement_id) if role_of(own, each) == "adendum"]
            if not parents or parents[0].agreement_id in seen:
                return self.naskah[agreement_id]
            own = parents[0]
            seen.add(own.agreement_id)
        return own

    def siblings(self, agreement_id: str, year: int, as_of: date) -> tuple[Naskah, ...]:
        """Other agreements that carry out the same one and may be in force in the year."""
        own = self.naskah[agreement_id]
        return tuple(
            other
            for parent in self.parent(agreement_id)
            if role_of(own, parent) == "pelaksanaan"
            for other in self.of_role(parent.agreement_id, "pelaksanaan")
            if other is not own and self._may_run(other, year, as_of)
        )

    def _may_run(self, one: Naskah, year: int, as_of: date) -> bool:
        is_open = place_in_year(one, year, as_of) in _OPEN_PLACES
        return is_open or bool(self.continuing(one.agreement_id, year, as_of))

    def describe(self, agreement_id: str, other_id: str) -> str:
        """What the other agreement is to the first, in words."""
        roles = {other: role for role, other in self.children.get(agreement_id, ())}
        if other_id in roles:
            return _BELOW[roles[other_id]]
        own = self.naskah[agreement_id]
        if any(parent.agreement_id == other_id for parent in self.parent(agreement_id)):
            return _ABOVE[role_of(own, self.naskah[other_id])]
        return "naskah serumpun"

    def parent(self, agreement_id: str) -> tuple[Naskah, ...]:
        """The confirmed parent, or nothing."""
        own = self.naskah[agreement_id]
        is_known = own.parent_basis in CONFIRMED and own.parent_id in self.naskah
        return (self.naskah[own.parent_id],) if is_known and own.parent_id else ()

    def possible_successors(self, agreement_id: str, year: int, as_of: date) -> tuple[Naskah, ...]:
        """Agreements that are or may be in force in the year and may be its successor; people still have to decide."""
        later = (self.naskah[other] for other in self.open_successors.get(agreement_id, ()))
        return tuple(each for each in later if place_in_year(each, year, as_of) in _OPEN_PLACES)

    def undecided(self, agreement_id: str) -> tuple[Naskah, ...]:
        """All agreements that may turn out to be the same, a successor, a parent or a child of this one."""
        groups = (self.open_children, self.open_successors, self.open_others)
        return tuple(self.naskah[o] for o in sorted({o for group in groups for o in group.get(agreement_id, ())}))

    def in_order(self) -> tuple[Naskah, ...]:
        """All agreements, by id."""
        return tuple(self.naskah[agreement_id] for agreement_id in sorted(self.naskah))


def build_family(naskah: Mapping[str, Naskah], candidates: pd.DataFrame | None = None) -> Family:
    """The ties of all agreements.

    ``candidates``: the ``agreement_candidate`` table; ``relation`` says what the other agreement may be to the first:
    ``induk`` its parent, ``penerus`` its successor, ``duplikat`` the same.
    """
    children: dict[str, list[tuple[Role, str]]] = defaultdict(list)
    pairs: list[tuple[str, str, str]] = list(_candidate_pairs(candidates))
    for child in naskah.values():
        parent = naskah.get(child.parent_id or "")
        if parent is None or parent is child:
            continue
        if child.parent_basis in CONFIRMED:
            children[parent.agreement_id].append((role_of(child, parent), child.agreement_id))
        else:
            pairs.append((child.agreement_id, parent.agreement_id, "induk"))
    known = [pair for pair in pairs if pair[0] in naskah and pair[1] in naskah]
    return Family(
        naskah,
        {parent: tuple(sorted(found)) for parent, found in children.items()},
        open_children=_grouped((parent, child) for child, parent, relation in known if relation == "induk"),
        open_successors=_grouped((one, other) for one, other, relation in known if relation == "penerus"),
        open_others=_grouped(_other_ties(known)),
    )


def role_of(child: Naskah, parent: Naskah) -> Role:
    """An addendum says so in its title or printed instrument; a KB after a KB or a PKS after a PKS is a successor."""
    if _ADDENDUM.search(f"{child.instrument_printed or ''} {child.title or ''}"):
        return "adendum"
    is_carrying_out = parent.instrument in _FRAMES and child.instrument not in _FRAMES
    return "pelaksanaan" if is_carrying_out or (parent.instrument is None and child.instrument == "PKS") else "penerus"


def _candidate_pairs(candidates: pd.DataFrame | None) -> Iterable[tuple[str, str, str]]:
    if candidates is None or candidates.empty:
        return []
    columns = candidates[["agreement_id", "other_agreement_id", "relation"]].astype(str)
    return list(columns.itertuples(index=False, name=None))


def _other_ties(pairs: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, str]]:
    """Ties seen from the other side too: a possible parent, a possible predecessor, the same agreement twice."""
    for one, other, relation in pairs:
        if relation == "duplikat":
            yield from ((one, other), (other, one))
        else:
            yield (other, one) if relation == "penerus" else (one, other)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: tuple(sorted(values)) for key, values in groups.items()}
