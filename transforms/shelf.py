"""The documents at hand of one region and fiscal year, asked stage by stage what they cover.

Only slices read whole, down to sub kegiatan, cover anything; disputed ones (``sengketa``) never do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from transforms.offices import OfficeNames
from transforms.versions import is_later_version, quarters_told

Stage = Literal["planning", "budget", "realisation"]

STAGES: tuple[Stage, ...] = ("planning", "budget", "realisation")
STAGE_KINDS: dict[Stage, tuple[str, ...]] = {
    "planning": ("rkpd", "renja", "e81", "renstra", "rpjmd"),
    "budget": ("apbd", "dpa", "kua_ppas"),
    "realisation": ("e81", "lkpj", "lra"),
}
#: kinds that can cover a stage, grouped where their versions form one sequence
COVERING: dict[Stage, tuple[tuple[str, ...], ...]] = {
    "planning": (("rkpd",), ("renja",), ("e81",)),
    "budget": (("apbd", "dpa"),),
    "realisation": (("e81",), ("lkpj",), ("lra",)),
}
#: kinds of which one document speaks for all offices: a newer one for some outdates the older one for all
_WHOLE_REGION = frozenset({"rkpd", "apbd"})
#: kinds whose later print reaches further into the year
_BY_PERIOD = frozenset({"e81", "lra", "lkpj"})


@dataclass(frozen=True)
class ShelfSlice:
    """One slice as coverage sees it; ``office`` is None where it speaks for the whole region."""

    slice_id: str
    kind: str
    version: str | None
    period: str | None
    office: str | None
    is_whole: bool
    is_disputed: bool
    printed_on: date | None
    #: nobody can tell of which office, period or version it speaks: it covers and outdates nothing
    stands_alone: bool = False

    def follows(self, other: ShelfSlice) -> bool:
        """Whether this slice is surely the later one."""
        if self.stands_alone:
            return False
        if self.kind in _BY_PERIOD:
            return quarters_told(self.period) > quarters_told(other.period)
        return is_later_version(self.version, other.version, self.printed_on, other.printed_on)


@dataclass(frozen=True)
class Shelf:
    """All current and disputed slices of one region and year."""

    offices: OfficeNames
    slices: tuple[ShelfSlice, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, ShelfSlice]:
        return {each.slice_id: each for each in self.slices}

    def of_kinds(self, kinds: Iterable[str]) -> tuple[ShelfSlice, ...]:
        return tuple(each for each in self.slices if each.kind in set(kinds))

    def latest(self, kinds: tuple[str, ...], office: str | None) -> tuple[ShelfSlice, ...]:
        """The latest slices that speak for ``office`` (None: for the region); several where none is surely later."""
        speaking = [each for each in self.of_kinds(kinds) if each.office in (None, office) and not each.stands_alone]
        return tuple(each for each in speaking if not any(other.follows(each) for other in speaking))

    def holds(self, kinds: tuple[str, ...], office: str | None, quarters: int = 0) -> bool:
        """Whether the latest slices for the office are whole, not outdated, and reach over ``quarters``."""
        latest = self.latest(kinds, office)
        return bool(latest) and all(
            each.is_whole
            and not each.is_disputed
            and not self._is_outdated(each)
            and (not quarters or quarters_told(each.period) >= quarters)
            for each in latest
        )

    def is_latest(self, slice_id: str, kinds: tuple[str, ...], office: str | None) -> bool:
        """Whether the slice is among the latest for the office and no newer document of its kind outdates it."""
        latest = [*self.latest(kinds, office), *(each for each in self.of_kinds(kinds) if each.stands_alone)]
        found = [each for each in latest if each.slice_id == slice_id]
        return bool(found) and not self._is_outdated(found[0])

    def missing_offices(self, stage: Stage, quarters: int = 0) -> tuple[str, ...]:
        """Enrolled offices for which no group of kinds holds."""
        return tuple(name for name in self.offices.names if not self._covers(stage, name, quarters))

    def covers_region(self, stage: Stage, quarters: int = 0) -> bool:
        """Whether the stage is covered for every enrolled office (without offices: by a document of the region)."""
        if self.offices.names:
            return not self.missing_offices(stage, quarters)
        return self._covers(stage, None, quarters)

    def holding(self, stage: Stage, quarters: int = 0) -> tuple[ShelfSlice, ...]:
        """The slices that cover the stage for some office: of each office the first group of kinds that holds."""
        found: set[ShelfSlice] = set()
        for office in self.offices.names or (None,):
            group = next((kinds for kinds in COVERING[stage] if self.holds(kinds, office, quarters)), ())
            found |= set(self.latest(group, office))
        return tuple(sorted(found, key=lambda each: each.slice_id))

    def strangers(self, stage: Stage) -> tuple[str, ...]:
        """Offices that documents of the stage print and the enrolment doesn't know."""
        printed = {each.office for each in self.of_kinds(STAGE_KINDS[stage]) if each.office}
        return tuple(sorted(printed - set(self.offices.names)))

    def _covers(self, stage: Stage, office: str | None, quarters: int) -> bool:
        return any(self.holds(kinds, office, quarters) for kinds in COVERING[stage])

    def _is_outdated(self, one: ShelfSlice) -> bool:
        kinds = [kind for kind in _WHOLE_REGION if any(one.kind in group and kind in group for group in _ALL_GROUPS)]
        return any(each.follows(one) for each in self.of_kinds(kinds))


_ALL_GROUPS = tuple(group for stage in STAGES for group in COVERING[stage])
