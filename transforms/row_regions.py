"""The region that the rows of a block speak of, where neither titles nor signatures name one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from config.reference import Reference
from transforms.names import find_regions
from transforms.slice_fields import NOTHING, Found

#: rows that must name the region, and their share among all rows that name any
_LEAST_ROWS = 5
_LEAST_SHARE = 0.9


def region_in_rows(rows: pd.DataFrame, columns: Sequence[str], reference: Reference) -> Found:
    """The region that nearly all rows which name one name with its level (``DPOP Kota Balikpapan``); else nothing.

    ``rows`` are those of one block; ``columns`` the layout's columns to look in.
    """
    named: Counter[str] = Counter()
    first: dict[str, str] = {}
    for texts in rows[[f"v_{name}" for name in columns]].itertuples(index=False):
        text = " ".join(str(cell) for cell in texts if isinstance(cell, str))
        for code in {mention.code for mention in find_regions(text, reference) if mention.level_word}:
            named[code] += 1
            first.setdefault(code, text)
    if not named:
        return NOTHING
    code, count = named.most_common(1)[0]
    if count < _LEAST_ROWS or count < _LEAST_SHARE * named.total():
        return NOTHING
    return Found(code, "print", f"{count} baris, antara lain: {first[code]}"[:300])
