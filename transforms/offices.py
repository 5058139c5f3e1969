"""Which enrolled office a printed office name or code stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from config.regions import RegionEnrolment
from transforms.names import normalise


@dataclass(frozen=True)
class OfficeNames:
    """The offices of one region and year; ``names`` are the enrolled names in the order of the enrolment."""

    names: tuple[str, ...] = ()
    _by_code: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, enrolment: RegionEnrolment | None, year: int) -> Self:
        """The offices of ``year``; none where the region or the year is not enrolled."""
        offices = enrolment.offices_in(year) if enrolment else ()
        aliases = [(normalise(alias), office.name) for office in offices for alias in office.aliases]
        doubled = {alias for alias, name in aliases if any(alias == a and name != n for a, n in aliases)}
        by_name = {alias: name for alias, name in aliases if alias not in doubled}
        by_name.update({normalise(office.name): office.name for office in offices})
        by_code = {office.skpd_code: office.name for office in offices if office.skpd_code}
        return cls(tuple(office.name for office in offices), by_code, by_name)

    def resolve(self, skpd_code: str | None, skpd_name: str | None) -> str | None:
        """The enrolled name; what is printed where no enrolled office fits; None where no office is printed."""
        if skpd_code and skpd_code in self._by_code:
            return self._by_code[skpd_code]
        return self._by_name.get(normalise(skpd_name)) or skpd_name or skpd_code
