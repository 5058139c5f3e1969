"""The axis naskah, and whether a KB is proved to have no PKS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from config.regions import Thresholds
from transforms.assessing.family import Family
from transforms.assessing.standing import Naskah, Place, place_in_year
from transforms.assessing.values import day_of, text_of, truth_of


@dataclass(frozen=True)
class Form:
    """The axis ``naskah`` and remarks on it."""

    value: str
    flags: tuple[str, ...] = ()


def judge_form(naskah: Naskah, place: Place, family: Family, year: int, as_of: date) -> Form:
    """The axis ``naskah`` of the year.

    Not yet signed counts as ``rencana``; an end that isn't known as ``tanggal_tidak_jelas``, since "in force" can't be
    said. An instrument that is neither KB, PKS, NK nor RK needs no PKS and is shown as ``pks_aktif`` with a remark.
    """
    if place in ("rencana", "belum"):
        return Form("rencana")
    if place == "diakhiri":
        return Form("diakhiri")
    if place == "berakhir":
        later = family.continuing(naskah.agreement_id, year, as_of)
        return Form("adendum", tuple(_continued(family, naskah, later))) if later else Form("kedaluwarsa")
    if place in ("mungkin", "tidak_jelas"):
        return Form("tanggal_tidak_jelas")
    return _judge_active(naskah, family, year, as_of)


def _continued(family: Family, naskah: Naskah, later: tuple[Naskah, ...]) -> list[str]:
    successors = {each.agreement_id for each in family.of_role(naskah.agreement_id, "penerus")}
    return ["dilanjutkan_naskah_penerus"] if successors & {each.agreement_id for each in later} else []


def _judge_active(naskah: Naskah, family: Family, year: int, as_of: date) -> Form:
    addenda = family.of_role(naskah.agreement_id, "adendum")
    if any(place_in_year(each, year, as_of) in ("dalam", "mungkin") for each in addenda):
        return Form("adendum")
    if naskah.category == "sinergi" or naskah.instrument in ("NK", "RK"):
        return Form("nk_rk_aktif")
    if naskah.instrument == "PKS":
        return Form("pks_aktif")
    if _has_active_pks(naskah, family, year, as_of):
        return Form("pks_aktif")
    if naskah.instrument in ("KB", "LOI"):
        return Form("kb_tanpa_pks", ("calon_pks_terbuka",) if naskah.agreement_id in family.open_children else ())
    return Form("pks_aktif", ("jenis_naskah_lain" if naskah.instrument else "jenis_naskah_tidak_diketahui",))


def _has_active_pks(naskah: Naskah, family: Family, year: int, as_of: date) -> bool:
    carried_out = family.carrying_out(naskah.agreement_id, year, as_of)
    return any(place_in_year(each, year, as_of) in ("dalam", "mungkin") for each in carried_out)


@dataclass(frozen=True)
class Registers:
    """To which day the registers of each region say they are complete."""

    complete_to: Mapping[str, date]

    def day(self, region_code: str | None) -> date | None:
        return self.complete_to.get(region_code) if region_code else None


def read_registers(slices: pd.DataFrame) -> Registers:
    """Days of ``complete_to`` of current registers that were read whole."""
    days: dict[str, list[date]] = defaultdict(list)
    for row in slices[slices["kind"] == "agreement_list"].to_dict("records"):
        region, day = text_of(row["region_code"]), day_of(row.get("complete_to"))
        if region and day and _counts(row):
            days[region].append(day)
    return Registers({region: max(found) for region, found in days.items()})


def _counts(row: Mapping[str, Any]) -> bool:
    return truth_of(row.get("is_complete")) and (text_of(row.get("state")) or "current") == "current"


def lacks_pks(
    naskah: Naskah, family: Family, registers: Registers, thresholds: Thresholds, year: int, as_of: date
) -> bool:
    """Whether a complete register knows no PKS of this KB, and none is under decision.

    The register must be complete to the end of the year, or in the running year to a day not older than
    ``register_max_age_days``; the KB must be signed at least ``pks_grace_days`` before.
    """
    if naskah.instrument != "KB" or naskah.category in (None, "sinergi") or naskah.signed is None:
        return False
    if family.carrying_out(naskah.agreement_id, year, as_of) or naskah.agreement_id in family.open_children:
        return False
    complete_to = registers.day(naskah.region_code)
    return complete_to is not None and _reaches(complete_to, naskah.signed[1], thresholds, year, as_of)


def _reaches(complete_to: date, signed: date, thresholds: Thresholds, year: int, as_of: date) -> bool:
    last = date(year, 12, 31)
    needed = last if as_of > last else as_of - timedelta(days=thresholds.register_max_age_days)
    judged_on = min(as_of, last)
    return complete_to >= max(needed, signed) and judged_on - signed >= timedelta(days=thresholds.pks_grace_days)
