"""camelot's lattice tables of the PDFs named, as JSON lines; runs in an environment of its own (see ``tables``).

Each line: {"file", "page", "cells": [[row0, column0, row1, column1, text], ...]}. Cells between which camelot draws no
border are joined, so that its merged cells count as such.
"""

from __future__ import annotations

import json
import sys

import camelot


def merged_cells(table) -> list[list]:  # type: ignore[no-untyped-def, type-arg]
    grid = table.cells
    rows, columns = len(grid), len(grid[0]) if grid else 0
    seen, cells = set(), []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            stop = column + 1
            while stop < columns and not grid[row][stop - 1].right and not grid[row][stop].left:
                stop += 1
            end = row + 1
            while end < rows and all(not grid[end - 1][c].bottom and not grid[end][c].top for c in range(column, stop)):
                end += 1
            spots = [(r, c) for r in range(row, end) for c in range(column, stop)]
            seen.update(spots)
            text = " ".join(grid[r][c].text.strip() for r, c in spots if grid[r][c].text.strip())
            cells.append([row, column, end, stop, text])
    return cells


for path in sys.argv[1:]:
    for table in camelot.read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True):
        print(json.dumps({"file": path, "page": table.page, "cells": merged_cells(table)}))
