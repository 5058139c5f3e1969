"""A page as a picture with the grid the extractor sees drawn on it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import ImageDraw

from extractors.records import Part

_SCALE = 2.0
_CELL, _SPAN, _OUTSIDE = (200, 30, 30), (30, 90, 200), (90, 90, 90)


def draw_grid(path: Path, part: Part, target: Path) -> Path:
    """``target``, a PNG at 144 dpi: cells in red, merged cells in blue, text outside tables in grey."""
    assert part.page is not None
    document = pypdfium2.PdfDocument(path)
    try:
        image = document[part.page - 1].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    image = image.rotate(-90 * part.turned, expand=True)
    draw = ImageDraw.Draw(image)
    for table in part.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell is not None and cell.box is not None:
                    box = cell.box
                    is_merged = cell.row_span > 1 or cell.col_span > 1
                    corners = [box.x0 * _SCALE, box.top * _SCALE, box.x1 * _SCALE, box.bottom * _SCALE]
                    draw.rectangle(corners, outline=_SPAN if is_merged else _CELL, width=2 if is_merged else 1)
    for line in part.texts:
        if line.box is not None:
            box = line.box
            draw.rectangle([c * _SCALE for c in (box.x0, box.top, box.x1, box.bottom)], outline=_OUTSIDE)
    target.parent.mkdir(parents=True, exist_ok=True)
    image.save(target)
    return target
