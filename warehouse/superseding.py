"""Which slice of several that speak of the same office, year and version holds.

A slice is beaten by a complete one of another document received later, or, where that can't be told, printed later.
The answer depends on the set of slices only, never on the order in which they came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

#: kinds whose slices are only comparable when region and year are known
_WITHOUT_YEAR = frozenset({"agreement_list", "agreement", "rpjmd", "renstra", "urusan_mapping", "tkksd", "review"})


@dataclass(frozen=True)
class Contender:
    """All slices of one document with one identity, taken as one."""

    document_id: str
    received_on: date | None
    printed_on: date | None
    is_complete: bool


def judge_slices(slices: pd.DataFrame) -> list[str]:
    """The state of each slice, in the frame's order.

    Columns: slice_id, document_id, identity (tuple), kind, region_code, fiscal_year, received_on, printed_on,
    is_complete, duplicate_of_block (null but for a second print).
    """
    states = {}
    for _, group in slices.groupby(slices["identity"].map(repr), sort=True):
        states.update(_judge_group(group))
    return [states[slice_id] for slice_id in slices["slice_id"]]


def _judge_group(group: pd.DataFrame) -> dict[str, str]:
    contenders = [_contender(str(document_id), part) for document_id, part in group.groupby("document_id", sort=True)]
    by_document = judge_contenders(contenders) if _is_comparable(group.iloc[0]) else {}
    return {
        row["slice_id"]: "duplicate"
        if not pd.isna(row["duplicate_of_block"])
        else by_document.get(row["document_id"], "current")
        for row in group.to_dict("records")
    }


def _is_comparable(row: pd.Series[Any]) -> bool:
    """A slice without region, or without the year its kind needs, is not known to speak of the same as another."""
    has_year = row["kind"] in _WITHOUT_YEAR or not pd.isna(row["fiscal_year"])
    return not pd.isna(row["region_code"]) and row["kind"] not in ("agreement", "review") and has_year


def _contender(document_id: str, part: pd.DataFrame) -> Contender:
    counted = part[part["duplicate_of_block"].isna()]
    return Contender(
        document_id,
        max((day for day in counted["received_on"] if not pd.isna(day)), default=None),
        max((day for day in counted["printed_on"] if not pd.isna(day)), default=None),
        bool(counted["is_complete"].all()),
    )


def judge_contenders(contenders: list[Contender]) -> dict[str, str]:
    """State by document: one survivor is current, several are ``sengketa``; an incomplete one never disturbs."""
    beaten = _beaten(contenders)
    standing = [contender for contender in contenders if contender.document_id not in beaten]
    whole = [contender for contender in standing if contender.is_complete]
    holding = whole or standing
    states = {contender.document_id: "superseded" for contender in contenders}
    states.update({contender.document_id: "sengketa" for contender in standing})
    if len(holding) == 1:
        states[holding[0].document_id] = "current"
    return states


def is_newer(one: Contender, other: Contender) -> bool:
    """``one`` was received after ``other``, or, where that says nothing, printed after it."""
    if one.received_on and other.received_on and one.received_on != other.received_on:
        return one.received_on > other.received_on
    return bool(one.printed_on and other.printed_on and one.printed_on > other.printed_on)


def _beaten(contenders: list[Contender]) -> set[str]:
    """Those beaten, directly or through others, by one that they don't beat in turn (dates can form a circle)."""
    ids = [contender.document_id for contender in contenders]
    beats = {
        one.document_id: {other.document_id for other in contenders if one.is_complete and is_newer(one, other)}
        for one in contenders
    }
    for via in ids:
        for one in ids:
            if via in beats[one]:
                beats[one] |= beats[via]
    return {low for high in ids for low in beats[high] if high not in beats[low]}
