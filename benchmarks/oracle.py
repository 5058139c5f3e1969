"""Our reading of every page against pdfplumber's: ``python -m benchmarks.oracle FILE...``.

Prints each cell that differs in text or span (white space apart) and, as the last line, JSON with the pages that agree.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors.pdf_reference import read_reference_pages
from extractors.pdf_tables import read_pdf
from extractors.records import Part, Table

_OPEN = "the last row goes on behind the page break and has no border below: pdfplumber leaves it out, ours reads it"
_LOOKED_AT = Path(__file__).with_name("oracle_differences.csv")


def read_explanations() -> dict[tuple[str, int], str]:
    """What the page shows and which reader is right, by file name and page, for pages somebody has looked at."""
    with _LOOKED_AT.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return {
        (row["file"], int(page)): f"{row['shown']} (right: {row['right']})"
        for row in rows
        for page in row["pages"].split()
    }


def compare(path: Path) -> dict[str, Any]:
    """Pages that agree, pages that differ with what differs, and the explanation where the page was looked at."""
    reading, explained = read_pdf(path, "x"), read_explanations()
    parts = reading.parts
    differing: dict[int, dict[str, Any]] = {}
    for part, reference in zip(parts, read_reference_pages(path, range(1, len(parts) + 1)), strict=True):
        number = part.page or 0
        if differences := list(_differences(part, reference)):
            is_open = not list(_differences(_without_open_rows(part), reference))
            explanation = _OPEN if is_open else explained.get((path.name, number))
            differing[number] = {"differences": differences, "explanation": explanation}
    fallback = sum(code == "page_read_by_reference" for code, _ in reading.warnings)
    return {
        "pages": len(parts),
        "agreeing": len(parts) - len(differing),
        "differing": differing,
        "read_by_reference": fallback,
    }


def figures_of(found: dict[str, Any]) -> dict[str, int]:
    """Of :func:`compare`: pages, pages that agree, differing pages explained, pages our own reader did not read."""
    return {
        "pages": found["pages"],
        "agreeing": found["agreeing"],
        "explained": sum(bool(page["explanation"]) for page in found["differing"].values()),
        "read_by_reference": found["read_by_reference"],
    }


def _without_open_rows(part: Part) -> Part:
    closed = (replace(t, rows=tuple(row for row in t.rows if not row.is_open_below)) for t in part.tables)
    return replace(part, tables=tuple(closed))


def _differences(part: Part, reference: Part) -> Iterator[str]:
    if len(part.tables) != len(reference.tables):
        yield f"{len(part.tables)} tables, by the reference {len(reference.tables)}"
        return
    for index, (ours, theirs) in enumerate(zip(part.tables, reference.tables, strict=True), start=1):
        if _shape(ours) != _shape(theirs):
            yield f"table {index}: {_shape(ours)} rows and columns, by the reference {_shape(theirs)}"
            continue
        for row, (left, right) in enumerate(zip(_cells(ours), _cells(theirs), strict=True), start=1):
            for column, (cell, other) in enumerate(zip(left, right, strict=True), start=1):
                if cell != other:
                    yield f"table {index} row {row} column {column}: {cell}, by the reference {other}"


def _shape(table: Table) -> tuple[int, int]:
    return len(table.rows), table.n_columns


def _cells(table: Table) -> list[list[tuple[str, int, int] | None]]:
    return [
        [("".join(cell.text.split()), cell.row_span, cell.col_span) if cell else None for cell in row.cells]
        for row in table.rows
    ]


def main(paths: list[Path]) -> None:
    found = {f"{path.parent.name}/{path.name}": compare(path) for path in paths}
    for name, result in found.items():
        print(f"{name}: {result['agreeing']} of {result['pages']} pages agree")
        for page, differing in result["differing"].items():
            print(f"  page {page}: {differing['explanation'] or 'not explained yet'}")
            for difference in differing["differences"][:5]:
                print(f"    {difference[:200]}")
    figures = {name: figures_of(result) for name, result in found.items()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
