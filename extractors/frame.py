"""The rows of an extraction as a frame, for the transforms."""

from __future__ import annotations

import pandas as pd

from extractors.records import Extraction

PLACE_COLUMNS = (
    "source_row_id", "document_id", "page", "sheet", "row_number", "sheet_row", "block", "zone", "bbox", "cells",
    "fill", "is_hidden", "merged_from_above", "continued_by", "confidence",
    "low_confidence",
)  # fmt: skip


def rows_frame(extraction: Extraction) -> pd.DataFrame:
    """One row per raw row: its place, and per layout column ``v_<name>`` the text as printed (str or None)."""
    columns: dict[str, list[object]] = {name: [getattr(row, name) for row in extraction.rows] for name in PLACE_COLUMNS}
    columns |= {f"v_{name}": [row.values.get(name) for row in extraction.rows] for name in extraction.layout.columns}
    return pd.DataFrame(columns, columns=list(columns), dtype=object)
