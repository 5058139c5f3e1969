"""A page as a copier leaves it that saves space: a coarse, slightly turned grey picture, and no text layer."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.apbd import PAPER, draw_apbd
from samples.plan import Plan, PlanOffice, PlanRegion

#: the coarsest setting of an office copier: too few dots to tell its digits apart
DPI = 75
SCALE = DPI / 72
FONTS = Path(reportlab.__file__).parent / "fonts"
#: Vera is wider than the Helvetica the page was measured for
NARROWER = 0.86


class PictureCanvas:
    """The drawing operations of ``samples.drawing.Canvas`` on a grey picture; only its first page is kept."""

    def __init__(self, width: float, height: float) -> None:
        self.height = height
        self.image = Image.new("L", (round(width * SCALE), round(height * SCALE)), 255)
        self._draw = ImageDraw.Draw(self.image)
        self._font = ImageFont.truetype(str(FONTS / "Vera.ttf"), 10)
        self._grey = 0
        self._is_open = True

    def setFont(self, name: str, size: float) -> None:  # noqa: N802
        file = "VeraBd.ttf" if name.endswith("Bold") else "Vera.ttf"
        self._font = ImageFont.truetype(str(FONTS / file), round(size * SCALE * NARROWER))

    def setFillColorRGB(self, r: float, g: float, b: float) -> None:  # noqa: N802
        self._grey = round(255 * (0.3 * r + 0.59 * g + 0.11 * b))

    def setStrokeColorRGB(self, r: float, g: float, b: float) -> None:  # noqa: N802
        """Lines are always black here."""

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        """Lines are always one dot wide here."""

    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> None:
        if self._is_open:
            self._draw.rectangle([self._at(x, y + height), self._at(x + width, y)], fill=self._grey)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        if self._is_open:
            self._draw.line([self._at(x1, y1), self._at(x2, y2)], fill=40, width=1)

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        if self._is_open:
            self._draw.text(self._at(x, y), text, fill=self._grey, font=self._font, anchor="ls")

    def showPage(self) -> None:  # noqa: N802
        self._is_open = False

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * SCALE, (self.height - y) * SCALE


def write_scanned_apbd(
    path: Path, plan: Plan, region: PlanRegion, year: int, version: str, offices: Sequence[PlanOffice], seed: int = 1
) -> None:
    """The first page of the penjabaran as a scan in a PDF."""
    canvas = PictureCanvas(*PAPER)
    draw_apbd(canvas, plan, region, year, version, offices)
    picture = canvas.image.rotate(0.35, resample=Image.Resampling.BILINEAR, fillcolor=255)
    dots = random.Random(seed)
    for _ in range(400):
        place = dots.randrange(picture.width), dots.randrange(picture.height)
        picture.putpixel(place, dots.randrange(60, 180))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=60)
    stream.seek(0)
    pdf = Canvas(str(path), pagesize=PAPER, invariant=1, pageCompression=1)
    pdf.drawImage(ImageReader(stream), 0, 0, *PAPER)
    pdf.showPage()
    pdf.save()
