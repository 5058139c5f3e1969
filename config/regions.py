"""Which regions take part: their offices per year, the documents they promise and the thresholds they judge by.

One YAML file per region under ``config/regions``, named for the region code. A region without a file, or a year that
its file doesn't list, has unknown coverage: nothing is ever called absent there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

REGION_DIR = Path(__file__).parent / "regions"

ExpectedKind = Literal["rkpd", "renja", "kua_ppas", "apbd", "dpa", "e81", "lra", "lkpj"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Office(_Strict):
    """One office (SKPD) as its documents print it; ``skpd_code`` stays null until a document of the region shows it."""

    name: str = Field(min_length=1)
    skpd_code: str | None = Field(default=None, pattern=r"^\d+(\.\d+)+$")
    aliases: tuple[str, ...] = ()
    #: fiscal years in which the office exists; empty means every enrolled year
    years: tuple[int, ...] = ()


class Thresholds(_Strict):
    """The numbers a region judges by."""

    #: realisation counts as ``selesai`` from this share of the supporting anggaran on, once the year is over
    realisasi_selesai_pct: int = Field(default=95, ge=1, le=100)
    #: similarity links (strength D) at or above this probability are accepted by rule; null leaves all to people
    accept_d_probability: float | None = Field(default=None, gt=0, le=1)
    #: days after signing during which a KB without PKS is not yet named as such
    pks_grace_days: int = Field(default=0, ge=0)
    #: in the running year a register may be this many days old and still say that there is no PKS
    register_max_age_days: int = Field(default=92, ge=0)


class RegionEnrolment(_Strict):
    """A region that takes part, as its file says."""

    region_code: str = Field(pattern=r"^\d{2}(\.\d{2})?$")
    name: str = Field(min_length=1)
    #: fiscal years for which documents are expected
    years: tuple[int, ...] = Field(min_length=1)
    #: a regime of ``config/calendar.yaml``; null takes the one in force in the fiscal year
    regime: str | None = None
    #: kinds of documents the region promises to hand in
    documents: tuple[ExpectedKind, ...] = ("rkpd", "kua_ppas", "apbd", "e81", "lkpj")
    #: fiscal years in which RKPD and APBD are known to have been changed, so that the change is expected too
    perubahan_years: tuple[int, ...] = ()
    offices: tuple[Office, ...] = ()
    thresholds: Thresholds = Thresholds()

    @model_validator(mode="after")
    def _years_and_offices_agree(self) -> RegionEnrolment:
        named = {year for office in self.offices for year in office.years} | set(self.perubahan_years)
        if strangers := sorted(named - set(self.years)):
            raise ValueError(f"{self.region_code}: years {strangers} are used but not enrolled in `years`")
        for year in self.years:
            names = [office.name.casefold() for office in self.offices_in(year)]
            if doubled := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{self.region_code}: offices listed twice in {year}: {doubled}")
        return self

    @property
    def level(self) -> Literal["provinsi", "kabkota"]:
        return "kabkota" if "." in self.region_code else "provinsi"

    def offices_in(self, year: int) -> tuple[Office, ...]:
        """The offices of one fiscal year in the order of the file; empty for a year that is not enrolled."""
        if year not in self.years:
            return ()
        return tuple(office for office in self.offices if not office.years or year in office.years)


def load_enrolments(directory: Path | None = None) -> dict[str, RegionEnrolment]:
    """All enrolled regions of ``directory`` (default ``config/regions``) by region code, in code order.

    Raises ``ValueError`` where a file is not named for its region code or breaks the model.
    """
    return dict(_load(directory or REGION_DIR))


def lowest_probability(enrolments: Iterable[RegionEnrolment]) -> float | None:
    """The probability from which some region accepts likeness alone; None where none does."""
    limits = [each.thresholds.accept_d_probability for each in enrolments]
    return min((limit for limit in limits if limit is not None), default=None)


@cache
def _load(directory: Path) -> dict[str, RegionEnrolment]:
    enrolments = {}
    for path in sorted(directory.glob("*.yaml"), key=lambda each: each.stem):
        enrolment = RegionEnrolment.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        if enrolment.region_code != path.stem:
            raise ValueError(f"{path.name} enrols {enrolment.region_code!r}: a file is named for its region code")
        enrolments[enrolment.region_code] = enrolment
    return enrolments
