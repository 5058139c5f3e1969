"""Tables without a code column, whose codes stand in front of the names: ``1.01.02 - PROGRAM PENDIDIKAN``."""

from __future__ import annotations

import re

import pandas as pd

from config.layout import Layout

#: column that is true for a row without a code between rows with one: an outcome or output of the line above
GOES_WITH_ABOVE = "goes_with_above"
_CODED = re.compile(r"(?P<code>\d(?:\.\d{1,4})+|\d(?= ?[-–:] ))[.]?\s*[-–:]?\s+(?P<name>[^\W\d].*)", re.DOTALL)
#: share of the named rows of a block that must begin with a code
_MOST = 0.3
_FEWEST = 2


def split_codes_from_names(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """``rows`` with the code in front of each name put into the first code column, block by block.

    Only where no code column prints anything and at least :data:`_MOST` of the names begin with a code; the cells
    stay as printed. Rows between them that name something without a code get :data:`GOES_WITH_ABOVE`.
    """
    levels = layout.levels
    if levels is None or levels.rule != "code_depth" or not levels.columns or "v_name" not in rows.columns:
        return rows
    first = f"v_{levels.columns[0]}"
    codes = [f"v_{name}" for name in (*levels.columns, *levels.rekening_columns) if f"v_{name}" in rows.columns]
    parts = []
    for _, own in rows.groupby("block", sort=False, dropna=False):
        names = own["v_name"].where(own["zone"] == "body")
        cut = names.map(lambda text: _CODED.fullmatch(text.strip()) if isinstance(text, str) else None)
        found = cut.notna()
        is_so = not own[codes].notna().any(axis=None) and found.sum() >= max(_FEWEST, _MOST * names.notna().sum())
        parts.append(_split(own, first, cut, found) if is_so else own)
    return pd.concat(parts).loc[rows.index] if parts else rows


def _split(own: pd.DataFrame, first: str, cut: pd.Series, found: pd.Series) -> pd.DataFrame:
    codes = [match["code"] if match is not None and hit else None for match, hit in zip(cut, found, strict=True)]
    names = [
        match["name"] if match is not None and hit else name
        for match, hit, name in zip(cut, found, own["v_name"], strict=True)
    ]
    # The code is in doubt where the cell it stood in was read from a scan in doubt.
    doubts = [(*d, first.removeprefix("v_")) if "name" in d else d for d in own["low_confidence"]]
    return own.assign(
        low_confidence=pd.Series(doubts, index=own.index, dtype=object),
        **{
            first: pd.Series(codes, index=own.index, dtype=object),
            "v_name": pd.Series(names, index=own.index, dtype=object),
            GOES_WITH_ABOVE: ~found & own["v_name"].notna(),
        },
    )
