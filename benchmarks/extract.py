"""Pages per CPU-second from bytes to joined raw rows, beside pdfplumber's ``extract_tables``: ``make bench-extract``.

Measured on the real Formulir E.81, on a generated one of 1,500 pages, and on the ICDAR pages (no layout there: bytes to
cells). Each round runs ours over the whole document, then pdfplumber over a share of its pages and PDFium alone, so
that noise of the machine meets all of them; ratios are medians over the rounds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber

from benchmarks.dense_report import write_dense_report
from benchmarks.stages import measure_stages
from extractors import pdf_calls as pdfium
from extractors.detect import extract
from extractors.pdf_source import open_document
from extractors.pdf_tables import read_pdf

E81 = "budget/balikpapan_e81_2024_tw2.pdf"
ICDAR = "tables/icdar2013_eu"


def main(data: Path, dense_pages: int, pairs: int) -> None:
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="selaras-bench-") as folder:
        dense = Path(folder) / "padat.pdf"
        write_dense_report(dense, dense_pages)
        if (data / E81).exists():
            figures |= compare("e81", [data / E81], _extract, rounds=5, share=20)
            figures |= {f"e81_stage_{stage}_ms": ms for stage, ms in measure_stages(data / E81).items()}
            figures |= compare("icdar", sorted((data / ICDAR).glob("*.pdf")), _read, rounds=3, share=1)
        else:
            print(f"{data} is absent: only the generated report is measured")
        figures |= compare("dense", [dense], _extract, rounds=3, share=max(1, dense_pages // 10))
        figures |= {"dense_pages": dense_pages, "dense_peak_mb": round(_run_apart(dense, 1)["peak_mb"] or 0, 1)}
        figures |= measure_gain(dense, pairs) if pairs else {}
    print(json.dumps(figures))


def _extract(path: Path) -> int:
    return extract(path).page_count


def _read(path: Path) -> int:
    return read_pdf(path, "x").page_count


def compare(name: str, paths: list[Path], ours: Callable[[Path], int], *, rounds: int, share: int) -> dict[str, float]:
    """``ours`` is the number of pages it read; pdfplumber gets every ``share``-th page, other ones in each round."""
    ours(paths[0])
    rates: dict[str, list[float]] = {"ours": [], "pdfplumber": [], "pdfium": []}
    for turn in range(rounds):
        works: tuple[Callable[[Path], int], ...] = (ours, partial(_plumb, turn=turn, share=share), _load)
        for tool, work in zip(rates, works, strict=True):
            rates[tool].append(_rate(work, paths))
        print(f"{name}: " + ", ".join(f"{tool} {values[-1]:.1f} pages per CPU-s" for tool, values in rates.items()))
    ratios = [ours / other for ours, other in zip(rates["ours"], rates["pdfplumber"], strict=True)]
    times = [floor / ours for ours, floor in zip(rates["ours"], rates["pdfium"], strict=True)]
    return {
        f"{name}_pages_per_cpu_s": round(median(rates["ours"]), 1),
        f"{name}_pdfplumber_pages_per_cpu_s": round(median(rates["pdfplumber"]), 2),
        f"{name}_ratio": round(median(ratios), 1),
        f"{name}_lowest_ratio": round(min(ratios), 1),
        f"{name}_ms_per_page": round(1000 / median(rates["ours"]), 2),
        f"{name}_pdfium_ms_per_page": round(1000 / median(rates["pdfium"]), 2),
        f"{name}_over_pdfium_ratio": round(median(times), 2),
    }


def _rate(work: Callable[[Path], int], paths: list[Path]) -> float:
    """Pages per CPU-second."""
    start = time.process_time()
    pages = sum(map(work, paths))
    return pages / (time.process_time() - start)


def _plumb(path: Path, turn: int, share: int) -> int:
    with pdfplumber.open(path) as document:
        numbers = range(turn % share, len(document.pages), share)
        for number in numbers:
            document.pages[number].extract_tables()
            document.pages[number].close()
    return len(numbers)


def _load(path: Path) -> int:
    """What PDFium needs by itself: each page and its text layer loaded and closed."""
    with open_document(path) as document:
        total = pdfium.count_pages(document)
        for index in range(total):
            page = pdfium.pointer(pdfium.load_page(document, index))
            text = pdfium.pointer(pdfium.load_text(page))
            pdfium.close_text(text)
            pdfium.close_page(page)
    return total


def measure_gain(path: Path, pairs: int) -> dict[str, Any]:
    """Wall time with one process over that with two, in alternating pairs."""
    gains = []
    for _ in range(pairs):
        alone, together = _run_apart(path, 1), _run_apart(path, 2)
        if alone["rows"] != together["rows"]:
            raise SystemExit(f"{alone['rows']} rows alone, {together['rows']} with two processes")
        gains.append(round(alone["seconds"] / together["seconds"], 2))
        print(f"second process: {alone['seconds']:.1f} s alone, {together['seconds']:.1f} s with two: {gains[-1]}")
    return {"second_process_ratio": median(gains), "second_process_pairs": gains}


def _run_apart(path: Path, processes: int) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("one_extraction.py")), str(path), str(processes)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pages", type=int, default=1500, help="length of the generated report")
    parser.add_argument("--pairs", type=int, default=5, help="pairs of one process against two")
    chosen = parser.parse_args()
    main(chosen.data, chosen.pages, chosen.pairs)
