"""Our reading of a page against pdfplumber's: two readers of different make must see the same cells."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf_reference import read_reference_page, read_reference_pages
from extractors.pdf_tables import read_pdf
from extractors.records import Part

HEIGHT = 700.0
Seen = list[list[list[tuple[str, int, int] | None]]]


def seen(part: Part) -> Seen:
    """Texts and spans, white space apart."""
    return [
        [[("".join(c.text.split()), c.row_span, c.col_span) if c else None for c in row.cells] for row in table.rows]
        for table in part.tables
    ]


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[list[int], list[int], list[tuple[int, int, int, int]]]:
    """(column edges, row edges, cells as row, column, row span, column span) of a grid with merged cells."""
    widths = draw(st.lists(st.integers(25, 80), min_size=2, max_size=6))
    heights = draw(st.lists(st.integers(12, 40), min_size=2, max_size=8))
    xs, ys = [30], [30]
    for width in widths:
        xs.append(xs[-1] + width)
    for height in heights:
        ys.append(ys[-1] + height)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(heights)):
        for column in range(len(widths)):
            if (row, column) in taken:
                continue
            rows = draw(st.integers(1, min(3, len(heights) - row)))
            columns = draw(st.integers(1, min(3, len(widths) - column)))
            covered = {(row + i, column + j) for i in range(rows) for j in range(columns)}
            if covered & taken:
                rows, columns, covered = 1, 1, {(row, column)}
            taken |= covered
            cells.append((row, column, rows, columns))
    return xs, ys, cells


def draw_grid(path: Path, grid: tuple[list[int], list[int], list[tuple[int, int, int, int]]], words: list[str]) -> None:
    """Every cell is drawn as a box of its own, as most generators do, with its word at the top left."""
    xs, ys, cells = grid
    canvas = Canvas(str(path), pagesize=(600, HEIGHT))
    canvas.setFont("Helvetica", 6)
    canvas.setLineWidth(0.5)
    for (row, column, rows, columns), word in zip(cells, words, strict=False):
        left, right, top, bottom = xs[column], xs[column + columns], ys[row], ys[row + rows]
        for start, end in pairwise([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]):
            canvas.line(start[0], HEIGHT - start[1], end[0], HEIGHT - end[1])
        canvas.drawString(left + 2, HEIGHT - top - 8, word)
    canvas.save()


def expected(grid: tuple[list[int], list[int], list[tuple[int, int, int, int]]], words: list[str]) -> Seen:
    """The drawn cells, over the row and column edges that some cell really has."""
    _, _, cells = grid
    rows = sorted({edge for r, _, n, _ in cells for edge in (r, r + n)})
    columns = sorted({edge for _, c, _, n in cells for edge in (c, c + n)})
    table: list[list[tuple[str, int, int] | None]] = [[None] * (len(columns) - 1) for _ in rows[1:]]
    for (row, column, height, width), word in zip(cells, words, strict=False):
        spans = rows.index(row + height) - rows.index(row), columns.index(column + width) - columns.index(column)
        table[rows.index(row)][columns.index(column)] = (word, *spans)
    return [table]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(merged_grids(), st.lists(st.sampled_from(["", "1", "4.01", "Unit", "WTP", "12,5"]), min_size=48, max_size=48))
def test_any_grid_of_merged_cells_comes_back_as_drawn(
    tmp_path: Path, grid: tuple[list[int], list[int], list[tuple[int, int, int, int]]], words: list[str]
) -> None:
    path = tmp_path / "grid.pdf"
    draw_grid(path, grid, words)
    part = read_pdf(path, "x").parts[0]
    if len(grid[2]) == 1:
        assert part.tables == ()
    else:
        assert seen(part) == expected(grid, words)
        assert seen(read_reference_page(path, 1)) == expected(grid, words)


GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/*.pdf"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_both_readers_agree_on_every_page_of_the_golden_samples(path: Path) -> None:
    """But for the row that a page break left open: pdfplumber needs a border below it and leaves it out."""
    parts = read_pdf(path, "x").parts
    for part, reference in zip(parts, read_reference_pages(path, range(1, len(parts) + 1)), strict=True):
        ours = seen(part)
        for rows, table in zip(ours, part.tables, strict=True):
            rows[:] = [cells for cells, row in zip(rows, table.rows, strict=True) if not row.is_open_below]
        assert ours == seen(reference), f"page {part.page}"


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("budget/balikpapan_e81_2024_tw2.pdf", (1, 5, 47, 93, 130)),
        ("agreements/balikpapan_dip_dpop.pdf", (1, 4, 10)),
        ("agreements/balikpapan_dip_setdakot.pdf", (2, 20)),
    ],
)
def test_both_readers_agree_on_pages_of_real_documents(shared_data: Path, name: str, pages: tuple[int, ...]) -> None:
    parts = read_pdf(shared_data / name, "x").parts
    for number, reference in zip(pages, read_reference_pages(shared_data / name, pages), strict=True):
        assert seen(parts[number - 1]) == seen(reference), f"page {number}"
