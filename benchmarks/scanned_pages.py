"""Documents printed in two fonts, and their pages as a scanner leaves them: clean, dirty, black and white."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import numpy as np
import pypdfium2
import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from samples import drawing
from samples.apbd import write_apbd
from samples.documents import CITY, NEIGHBOUR
from samples.e81 import write_e81
from samples.plan import load_plan
from samples.rkpd import write_rkpd

_SANS, _SERIF = ("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold")
_STAMP_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
#: a copier that knows only black and white
_BLACK_BELOW = 150


def write_originals(folder: Path) -> dict[str, Path]:
    """Four kinds of documents as text PDFs, two of them in Times."""
    plan = load_plan()
    region, city = plan.regions[NEIGHBOUR], plan.regions[CITY]
    writers: dict[str, tuple[tuple[str, str], Callable[[Path], None]]] = {
        "apbd": (_SANS, lambda path: write_apbd(path, plan, region, 2024, "murni", region.offices[:2])),
        "apbd_perubahan": (_SERIF, lambda path: write_apbd(path, plan, region, 2024, "perubahan", region.offices[:2])),
        "e81": (_SANS, lambda path: write_e81(path, plan, city, 2024, 4, city.offices[:2])),
        "rkpd": (_SERIF, lambda path: write_rkpd(path, plan, region, 2024, region.offices)),
    }
    paths = {name: folder / f"{name}.pdf" for name in writers}
    for name, (fonts, write) in writers.items():
        drawing._wrap.cache_clear()
        with mock.patch.object(drawing, "font_name", lambda is_bold, fonts=fonts: fonts[is_bold]):
            write(paths[name])
    drawing._wrap.cache_clear()
    return paths


def scan_document(original: Path, out: Path, dpi: int, treat: Callable[[Image.Image, int, int], Image.Image]) -> None:
    """Every page of ``original`` as a picture of ``dpi``, after ``treat`` (picture, dpi, page from 0)."""
    with pypdfium2.PdfDocument(original) as document:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    treated = [treat(page, dpi, index) for index, page in enumerate(pages)]
    treated[0].save(out, save_all=True, append_images=treated[1:], resolution=dpi)


def clean(picture: Image.Image, dpi: int, page: int) -> Image.Image:
    return picture


def black_and_white(picture: Image.Image, dpi: int, page: int) -> Image.Image:
    turned = picture.rotate(0.4 - 0.3 * (page % 3), resample=Image.Resampling.BICUBIC, fillcolor=255)
    return turned.point(lambda value: 255 if value > _BLACK_BELOW else 0)


def dirty(picture: Image.Image, dpi: int, page: int) -> Image.Image:
    """Stamped, signed, turned by up to two degrees, blurred, faded, shadowed, noisy, specked and stored as JPEG."""
    draw, noise = random.Random(f"{dpi} {page}"), np.random.default_rng([dpi, page])
    picture = picture.copy()
    _stamp(picture, draw, dpi / 300)
    picture = picture.rotate(draw.uniform(-2, 2), resample=Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(draw.uniform(0.4, 0.9) * max(0.6, dpi / 300)))
    grey = 255 - (255 - np.asarray(picture).astype(float)) * draw.uniform(0.6, 0.85)
    across = np.arange(grey.shape[1]) / grey.shape[1]
    grey *= 1 - 0.25 * draw.random() * np.clip((across - 0.75) * 4, 0, 1)
    grey += noise.normal(0, draw.uniform(4, 12), grey.shape)
    for size, share in ((1, 2e-5), (2, 2.5e-6), (3, 1e-6)):
        count = int(grey.size * share)
        rows, columns = (noise.integers(0, limit - size, count) for limit in grey.shape)
        for row, column in zip(rows, columns, strict=True):
            grey[row : row + size, column : column + size] = draw.uniform(30, 150)
    stream = io.BytesIO()
    pixels = np.clip(grey, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(stream, "JPEG", quality=draw.choice([35, 50, 70]))
    return Image.open(stream).convert("L")


def _stamp(picture: Image.Image, draw: random.Random, scale: float) -> None:
    """A round stamp and a signature through it, somewhere over the table."""
    pen = ImageDraw.Draw(picture)
    x, y, radius = draw.uniform(0.2, 0.8) * picture.width, draw.uniform(0.3, 0.8) * picture.height, 170 * scale
    for share, width in ((1.0, 5), (0.7, 3)):
        reach = radius * share
        pen.ellipse([x - reach, y - reach, x + reach, y + reach], outline=90, width=max(1, round(width * scale)))
    pen.text((x, y), "SETDA", fill=90, anchor="mm", font=ImageFont.truetype(str(_STAMP_FONT), round(60 * scale)))
    strokes = [(x - radius + i * radius / 6, y + radius * 0.8 * math.sin(i * 1.7)) for i in range(13)]
    pen.line(strokes, fill=60, width=max(1, round(5 * scale)))
