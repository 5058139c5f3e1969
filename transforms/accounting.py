"""Rows in = rows out: every printed row ends in a typed table, in quarantine, or is explained by its kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

#: kinds that explain a row by themselves; a ``line`` or ``continuation`` must have become something
EXPLAINED_KINDS = frozenset({"section", "header", "summary", "note", "signature", "blank", "not_relevant"})


def unaccounted_rows(
    raw_rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame], joined: Collection[str] = ()
) -> list[str]:
    """``source_row_id`` of every row that is neither explained by its ``row_kind`` nor found in a typed table.

    ``frames`` are the document's typed tables; each that has a column ``source_row_id`` accounts for its rows.
    ``joined`` are lower parts of rows cut by a page break, whose text was read with the upper part.
    """
    accounted: set[str] = set(joined)
    for name, frame in frames.items():
        if name != "raw_row" and "source_row_id" in frame.columns:
            accounted.update(frame["source_row_id"].dropna())
        if "source_rows" in frame.columns:  # the further rows of an agreement, as (source_row_id, role)
            accounted.update(row for sources in frame["source_rows"] for row, _ in sources)
    open_rows = raw_rows.loc[~raw_rows["row_kind"].isin(EXPLAINED_KINDS), "source_row_id"]
    return [row for row in open_rows if row not in accounted]
