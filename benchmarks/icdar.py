"""The ICDAR 2013 table set: true cells of each table region, adjacency relations, and which regions are ruled.

A relation is a cell and its nearest neighbour with text, to the right or below (Göbel et al., 2013); texts are compared
by their letters and digits.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pdfplumber

Relation = tuple[str, str, str]
#: points around a region within which its outer rules lie
_AROUND = 10.0
_SAME_LINE = 3.0
#: share of a region's height or width that a rule must cover to part it
_COVER = 0.6
#: share of the boundaries between columns, and between rows, that must be ruled
_RULED_COLUMNS, _RULED_ROWS = 0.8, 0.5


@dataclass(frozen=True)
class GridCell:
    """Row and column bounds, upper ones excluded, and the text as printed."""

    row0: int
    column0: int
    row1: int
    column1: int
    text: str


@dataclass(frozen=True)
class Region:
    """The part of a true table on one page; ``box`` in PDF space: x0, y0, x1, y1."""

    file: str
    page: int
    cells: tuple[GridCell, ...]
    box: tuple[float, float, float, float]

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)"""
        return max(cell.row1 for cell in self.cells), max(cell.column1 for cell in self.cells)


def read_truth(path: Path) -> list[Region]:
    """All regions of ``*-str.xml``."""
    regions = []
    for region in ElementTree.parse(path).iter("region"):
        cells, boxes = [], []
        for cell in region.iter("cell"):
            row, column = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
            stop_row, stop_column = int(cell.get("end-row", row)) + 1, int(cell.get("end-col", column)) + 1
            cells.append(GridCell(row, column, stop_row, stop_column, cell.findtext("content") or ""))
            box = cell.find("bounding-box")
            if box is not None:
                boxes.append([float(box.get(name, 0)) for name in ("x1", "y1", "x2", "y2")])
        left, bottom, right, top = zip(*boxes, strict=True)
        around = (min(left), min(bottom), max(right), max(top))
        regions.append(Region(path.name.removesuffix("-str.xml"), int(region.get("page", 1)), tuple(cells), around))
    return regions


def normalise(text: str) -> str:
    """Letters and digits only; a cell that has none keeps its signs."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum()) or "".join(plain.split())


def relations(cells: Sequence[GridCell]) -> Counter[Relation]:
    """Each cell with text and its nearest neighbours with text, to the right and below, by row and by column."""
    grid: dict[tuple[int, int], int] = {}
    texts = [normalise(cell.text) for cell in cells]
    for index, cell in enumerate(cells):
        if texts[index]:
            spots = ((r, c) for r in range(cell.row0, cell.row1) for c in range(cell.column0, cell.column1))
            grid.update(dict.fromkeys(spots, index))
    rows = max((r for r, _ in grid), default=-1) + 1
    columns = max((c for _, c in grid), default=-1) + 1
    pairs = set()
    for index, cell in enumerate(cells):
        if not texts[index]:
            continue
        for row in range(cell.row0, cell.row1):
            right = next((grid[row, c] for c in range(cell.column1, columns) if (row, c) in grid), None)
            pairs.add((index, right, "right"))
        for column in range(cell.column0, cell.column1):
            below = next((grid[r, column] for r in range(cell.row1, rows) if (r, column) in grid), None)
            pairs.add((index, below, "below"))
    return Counter((texts[a], texts[b], way) for a, b, way in pairs if b is not None)


def find_ruled(pdf: Path, regions: Sequence[Region]) -> list[Region]:
    """The regions whose columns and rows are parted by drawn lines, as pdfplumber sees the lines of the page."""
    with pdfplumber.open(pdf) as document:
        return [region for region in regions if _is_ruled(document.pages[region.page - 1], region)]


def _is_ruled(page: Any, region: Region) -> bool:
    x0, y0, x1, y1 = region.box
    top, bottom = page.height - y1 - _AROUND, page.height - y0 + _AROUND
    inside = [
        edge
        for edge in page.filter(_is_seen).edges
        if edge["x0"] >= x0 - 5 * _AROUND and edge["x1"] <= x1 + 5 * _AROUND
        if edge["top"] >= top - _AROUND and edge["bottom"] <= bottom + _AROUND
    ]
    upright = [(e["x0"], e["top"], e["bottom"]) for e in inside if e["orientation"] == "v"]
    level = [(e["top"], e["x0"], e["x1"]) for e in inside if e["orientation"] == "h"]
    rows, columns = region.shape
    return (
        columns > 1
        and _count_lines(upright, y1 - y0) >= max(1, _RULED_COLUMNS * (columns - 1))
        and _count_lines(level, x1 - x0) >= max(2, _RULED_ROWS * (rows - 1))
    )


def _is_seen(item: dict[str, Any]) -> bool:
    """Has the line or shape ink: is its stroke, or its fill where it is thin, not white?"""
    if item["object_type"] not in ("line", "rect", "curve"):
        return False
    is_thin = min(item["width"], item["height"]) <= _SAME_LINE
    if item["object_type"] == "line" or item["stroke"]:
        return _is_ink(item["stroking_color"])
    return bool(item["fill"]) and is_thin and _is_ink(item["non_stroking_color"])


def _is_ink(color: Any) -> bool:
    parts = color if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return True
    return max(parts) > 0.02 if len(parts) == 4 else min(parts, default=0) < 0.98


def _count_lines(pieces: Sequence[tuple[float, float, float]], length: float) -> int:
    """How many lines cover most of ``length``; pieces are (position, start, end)."""
    groups: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if groups and piece[0] - groups[-1][-1][0] <= _SAME_LINE:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return sum(_covered(group) >= _COVER * length for group in groups)


def _covered(pieces: Sequence[tuple[float, float, float]]) -> float:
    reach, total = float("-inf"), 0.0
    for _, start, end in sorted(pieces, key=lambda piece: piece[1]):
        total += max(0.0, end - max(start, reach))
        reach = max(reach, end)
    return total
