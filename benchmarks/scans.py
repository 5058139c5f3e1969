"""Scanned pages against the text they were printed from: ``make bench-scans``.

Each sample document is printed, scanned under every condition and read whole, as in a run. What came to be loaded is
held against what the text PDF loads, row by row as they stand on the page.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.scanned_pages import black_and_white, clean, dirty, scan_document, write_originals
from extractors.detect import extract
from extractors.frame import rows_frame
from extractors.ocr_tesseract import is_installed, version
from extractors.records import Extraction, RejectedDocument
from transforms.document import transform

CONDITIONS = {
    "300_clean": (300, clean),
    "300_dirty": (300, dirty),
    "200_black_white": (200, black_and_white),
    "150_clean": (150, clean),
    "150_dirty": (150, dirty),
}
#: what a figure is of: its row, and these columns; names and indicators are text, which may be a letter wrong
_FIGURES = {
    "line_amount": (("measure", "fiscal_year", "period"), "amount_sen"),
    "line_target": (("measure", "aspect", "fiscal_year", "period"), "quantity"),
}
#: the identity of a line that its figures are counted for, beside its office: by code, by name where it has none
_LINE = ("level", "code", "number_printed")


@dataclass(frozen=True)
class Read:
    """One document as read; ``frames`` is empty and ``reason`` given where it was refused."""

    rows: pd.DataFrame
    frames: Mapping[str, pd.DataFrame]
    reason: str | None = None


def main(only: Iterable[str], conditions: Iterable[str], explain: bool) -> None:
    if not is_installed():
        print("tesseract or its Indonesian data is absent: nothing to measure")
        print(json.dumps({"skipped": True}))
        return
    figures: dict[str, Any] = {"tesseract": version()}
    with tempfile.TemporaryDirectory() as folder:
        originals = write_originals(Path(folder))
        truths = {name: read_document(path) for name, path in originals.items() if not only or name in only}
        for condition in conditions:
            dpi, treat = CONDITIONS[condition]
            score: Counter[str] = Counter()
            for name, truth in truths.items():
                path = Path(folder) / f"{name}-{condition}.pdf"
                scan_document(originals[name], path, dpi, treat)
                before = _cpu_s()
                read = read_document(path)
                told = count(truth, read, partial(_tell, f"{name} {condition}") if explain else None)
                told["pages"] = int(truth.rows["page"].nunique())
                told["cpu_ms"] = round(1000 * (_cpu_s() - before))
                print(f"{name:15} {condition:16} {read.reason or ''} {dict(sorted(told.items()))}", flush=True)
                score += told
            figures |= {f"{condition}_{key}": value for key, value in _summary(score).items()}
    print(json.dumps(figures))


def _tell(where: str, what: str) -> None:
    print(f"    {where}: {what}")


def _cpu_s() -> float:
    """CPU seconds of this process and of the tesseracts it waited for."""
    return sum(os.times()[:4])


def read_document(path: Path) -> Read:
    """The rows and typed tables of ``path``, or why it was refused."""
    rows = pd.DataFrame()
    try:
        extraction: Extraction = extract(path)
        rows = rows_frame(extraction)
        return Read(rows, transform(extraction, None).frames)
    except RejectedDocument as rejection:
        return Read(rows, {}, rejection.reason_code)


def count(truth: Read, read: Read, tell: Any = None) -> Counter[str]:
    """Cells and figures of ``truth`` by what became of them in ``read``; both are of the same pages.

    ``*_wrong``: loaded with another figure, for another line, or out of nothing. ``*_quarantined``: not loaded, and a
    quarantine row or the refusal of the document says so; ``*_unsaid``: not loaded, and nothing says so.
    """
    score: Counter[str] = Counter()
    printed_at = _Places(truth.rows)
    row_of = {row["source_row_id"]: printed_at.find(row) for row in read.rows.to_dict("records")}
    cells = {printed_id: row["cells"] for row in read.rows.to_dict("records")
             if (printed_id := row_of[row["source_row_id"]]) is not None}  # fmt: skip
    for row in truth.rows.to_dict("records"):
        wanted = [_bare(cell) for cell in row["cells"]]
        got = [_bare(cell) for cell in cells.get(row["source_row_id"], [])]
        score["cells"] += len(wanted)
        score["cells_exact"] += sum(a == b for a, b in zip(wanted, got, strict=False)) if len(wanted) == len(got) else 0
    refused = read.frames.get("quarantine", pd.DataFrame(columns=["source_row_id"]))["source_row_id"]
    said = {row_of.get(row) for row in refused}
    for table, (names, value) in _FIGURES.items():
        wanted_of, got_of = (_figures(one.frames, table, names, value) for one in (truth, read))
        loaded = {(row_of[row], *key): figure for (row, *key), figure in got_of.items()}
        kind = table.removeprefix("line_") + "s"
        score[f"{kind}_wrong"] += len(got_of) - len(loaded)
        for key, figure in loaded.items():
            if wanted_of.get(key) != figure:
                score[f"{kind}_wrong"] += 1
                if tell:
                    tell(f"{key}: loaded {figure}, printed {wanted_of.get(key)}")
        for key, figure in wanted_of.items():
            if key in loaded:
                score[f"{kind}_right"] += loaded[key] == figure
            elif read.reason or key[0] in said:
                score[f"{kind}_quarantined"] += 1
            else:
                score[f"{kind}_unsaid"] += 1
                if tell:
                    tell(f"{key}: {figure} is lacking, and nothing says so")
        score[kind] += len(wanted_of)
    score["amounts_office_misread"] = _count_misread_offices(truth, read, row_of)
    return score


def _count_misread_offices(truth: Read, read: Read, row_of: Mapping[str, str | None]) -> int:
    """Amounts loaded under an office whose printed name was read otherwise, whatever its code says."""
    if "line_amount" not in read.frames:
        return 0
    printed = truth.frames["line_item"].set_index("source_row_id")["skpd_name"].to_dict()
    loaded = read.frames["line_item"].set_index("source_row_id")["skpd_name"].to_dict()
    rows = [row for row in read.frames["line_amount"]["source_row_id"] if row in loaded and row_of[row] in printed]
    return sum(_plain(loaded[row]) != _plain(printed[str(row_of[row])]) for row in rows)


def _figures(
    frames: Mapping[str, pd.DataFrame], table: str, names: tuple[str, ...], value: str
) -> dict[tuple[Any, ...], Any]:
    """(source row, what the figure is of...) -> (line, figure)."""
    if table not in frames or frames[table].empty:
        return {}
    lines = frames["line_item"].set_index("line_item_id")
    found = {}
    for record in frames[table].to_dict("records"):
        line = lines.loc[record["line_item_id"]].to_dict()
        office = _plain(line["skpd_code"]) or _plain(line["skpd_name"])
        who = (office, *(_plain(line[name]) for name in _LINE))
        found[record["source_row_id"], *(_plain(record[name]) for name in names)] = (who, _plain(record[value]))
    return found


def _plain(value: Any) -> Any:
    if value is None or value != value:
        return None
    return value


class _Places:
    """The printed rows by page and height."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows: dict[int, list[tuple[float, float, str]]] = {}
        for row in rows.to_dict("records"):
            if row["bbox"] is not None:
                self._rows.setdefault(row["page"], []).append((row["bbox"][1], row["bbox"][3], row["source_row_id"]))
        for places in self._rows.values():
            places.sort()

    def find(self, row: Mapping[str, Any]) -> str | None:
        """The printed row in whose height the middle of ``row`` lies."""
        if row["bbox"] is None or row["page"] not in self._rows:
            return None
        places = self._rows[row["page"]]
        middle = (row["bbox"][1] + row["bbox"][3]) / 2
        index = bisect_right(places, (middle, float("inf"), "")) - 1
        return places[index][2] if index >= 0 and middle <= places[index][1] else None


def _bare(text: str | None) -> str | None:
    return None if text is None else "".join(text.split())


def _summary(score: Counter[str]) -> dict[str, float]:
    kinds = ("amounts", "targets")
    outcomes = [f"{kind}{suffix}" for kind in kinds for suffix in ("", "_right", "_quarantined", "_wrong", "_unsaid")]
    return {
        "cells_exact_share": round(score["cells_exact"] / max(1, score["cells"]), 4),
        **{name: score[name] for name in outcomes},
        "amounts_office_misread": score["amounts_office_misread"],
        "cpu_s_per_page": round(score["cpu_ms"] / 1000 / max(1, score["pages"]), 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=(), help="documents (apbd, apbd_perubahan, e81, rkpd)")
    parser.add_argument("--conditions", nargs="*", default=tuple(CONDITIONS), choices=tuple(CONDITIONS))
    parser.add_argument("--explain", action="store_true", help="name the figures that are wrong or lacking")
    given = parser.parse_args()
    main(given.only, given.conditions, given.explain)
