"""Where the CPU time of a page goes, stage by stage."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors import detect, pdf_calls, pdf_pages, pdf_source
from extractors.detect import extract

#: (module, function as that module calls it) by stage; the first one holds the others of PDFium's own work apart
_STAGES: dict[str, list[tuple[ModuleType, str]]] = {
    "pdfium": [
        (pdf_calls, "load_page"),
        (pdf_calls, "load_text"),
        (pdf_calls, "close_page"),
        (pdf_calls, "close_text"),
    ],
    "drawing": [(pdf_source, "read_drawing")],
    "words": [(pdf_source, "read_words"), (pdf_source, "_visible")],
    "grid": [(pdf_pages, "build_tables")],
    "rows": [(detect, "assemble")],
}


def measure_stages(path: Path, repeat: int = 3) -> dict[str, float]:
    """Milliseconds of CPU time per page by stage, the lowest of ``repeat`` runs; ``rest`` is what no stage counts."""
    runs = [_measure(path) for _ in range(repeat)]
    return {stage: round(min(run[stage] for run in runs), 2) for stage in runs[0]}


def _measure(path: Path) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)
    originals = [(module, name, getattr(module, name)) for calls in _STAGES.values() for module, name in calls]
    try:
        for stage, calls in _STAGES.items():
            for module, name in calls:
                setattr(module, name, _timed(getattr(module, name), stage, spent))
        start = time.process_time()
        pages = extract(path).page_count
        total = time.process_time() - start
    finally:
        for module, name, original in originals:
            setattr(module, name, original)
    # Rows are assembled while the pages stream by, so that stage holds the others.
    spent["rows"] -= sum(spent[stage] for stage in ("pdfium", "drawing", "words", "grid"))
    spent["rest"] = total - sum(spent.values())
    return {stage: 1000 * seconds / pages for stage, seconds in spent.items()}


def _timed(call: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return call(*arguments, **named)
        finally:
            spent[stage] += time.process_time() - start

    return timed
