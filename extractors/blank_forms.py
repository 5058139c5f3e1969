"""Forms handed in as they were handed out: headings, perhaps one example row, nothing filled in."""

from __future__ import annotations

from extractors.records import Part, Reading

_MOST_ROWS = 2


def describe_blank_form(reading: Reading) -> str | None:
    """What a sheet that holds only headings (and at most one example row) shows; None for anything else.

    Only for sheets: a page of a PDF with a short table is a page like any other.
    """
    filled = [rows for part in reading.parts if part.page is None and (rows := _filled_rows(part))]
    if not filled or any(part.page is not None for part in reading.parts) or any(len(r) > _MOST_ROWS for r in filled):
        return None
    headings = ", ".join(filled[0][0])[:200]
    examples = sum(len(rows) - 1 for rows in filled)
    seen = f"dan {examples} baris yang tampak seperti contoh" if examples else "tanpa satu baris pun di bawahnya"
    return (
        f"formulir belum diisi: hanya ada judul kolom ({headings}) {seen}. Minta berkas yang sudah diisi dari pemilik "
        "data"
    )


def _filled_rows(part: Part) -> list[list[str]]:
    """The non-empty rows of a sheet as lists of their texts."""
    rows = [[cell.text for cell in row.cells if cell is not None and cell.text] for t in part.tables for row in t.rows]
    return [row for row in rows if row]
