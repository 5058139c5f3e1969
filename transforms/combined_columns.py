"""Columns of a register that hold two things, or a further party's part, spread over the columns they stand for."""

from __future__ import annotations

import re

import pandas as pd

from transforms.number_dates import split_number_and_date

#: a further party's column, or a second one of its kind -> the column it adds to
_ADDED_TO = {"number_3": "number_2", "partner_2": "partner", "scope_2": "scope"}
#: columns in which a day is an end, and anything else is not about the agreement
_ENDS = {"end_or_retention": "end_date"}
_MOST = 0.6
_PRINTS_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER_AND_DATE = {
    "number_date": ("number", "signed_date"),
    "number_date_2": ("number_2", None),
    "number_date_kb": ("number_kb", "signed_date_kb"),
}


def spread_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` in which every combined or further column is read into ``v_number``, ``v_signed_date``, ``v_partner``.

    A column that is printed by itself keeps what it prints; a cell merged over several rows stays merged.
    """
    if not _has(rows, "number") and _are_numbers_of_documents(_column(rows, "no")):
        rows = rows.assign(v_number=rows["v_no"], v_no=None)
    for name, (number, day) in _NUMBER_AND_DATE.items():
        if _has(rows, name):
            cut = [split_number_and_date(_text(value)) for value in rows[f"v_{name}"]]
            rows = _filled(rows, number, [pair[0] for pair in cut])
            rows = _filled(rows, day, [pair[1] for pair in cut]) if day else rows
            rows = _merged_with(rows, name, tuple(column for column in (number, day) if column))
    for name, end in _ENDS.items():
        if _has(rows, name):
            days = [text if _PRINTS_A_YEAR.search(text or "") else None for text in map(_text, rows[f"v_{name}"])]
            rows = _filled(rows, end, days)
    for name, target in _ADDED_TO.items():
        if _has(rows, name):
            added = [_joined(own, more) for own, more in zip(_column(rows, target), rows[f"v_{name}"], strict=True)]
            rows = rows.assign(**{f"v_{target}": pd.Series(added, index=rows.index, dtype=object)})
    return rows


def _are_numbers_of_documents(values: list[object]) -> bool:
    """Whether the only column called ``Nomor`` prints the numbers of documents (``1/PKS/2023``) and counts no rows."""
    texts = [text for text in map(_text, values) if text]
    return bool(texts) and sum("/" in text for text in texts) > _MOST * len(texts) and not any(map(str.isdigit, texts))


def _has(rows: pd.DataFrame, name: str) -> bool:
    return f"v_{name}" in rows.columns and bool(rows[f"v_{name}"].notna().any())


def _filled(rows: pd.DataFrame, column: str, texts: list[str | None]) -> pd.DataFrame:
    own = [_text(value) or text for value, text in zip(_column(rows, column), texts, strict=True)]
    return rows.assign(**{f"v_{column}": pd.Series(own, index=rows.index, dtype=object)})


def _merged_with(rows: pd.DataFrame, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    merged = [
        (*covered, *columns) if name in (covered or ()) else tuple(covered or ())
        for covered in rows["merged_from_above"]
    ]
    return rows.assign(merged_from_above=pd.Series(merged, index=rows.index, dtype=object))


def _column(rows: pd.DataFrame, name: str) -> list[object]:
    return rows[f"v_{name}"].tolist() if f"v_{name}" in rows.columns else [None] * len(rows)


def _joined(own: object, more: object) -> str | None:
    return "\n".join(text for text in (_text(own), _text(more)) if text) or None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
