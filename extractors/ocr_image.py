"""A scanned page as a picture to read from: paper made white, lines of text level, pixels that hold ink.

Pixels are counted from the top left corner; places in points are those of the straightened page, whose middle is the
middle of the printed one. ``Scan.on_page`` gives the place on the page as it is displayed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from extractors.records import Box

Grey = NDArray[np.uint8]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

#: coarser scans are not read: a small digit has fewer than seven pixels of height
LEAST_DPI = 100
#: tesseract is trained on print of this size; coarser scans are enlarged to it
_PIXELS_PER_POINT = 300 / 72
#: a drawing of A0 is read at a lower resolution rather than in gigabytes
_MOST_PIXELS = 40_000_000
_WHITE = 255
#: darker than this share of the paper's own brightness is ink; thin rulings come out paler than letters
INK, PALE_INK = 0.65, 0.85
#: paper is never darker than this share of its surroundings; this percentile of the ink counts as black
_GRAIN, _BLACKEST = 0.88, 10
#: no stroke is wider than this many points: what is wider is paper, or a tinted cell if it is no darker than so much
_STROKE, _DARKEST_TINT = 4.0, 60
_STEEPEST = math.tan(math.radians(5))
_COARSE = 4


@dataclass(frozen=True, slots=True)
class Scan:
    """``grey``: the straightened picture, paper white; ``scale``: pixels per point.

    ``slopes``: how the page was askew: rise of its level lines per pixel to the right, shift of its upright lines per
    pixel down. ``size``: width and height of the page in points. ``detail``: pixels per point that the scanner saw.
    """

    grey: Grey
    scale: float
    size: tuple[float, float]
    detail: float
    slopes: tuple[float, float] = (0.0, 0.0)

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Pixel positions in points of the straightened page."""
        height, width = self.grey.shape
        return (x - width / 2) / self.scale + self.size[0] / 2, (y - height / 2) / self.scale + self.size[1] / 2

    def pixels(self, box: Box) -> tuple[int, int, int, int]:
        """Pixel columns and rows (x0, top, x1, bottom) that ``box``, in points, covers; inside the picture."""
        height, width = self.grey.shape
        x0, x1 = ((x - self.size[0] / 2) * self.scale + width / 2 for x in (box.x0, box.x1))
        top, bottom = ((y - self.size[1] / 2) * self.scale + height / 2 for y in (box.top, box.bottom))
        return max(0, round(x0)), max(0, round(top)), min(width, round(x1)), min(height, round(bottom))

    def on_page(self, box: Box) -> Box:
        """The box around ``box`` on the page as displayed, askew as it is."""
        level, upright = self.slopes
        middle = self.size[0] / 2, self.size[1] / 2
        corners = [(x - middle[0], y - middle[1]) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        xs = [middle[0] + x + upright * y for x, y in corners]
        ys = [middle[1] + y + level * x for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


def render_scan(path: Path, index: int) -> Scan:
    """Page ``index`` (from 0) as it is displayed, paper evened out to white, not yet straightened."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[index]
        width, height = page.get_size()
        scale = min(_PIXELS_PER_POINT, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        grey = page.render(scale=scale, grayscale=True).to_numpy()
        grey = np.array(grey.reshape(grey.shape[:2]))
        detail = min(scale, _detail(page))
    finally:
        document.close()
    return Scan(even_out(grey, scale), scale, (width, height), detail)


def _detail(page: pypdfium2.PdfPage) -> float:
    """Pixels per point that the scanner saw; endless where the page is drawn in outlines.

    A scanner may store paper and print as two pictures of the page, the print in the finer one.
    """
    seen = []
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        width, height = item.get_px_size()
        if area > 0:
            seen.append((area, math.sqrt(width * height / area)))
    largest = max((area for area, _ in seen), default=0.0)
    return max((detail for area, detail in seen if area >= largest / 2), default=math.inf)


def is_too_coarse(path: Path, index: int) -> bool:
    """Did the scanner see so little of page ``index`` (from 0) that digits can't be told apart?"""
    document = pypdfium2.PdfDocument(path)
    try:
        return _detail(document[index]) < LEAST_DPI / 72
    finally:
        document.close()


def even_out(grey: Grey, scale: float) -> Grey:
    """``grey`` with the paper (shadows, tinted cells, its grain) raised to white and faded ink darkened to black."""
    bright = np.minimum(grey / np.maximum(_paper(grey, scale), _DARKEST_TINT, dtype=np.float32), 1.0)
    ink = bright[bright < INK]
    black = float(np.percentile(ink, _BLACKEST)) if len(ink) else 0.0
    return (np.clip((bright - black) / (_GRAIN - black), 0.0, 1.0) * _WHITE).astype(np.uint8)


def _paper(grey: Grey, scale: float) -> Grey:
    """Brightness of the paper, or of the tint of a filled cell, at each pixel: without all that is a stroke's width.

    A closing keeps the edges of tinted cells where they are, so that rulings on them stay apart from the tint.
    """
    size = 2 * round(_STROKE * scale / 2) + 1
    closed: Grey = ndimage.grey_closing(grey, size=(size, size))
    return closed


def _tiles(picture: Grey, step: int) -> Grey:
    """``picture`` as an array rows x step x columns x step, filled up with zeros."""
    height, width = (-(-size // step) * step for size in picture.shape)
    padded: Grey = np.pad(picture, ((0, height - picture.shape[0]), (0, width - picture.shape[1])))
    return padded.reshape(height // step, step, width // step, step)


def has_ink(grey: Grey, darkness: float = INK) -> Bools:
    """Pixels darker than ``darkness`` of white."""
    return grey < round(darkness * _WHITE)


def find_slope(ink: Bools) -> float:
    """Rise per pixel to the right (downwards positive) of the lines of text and rulings; 0 where there are none.

    That slope is the one under which the rows of the picture differ most from their neighbours.
    """
    tiles = _tiles(ink.view(np.uint8), _COARSE).any(axis=(1, 3))
    y, x = np.nonzero(tiles)
    if len(y) < 100:
        return 0.0
    every = -(-len(y) // 200_000)
    y, x = y[::every], x[::every].astype(float)

    def contrast(slope: float) -> float:
        rows = np.round(y - slope * x).astype(np.int64)
        profile = np.bincount(rows - rows.min()).astype(float)
        return float((np.diff(profile) ** 2).sum())

    best = 0.0
    for reach, step in ((_STEEPEST, _STEEPEST / 20), (_STEEPEST / 20, _STEEPEST / 100), (_STEEPEST / 100, 2e-4)):
        candidates = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(candidates, key=contrast))
    return best


def straighten(scan: Scan, level: float, upright: float) -> Scan:
    """``scan`` sheared so that lines of slope ``level`` come out level and those of slope ``upright`` upright.

    The picture grows so that nothing is cut off; slopes count from the page as displayed.
    """
    height, width = scan.grey.shape
    wide, high = width + math.ceil(abs(upright) * height), height + math.ceil(abs(level) * width)
    # PIL asks for the source of each target pixel; both pictures share their middle.
    x0 = width / 2 - wide / 2 - upright * high / 2
    y0 = height / 2 - high / 2 - level * wide / 2
    turned = Image.fromarray(scan.grey).transform(
        (wide, high), Image.Transform.AFFINE, (1, upright, x0, level, 1, y0), Image.Resampling.BICUBIC, fillcolor=_WHITE
    )
    return Scan(np.asarray(turned), scan.scale, scan.size, scan.detail, (level, upright))
