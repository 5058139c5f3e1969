"""The README's picture: the demo's sheet Rekonsiliasi as it prints. ``make picture`` needs LibreOffice and poppler."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

_TITLE = "Rekonsiliasi kerja sama, perencanaan, dan anggaran"
_WIDTH, _SHARE_OF_HEIGHT = 1600, 0.62


def main(workbook: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        convert = ["libreoffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(workbook)]
        subprocess.run(convert, check=True, capture_output=True)
        pdf = Path(folder) / f"{workbook.stem}.pdf"
        page = _page_of(pdf, _TITLE)
        stem = Path(folder) / "page"
        draw = ["pdftoppm", "-r", "150", "-f", str(page), "-l", str(page), "-png", "-singlefile", str(pdf), str(stem)]
        subprocess.run(draw, check=True)
        image = Image.open(stem.with_suffix(".png")).convert("RGB")
        part = image.crop((0, 0, image.width, int(image.height * _SHARE_OF_HEIGHT)))
        part.thumbnail((_WIDTH, _WIDTH))
        target.parent.mkdir(parents=True, exist_ok=True)
        part.quantize(64).save(target, optimize=True)


def _page_of(pdf: Path, title: str) -> int:
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return next(number for number, page in enumerate(text.split("\f"), start=1) if title in page)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
