"""The axes rencana, anggaran and realisasi of one agreement, region and fiscal year.

Absence (``tidak_ada``) is only said where the stage is covered. A line in a version that isn't the latest proves
nothing about the latest; open links keep an axis at ``kandidat``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.assessing.desk import Desk
from transforms.assessing.evidence import Evidence, keys_of
from transforms.assessing.money import BEFORE, BUDGETED, NOTHING, REALISED, Sum
from transforms.assessing.supporting import (
    BUDGET_KINDS,
    FINAL_BUDGET,
    PLANNING_KINDS,
    is_latest_budget,
    of_weight,
    reported,
    sum_once,
    untold,
)


@dataclass(frozen=True)
class Axis:
    """One axis: its value, the lines it rests on, the lines whose money it sums, and remarks (``flags``)."""

    value: str
    entries: tuple[Evidence, ...] = ()
    money: Sum = NOTHING
    flags: tuple[str, ...] = ()


def judge_planning(entries: Sequence[Evidence], desk: Desk) -> Axis:
    """The axis ``rencana``: RPJMD, Renstra, RKPD, Renja, and E.81 as the Renja it evaluates."""
    planned = [entry for entry in entries if entry.kind in PLANNING_KINDS]
    accepted, waiting = of_weight(planned, "accepted"), of_weight(planned, "open")
    if accepted:
        return Axis("ada", accepted)
    if waiting:
        return Axis("kandidat", waiting)
    return Axis("tidak_ada" if desk.is_covered("planning") else "belum_dapat_dinilai")


def judge_budget(entries: Sequence[Evidence], desk: Desk) -> Axis:
    """The axis ``anggaran``, by the latest version of the budget documents at hand."""
    budgeted = [entry for entry in entries if entry.kind in BUDGET_KINDS]
    accepted, waiting = of_weight(budgeted, "accepted"), of_weight(budgeted, "open")
    latest = tuple(entry for entry in accepted if is_latest_budget(entry, desk))
    standing = tuple(entry for entry in latest if not _is_set_to_nothing(entry, accepted, desk))
    if standing:
        return Axis("ada", standing, flags=_nothing_budgeted(standing, desk))
    if waiting:
        return Axis("kandidat", waiting)
    if accepted:
        return _judge_lost(accepted, latest, desk)
    return _judge_absent_budget(budgeted, desk)


def _judge_absent_budget(budgeted: Sequence[Evidence], desk: Desk) -> Axis:
    if not desk.is_covered("budget"):
        return Axis("belum_dapat_dinilai")
    facilitation = of_weight(budgeted, "fasilitasi")
    return Axis("hanya_fasilitasi", facilitation) if facilitation else Axis("tidak_ada")


def _judge_lost(accepted: tuple[Evidence, ...], latest: tuple[Evidence, ...], desk: Desk) -> Axis:
    """Accepted before, but not standing in the latest version: removed, carried on unseen, or not to be told."""
    if not desk.is_covered("budget"):
        return Axis("belum_dapat_dinilai", accepted)
    if any(entry.kind in FINAL_BUDGET for entry in latest):
        return Axis("dihapus_di_perubahan", latest, flags=("pagu_menjadi_nol",))
    if _is_carried_on(accepted, desk):
        return Axis("kandidat", accepted, flags=("baris_sama_di_versi_terakhir",))
    if any(entry.kind in FINAL_BUDGET for entry in accepted):
        return Axis("dihapus_di_perubahan", accepted)
    return Axis("tidak_ada", accepted, flags=("hilang_setelah_kua_ppas",))


def _is_set_to_nothing(entry: Evidence, accepted: Sequence[Evidence], desk: Desk) -> bool:
    """Printed with nothing where the line had an amount before: in the column "sebelum" or in an earlier version."""
    now = desk.ledger.amount(entry.line_item_id, BUDGETED, desk.year)
    if now.sen != 0 or not now.is_certain:
        return False
    before = desk.ledger.amount(entry.line_item_id, BEFORE, desk.year)
    earlier = [
        desk.ledger.amount(other.line_item_id, BUDGETED, desk.year)
        for other in accepted
        if other.kind in FINAL_BUDGET
        and other.slice_id != entry.slice_id
        and not keys_of(other).isdisjoint(keys_of(entry))
    ]
    return any((amount.sen or 0) > 0 for amount in (before, *earlier))


def _nothing_budgeted(entries: Sequence[Evidence], desk: Desk) -> tuple[str, ...]:
    amounts = [desk.ledger.amount(entry.line_item_id, BUDGETED, desk.year) for entry in entries]
    return ("pagu_nol",) if amounts and all(amount.is_certain and amount.sen == 0 for amount in amounts) else ()


def _is_carried_on(accepted: Sequence[Evidence], desk: Desk) -> bool:
    """Whether the same line (by key, or by name in the same office) still stands in a latest version, though no link
    says so there."""
    wanted = {key for entry in accepted for key in keys_of(entry)}
    return any(
        not wanted.isdisjoint(desk.keys.get(each.slice_id, ()))
        and desk.shelf.is_latest(each.slice_id, FINAL_BUDGET, each.office)
        for each in desk.shelf.of_kinds(FINAL_BUDGET)
    )


def is_carried_into_budget(entries: Sequence[Evidence], desk: Desk) -> bool:
    """Whether a line accepted in planning stands, by its key, in the latest budget, though no link says so there."""
    planned = [entry for entry in of_weight(entries, "accepted") if entry.kind in PLANNING_KINDS]
    return _is_carried_on(planned, desk)


def judge_realisation(entries: Sequence[Evidence], budgeted: Sum, desk: Desk) -> Axis:
    """The axis ``realisasi`` with the realised money, from the latest period of each line.

    ``selesai`` needs the year to be over and realisation to reach the region's share of the supporting budget (of the
    anggaran printed beside it where no budget document is at hand), none of these figures doubtful. It rests on the
    lines that were realised. ``belum`` needs every budget line to be told.
    """
    told = reported(entries)
    realised = sum_once(told, REALISED, desk)
    flags = ("realisasi_meragukan",) if realised.doubtful_sen is not None else ()
    if used := tuple(entry for entry in told if _realised_by_line(entry, desk) > 0):
        against = budgeted if budgeted.sen else sum_once(told, BUDGETED, desk)
        return Axis("selesai" if _is_done(realised, against, desk) else "sebagian", used, realised, flags)
    if realised.sen is not None and not flags and not untold(entries, desk):
        return Axis("belum", told, realised)
    return Axis("tidak_ada_data", told, realised, flags)


def _realised_by_line(entry: Evidence, desk: Desk) -> int:
    """Realised sen that are not doubtful, of the line or the sub kegiatan it stands under."""
    lines = {entry.line_item_id, desk.ledger.supporting_line(entry.line_item_id) or entry.line_item_id}
    return max((desk.ledger.amount(line, REALISED, desk.year).sen or 0 for line in lines), default=0)


def _is_done(realised: Sum, against: Sum, desk: Desk) -> bool:
    is_over = desk.as_of > date(desk.year, 12, 31)
    if not (is_over and realised.is_certain and against.is_certain and against.sen):
        return False
    return (realised.sen or 0) * 100 >= against.sen * desk.thresholds.realisasi_selesai_pct
