"""Forms drawn in the many ways generators draw them, with the truth of what a reader of the paper sees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 600.0, 800.0
FONT, PAD = "Helvetica", 1.5
#: text, row span, column span, fill
Seen = tuple[str, int, int, str | None]
Seens = list[list[Seen | None]]

STYLES = ("boxes", "lines", "bars", "dots", "dashes", "double", "pieces")
SIDES: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        ((), ("left",), ("right",), ("left", "right"), ("top",), ("bottom",), ("left", "right", "top", "bottom")),
    )
)
FILLS = (None, "header", "stripes", "white", "transparent", "some")
MARKS = (None, "underline", "strikeout", "highlight", "two pieces", "shadow", "watermark", "frame", "form object")
TEXTS = ("", "1", "4.01", "Unit", "WTP", "12,5", "-", "(1.234)", "100 %", "1.250.000.000", "Rata-\nrata",
         "Program Penunjang", "Penyediaan jasa\nsurat menyurat")  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How the tables of a page are drawn, and what is drawn besides."""

    style: str
    missing: frozenset[str]
    fill: str | None
    mark: str | None
    turn: int
    crop: tuple[int, int]
    line_width: float
    size: float
    is_side_by_side: bool


@dataclass(frozen=True)
class DrawnTable:
    """Column and row edges, and cells: row, column, row span, column span, text, alignment."""

    xs: list[float]
    ys: list[float]
    cells: list[tuple[int, int, int, int, str, str]]

    def seen(self, look: Look) -> Seens:
        """The cells over the edges at which some cell really begins or ends."""
        rows = sorted({edge for r, _, n, *_ in self.cells for edge in (r, r + n)})
        columns = sorted({edge for _, c, _, n, *_ in self.cells for edge in (c, c + n)})
        table: Seens = [[None] * (len(columns) - 1) for _ in rows[1:]]
        for number, (r, c, height, width, text, _) in enumerate(self.cells):
            spans = rows.index(r + height) - rows.index(r), columns.index(c + width) - columns.index(c)
            colour = _colour(look, r, number)
            table[rows.index(r)][columns.index(c)] = (" ".join(text.split()), *spans, colour)
        return table


def _colour(look: Look, row: int, number: int) -> str | None:
    if look.fill == "header" and row == 0:
        return "#cc33ff"
    if look.fill == "stripes" and row % 2:
        return "#ffcc33"
    return "#00cc33" if look.fill == "some" and number % 3 == 0 else None


@st.composite
def looks(draw: st.DrawFn) -> Look:
    mark = draw(st.sampled_from(MARKS))
    # reportlab leaves the transparency out of the resources of a form object: the fill would be seen
    fills = [fill for fill in FILLS if (mark, fill) != ("form object", "transparent")]
    return Look(
        style=draw(st.sampled_from(STYLES)),
        missing=draw(st.sampled_from(SIDES)),
        fill=draw(st.sampled_from(fills)),
        mark=mark,
        turn=draw(st.sampled_from((0, 0, 90, 180, 270))),
        crop=(draw(st.integers(0, 20)), draw(st.integers(0, 20))),
        line_width=draw(st.sampled_from((0.25, 0.5, 1.0, 1.5))),
        size=draw(st.sampled_from((5, 6, 8))),
        is_side_by_side=draw(st.booleans()),
    )


@st.composite
def tables(draw: st.DrawFn, look: Look, left: float, top: float, room: float) -> DrawnTable:
    """At least four rows and columns where all borders are missing: fewer lines would prove nothing."""
    fewest = 4 if len(look.missing) > 1 else 2
    n_columns, n_rows = draw(st.integers(fewest, 7)), draw(st.integers(fewest, 7))
    widest = room / n_columns
    xs, ys = [left], [top]
    for _ in range(n_columns):
        xs.append(xs[-1] + draw(st.floats(min(25, widest), widest)))
    for _ in range(n_rows):
        ys.append(ys[-1] + draw(st.floats(2.6 * look.size + 3, 40)))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(n_rows):
        for column in range(n_columns):
            if (row, column) in taken:
                continue
            high, wide = 1, 1
            if not look.missing and draw(st.integers(0, 4)) == 0:
                high, wide = (
                    draw(st.integers(1, min(3, n_rows - row))),
                    draw(st.integers(1, min(3, n_columns - column))),
                )
            covered = {(row + i, column + j) for i in range(high) for j in range(wide)}
            if covered & taken:
                high, wide, covered = 1, 1, {(row, column)}
            taken |= covered
            text = draw(st.sampled_from(TEXTS))
            fits = xs[column + wide] - xs[column] - 2 * PAD
            if any(stringWidth(line, FONT, look.size) > fits for line in text.split("\n")):
                text = "x1"
            cells.append((row, column, high, wide, text, draw(st.sampled_from("lrc"))))
    return DrawnTable(xs, ys, cells)


@st.composite
def pages(draw: st.DrawFn) -> tuple[Look, list[DrawnTable]]:
    """One or two tables, one below the other or side by side."""
    look = draw(looks())
    if look.is_side_by_side:
        return look, [draw(tables(look, 30, 60, 240)), draw(tables(look, 310, 60, 240))]
    first = draw(tables(look, 30, 60, 500))
    return look, [first, *([draw(tables(look, 30, first.ys[-1] + 30, 500))] if draw(st.booleans()) else [])]


