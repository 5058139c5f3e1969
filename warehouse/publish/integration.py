"""Cells about what share is integrated, as ``v_integrasi`` counts it: never a figure where nothing could be judged."""

from __future__ import annotations

from typing import Any

from warehouse.publish.content import Row
from warehouse.publish.wording import NOT_JUDGED

Cell = tuple[Any, str]
#: no agreement is in force there, or none needs the budget: that is no lack of documents
NOTHING_DUE = "tidak ada yang perlu dinilai"


def share_of(row: Row, name: str) -> Cell:
    """A percentage of the view as a share with its look; in words where no agreement could be judged, or had to be."""
    if not row["penyebut"]:
        return NOTHING_DUE, "unknown_money"
    if not row["dapat_dinilai"] or row[name] is None:
        return NOT_JUDGED, "unknown_money"
    return row[name] / 100, "share"


def rupiah_of(row: Row, name: str) -> Cell:
    """The rupiah with its look; in words where there is none: no line though all was judged, or not to be judged."""
    if row[name] is not None:
        return row[name], "money"
    if not row["penyebut"]:
        return NOTHING_DUE, "unknown_money"
    is_judged = row["dapat_dinilai"] and not row["belum_dapat_dinilai"]
    return ("tidak ada baris" if is_judged else NOT_JUDGED), "unknown_money"


def doubtful_of(row: Row) -> Cell:
    """The rupiah that no sum holds because its figures are doubtful; a dash where there is none."""
    amount = row["nilai_diragukan_idr"]
    return ("–", "unknown_money") if amount is None else (amount, "money")


def rupiah_share_of(row: Row) -> Cell:
    """The share of planned rupiah that is integrated; in words where there is none."""
    share = row["persen_rupiah"]
    return rupiah_of(row, "pagu_rencana_dinilai_idr") if share is None else (share / 100, "share")
