"""What is wrong with a slice as a whole: an unfilled form, a second print, pages or numbers missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from extractors.records import Extraction, RejectedDocument
from transforms.numbers import is_empty_number
from transforms.slice_fields import Found
from transforms.slice_keys import slice_key

#: a row below a signature with so many filled cells is more than a name
_CELLS_OF_A_LINE = 4


def refuse_unfilled(extraction: Extraction, rows: pd.DataFrame, fields: Sequence[dict[str, Found]]) -> None:
    """A form nobody filled in: no line but the blank form's own, or fields left open and not one figure above zero."""
    lines = rows[rows["row_kind"] == "line"]
    open_fields = sorted({name for found in fields for name, value in found.items() if value.source == "unfilled"})
    is_empty = lines.empty and (rows["row_kind"] == "not_relevant").any()
    columns = [f"v_{name}" for name, column in extraction.layout.columns.items() if column.amount]
    has_figures = any(not is_empty_number(text) and str(text).strip(" 0.,") for text in lines[columns].to_numpy().flat)
    if is_empty or (open_fields and columns and not has_figures):
        seen = ", ".join(open_fields) or "baris contoh dari formulir kosong"
        raise RejectedDocument(
            "unfilled_form",
            f"formulir '{extraction.layout.title}' belum diisi: {seen}. Minta berkas yang sudah diisi",
            stage="identify",
        )


def mark_completeness(slices: pd.DataFrame, rows: pd.DataFrame, quarantine: pd.DataFrame | None = None) -> pd.DataFrame:
    """``slices`` with ``is_complete`` and ``incomplete_because`` (null where complete).

    Complete is a slice that says of whom and when it speaks, with a line at least, pages without holes, numbering
    without gaps and no row refused. Coverage asks which rows there are: a single cell that can't be read (a quarantine
    row with a ``column_name``: an amount, a date) is null and reported, but its row stands and is known.
    Call again with the quarantine of the document; the reason stands in ``basis["is_complete"]`` too.
    """
    refused = set() if quarantine is None else _refused_whole(quarantine)
    slices = slices.assign(basis=[dict(basis) for basis in slices["basis"]])
    reasons = []
    for record in slices.to_dict("records"):
        own = rows[rows["block"] == record["block"]]
        lacks = "; ".join(record["lacks"].values()) or None
        reason = (
            lacks
            or _without_lines(own)
            or _hole_in_pages(own, record)
            or _gap_in_numbers(own)
            or _lines_in_footer(own)
            or _refused_rows(own, refused)
        )
        record["basis"]["is_complete"] = {"source": "print" if lacks else "rows", "text": reason}
        reasons.append(reason)
    return slices.assign(
        is_complete=pd.Series([reason is None for reason in reasons], index=slices.index, dtype=bool),
        incomplete_because=pd.Series(reasons, index=slices.index, dtype=object),
    )


def mark_duplicates(slices: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """``slices`` with ``state`` and ``duplicate_of_block``: an office printed again, equal to the letter."""
    values = [name for name in rows.columns if name.startswith("v_")]
    # The line of a form stands in the block of fields above its table.
    lines = rows[rows["row_kind"].isin(["line", "continuation"]) & rows["zone"].isin(["body", "header"])]
    content = {
        block: tuple(tuple(_flat(text) for text in row) for row in own[values].itertuples(index=False))
        for block, own in lines.groupby("block", sort=False)
    }
    first_print: dict[tuple[object, ...], object] = {}
    duplicate_of: list[object] = []
    for record in slices.to_dict("records"):
        key = (*slice_key(record), content.get(record["block"]))
        earlier = first_print.setdefault(key, record["block"])
        duplicate_of.append(None if earlier == record["block"] else earlier)
    states = [None if earlier is None else "duplicate" for earlier in duplicate_of]
    index = slices.index
    return slices.assign(
        state=pd.Series(states, index=index, dtype=object),
        duplicate_of_block=pd.Series(duplicate_of, index=index, dtype=object),
    )


def _flat(text: object) -> str:
    return "".join(str(text or "").split())


def _without_lines(own: pd.DataFrame) -> str | None:
    """A table that names an office and its sum but none of its lines says nothing of what the office does."""
    return None if (own["row_kind"] == "line").any() else "tidak ada satu baris pun di bawah kepala tabelnya"


def _hole_in_pages(own: pd.DataFrame, record: Mapping[str, object]) -> str | None:
    """A page between the first and the last on which not one row was read."""
    first, last = record["first_page"], record["last_page"]
    if not isinstance(first, int) or not isinstance(last, int):
        return None
    missing = sorted(set(range(first, last + 1)) - {int(page) for page in own["page"].dropna()})
    return f"halaman tanpa baris terbaca: {', '.join(map(str, missing))}" if missing else None


def _gap_in_numbers(own: pd.DataFrame) -> str | None:
    """Siblings numbered 1, 2, 4: a row is missing. Only where the numbers are levels (``1.1.3``)."""
    if "v_no" not in own.columns:
        return None
    lines = own[own["row_kind"] == "line"]
    numbers = [tuple(map(int, text.split("."))) for text in map(_flat, lines["v_no"]) if _is_number(text)]
    if not any(len(number) > 1 for number in numbers):
        return None
    have = set(numbers)
    gaps = sorted({(*number[:-1], previous) for number in have for previous in range(1, number[-1])} - have)
    shown = ", ".join(".".join(map(str, gap)) for gap in gaps[:5])
    return f"nomor tidak ditemukan: {shown}" if gaps else None


def _lines_in_footer(own: pd.DataFrame) -> str | None:
    """Counted rows with several filled cells below a signature: lines perhaps, whose words are masked like names."""
    columns = [name for name in own.columns if name.startswith("v_")]
    footer = own[own["row_kind"].isin(["signature", "note"]) & (own["zone"] == "body")]
    if "v_no" not in columns or footer.empty:
        return None
    filled = footer[columns].notna().sum(axis=1) >= _CELLS_OF_A_LINE
    count = int((filled & footer["v_no"].map(lambda text: _is_number(_flat(text).strip(".")))).sum())
    return f"{count} baris bernomor di bawah tanda tangan tidak dibaca" if count else None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d{1,4}(?:\.\d{1,4})*", text) is not None


def _refused_whole(quarantine: pd.DataFrame) -> set[str]:
    whole = quarantine[quarantine["column_name"].isna()] if "column_name" in quarantine else quarantine
    return set(whole["source_row_id"].dropna())


def _refused_rows(own: pd.DataFrame, refused: set[str]) -> str | None:
    count = own["source_row_id"].isin(refused).sum()
    return f"{count} baris tidak terbaca utuh" if count else None