def draw_page(path: Path, look: Look, drawn: list[DrawnTable]) -> None:
    size = (WIDTH, HEIGHT) if look.turn % 180 == 0 else (HEIGHT, WIDTH)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))  # as displayed: a turned sheet gets its sides exchanged
    canvas.setPageRotation(look.turn)
    canvas.rotate(look.turn)
    canvas.translate(*{0: (0, 0), 90: (0, -size[0]), 180: (-size[0], -size[1]), 270: (-size[1], 0)}[look.turn])
    canvas.setCropBox((look.crop[0], look.crop[1], size[0] - look.crop[0], size[1] - look.crop[1]))
    if look.mark == "form object":
        canvas.beginForm("isi")
    if look.mark == "watermark":
        canvas.saveState()
        canvas.translate(300, 500)
        canvas.rotate(45)
        canvas.setFont(FONT, 70)
        canvas.setFillGray(0.85)
        canvas.drawCentredString(0, 0, "SALINAN")
        canvas.restoreState()
    if look.mark == "frame":
        canvas.rect(22, 22, WIDTH - 44, HEIGHT - 44)
    canvas.setFont(FONT, look.size)
    canvas.drawString(40, HEIGHT - 45, "Judul di atas")
    for table in drawn:
        _fill(canvas, look, table)
        for is_level, at, start, end in _walls(look, table):
            _wall(canvas, look, is_level, at, start, end)
        for row, column, _, wide, text, side in table.cells:
            _write(canvas, look, (table.xs[column], table.ys[row], table.xs[column + wide]), text, side)
    if look.mark == "form object":
        canvas.endForm()
        canvas.doForm("isi")
    canvas.save()


def _fill(canvas: Canvas, look: Look, table: DrawnTable) -> None:
    for number, (row, column, high, wide, _, _) in enumerate(table.cells):
        colour = _colour(look, row, number) or ("#ffffff" if look.fill in ("white", "transparent") else None)
        if colour is not None:
            canvas.setFillColor(
                colour if look.fill != "transparent" else "#ff0000", 0 if look.fill == "transparent" else 1
            )
            left, right, top, bottom = table.xs[column], table.xs[column + wide], table.ys[row], table.ys[row + high]
            canvas.rect(left, HEIGHT - bottom, right - left, bottom - top, stroke=0, fill=1)
            canvas.setFillColor("#000000", 1)


def _walls(look: Look, table: DrawnTable) -> list[tuple[bool, float, float, float]]:
    """(is level, position, start, end) of each border; along one line in one piece but for ``boxes`` and ``pieces``."""
    spots: set[tuple[bool, int, int]] = set()
    for row, column, high, wide, *_ in table.cells:
        spots |= {(True, edge, j) for edge in (row, row + high) for j in range(column, column + wide)}
        spots |= {(False, edge, i) for edge in (column, column + wide) for i in range(row, row + high)}
    last_row, last_column = len(table.ys) - 1, len(table.xs) - 1
    outer = {"top": (True, 0), "bottom": (True, last_row), "left": (False, 0), "right": (False, last_column)}
    spots = {spot for spot in spots if not any(spot[:2] == outer[side] for side in look.missing)}
    walls: list[list[int]] = []
    for is_level, edge, step in sorted(spots):
        goes_on = walls and walls[-1][:2] == [is_level, edge] and walls[-1][3] == step
        if goes_on and look.style not in ("boxes", "pieces"):
            walls[-1][3] = step + 1
        else:
            walls.append([is_level, edge, step, step + 1])
    along = {True: table.xs, False: table.ys}
    return [
        (bool(level), along[not level][edge], along[bool(level)][a], along[bool(level)][b])
        for level, edge, a, b in walls
    ]


def _wall(canvas: Canvas, look: Look, is_level: bool, at: float, start: float, end: float) -> None:
    canvas.setLineWidth(look.line_width)

    def bar(start: float, end: float, thick: float) -> None:
        box = (start, HEIGHT - at - thick / 2, end - start, thick)
        upright = (at - thick / 2, HEIGHT - end, thick, end - start)
        canvas.rect(*(box if is_level else upright), stroke=0, fill=1)

    def stroke(at: float) -> None:
        ends = ((start, HEIGHT - at), (end, HEIGHT - at)) if is_level else ((at, HEIGHT - start), (at, HEIGHT - end))
        canvas.line(*ends[0], *ends[1])

    if look.style == "bars":
        bar(start, end, look.line_width)
    elif look.style == "dots":
        for step in range(int((end - start) / 2) + 1):
            bar(start + 2 * step, start + 2 * step + 0.7, 0.7)
    elif look.style == "double":
        stroke(at - 0.75)
        stroke(at + 0.75)
    else:
        canvas.setDash(*((1, 2) if look.style == "dashes" else ()))
        stroke(at)
        canvas.setDash()


def _write(canvas: Canvas, look: Look, place: tuple[float, float, float], text: str, side: str) -> None:
    left, top, right = place
    for number, line in enumerate(text.split("\n"), start=1):
        width = stringWidth(line, FONT, look.size)
        x = {"l": left + PAD, "r": right - PAD - width, "c": (left + right - width) / 2}[side]
        y = HEIGHT - top - 2 - 1.05 * look.size * number
        if look.mark == "two pieces" and len(line) > 2:
            canvas.drawString(x, y, line[:2])
            canvas.drawString(x + stringWidth(line[:2], FONT, look.size), y, line[2:])
        else:
            canvas.drawString(x, y, line)
        if look.mark == "shadow":
            canvas.drawString(x + 0.2, y, line)
        if line and look.mark in ("underline", "strikeout"):
            canvas.setLineWidth(0.3)
            height = y - 1 if look.mark == "underline" else y + 0.3 * look.size
            canvas.line(x, height, x + width, height)
        if line and look.mark == "highlight":
            canvas.setFillColor("#ffff00", 0.4)
            canvas.rect(x, y - 1, width, look.size, stroke=0, fill=1)
            canvas.setFillColor("#000000", 1)
