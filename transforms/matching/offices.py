"""Whether the office of a line is an office of the agreement, by any of its names and the units inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from transforms.matching.subjects import Office, Subject
from transforms.matching.text import printed_words, squeeze
from transforms.names import match_skpd

SAME, UNKNOWN, OTHER = 1, 0, -1
_HEADS_OF_OFFICES = frozenset({"dinas", "badan", "sekretariat", "inspektorat", "kecamatan", "satuan"})


@dataclass(frozen=True)
class _Known:
    """An office as the reference knows it: its key, the office it belongs to, its name spelled out and squeezed.

    ``is_office``: the name is certainly that of an office of the region, so that other offices are other.
    """

    office: str | None
    part_of: str | None
    squeezed: str
    is_office: bool


def compare_offices(subjects: Sequence[Subject], lines: pd.DataFrame, reference: Any) -> np.ndarray:
    """Return subjects x lines: 1 the line's office is one of the agreement's, -1 it is another, 0 unknown."""
    keys = [tuple(key) for key in lines[["region_code", "skpd_code", "skpd_name"]].to_numpy(object)]
    distinct = sorted(set(keys), key=str)
    place = {key: column for column, key in enumerate(distinct)}
    sets = [(subject.own_region, subject.offices) for subject in subjects]
    rows = {one: [_verdict(*one, key, reference) for key in distinct] for one in dict.fromkeys(sets)}
    grid = np.array([rows[one] for one in sets], dtype=np.int8)
    return grid.reshape(len(subjects), len(distinct))[:, [place[key] for key in keys]]


def _verdict(own_region: str | None, ours: Sequence[Office], line: tuple[str, str, str], reference: Any) -> int:
    region, code, name = line
    offices = [o for o in ours if o.name and (o.region_code or own_region) == region]
    if not offices or not (name or code):
        return UNKNOWN
    if any(is_same_office(office, region, code, name, reference) for office in offices):
        return SAME
    return OTHER if all(_known(office.name, region, reference).is_office for office in offices) else UNKNOWN


def is_same_office(office: Office, region: str, code: str, name: str, reference: Any) -> bool:
    """Tell whether an office of the agreement is the office of a line, or one is a unit of the other."""
    if office.code and code:
        return office.code == code
    ours, theirs = _known(office.name, region, reference), _known(name, region, reference)
    if ours.office and theirs.office:
        return ours.office in (theirs.office, theirs.part_of) or theirs.office == ours.part_of
    return bool(ours.squeezed) and theirs.squeezed.startswith(ours.squeezed)


def office_key(region: str, code: str, name: str, reference: Any) -> str:
    """Return what is the same for all names of an office: the reference's key, else its code, else its name."""
    known = _known(name or "", region or "", reference)
    return known.office or code or known.squeezed


@lru_cache(maxsize=1 << 14)
def _known(name: str, region: str, reference: Any) -> _Known:
    match = match_skpd(name, region, None, reference)
    spelled = match.expanded or name
    first = (printed_words(spelled) or (("", 0, 0),))[0][0]
    return _Known(match.office, match.part_of, squeeze(spelled), match.office is not None or first in _HEADS_OF_OFFICES)
