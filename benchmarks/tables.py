"""Adjacency F1 on the ruled tables of ICDAR 2013, beside pdfplumber and camelot's lattice: ``make bench-tables``.

camelot runs in ``.venv-bench``, which the make target prepares; without it its figures are left out. Constants were
tuned on the files up to ``eu-013`` only; the others are reported apart.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

from benchmarks.icdar import GridCell, Region, Relation, find_ruled, normalise, read_truth, relations
from extractors.pdf_tables import read_pdf

LAST_TUNED = "eu-013"
Tables = dict[tuple[str, int], list[list[GridCell]]]


@dataclass
class Score:
    right: int = 0
    found: int = 0
    wanted: int = 0
    tables: int = 0
    exact: int = 0

    def figures(self, name: str) -> dict[str, float]:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return {
            f"{name}_f1": round(f1, 4),
            f"{name}_precision": round(precision, 4),
            f"{name}_recall": round(recall, 4),
            f"{name}_exact_tables": self.exact,
            f"{name}_tables": self.tables,
        }


def main(data: Path, python: Path, explain: bool) -> None:
    folder = data / "tables" / "icdar2013_eu"
    truths = {path.name.removesuffix("-str.xml"): read_truth(path) for path in sorted(folder.glob("*-str.xml"))}
    pdfs = [folder / f"{name}.pdf" for name in truths if (folder / f"{name}.pdf").exists()]
    if not pdfs:
        print(f"{folder} is absent: nothing to measure")
        print(json.dumps({"skipped": True}))
        return
    ruled = {pdf.stem: find_ruled(pdf, truths[pdf.stem]) for pdf in pdfs}
    tools = {"selaras": read_ours(pdfs), "pdfplumber": read_pdfplumber(pdfs)}
    if python.exists():
        tools["camelot"] = read_camelot(pdfs, python)
    else:
        print(f"{python} is absent: camelot is left out")
    figures: dict[str, Any] = {}
    for half, chosen in (
        ("tuned", [pdf.stem for pdf in pdfs if pdf.stem <= f"{LAST_TUNED}z"]),
        ("unseen", [pdf.stem for pdf in pdfs if pdf.stem > f"{LAST_TUNED}z"]),
    ):
        for tool, tables in tools.items():
            score = Score()
            for name in chosen:
                _add_file(score, truths[name], ruled[name], {k: v for k, v in tables.items() if k[0] == name}, explain)
            figures |= score.figures(f"{half}_{tool}")
            print(f"{half:7} {tool:11} " + " ".join(f"{k.split('_')[-1]} {v}" for k, v in score.figures("x").items()))
        for peer in tools.keys() - {"selaras"}:
            figures[f"{half}_f1_to_{peer}_ratio"] = round(
                figures[f"{half}_selaras_f1"] / figures[f"{half}_{peer}_f1"], 4
            )
    print(json.dumps(figures))


def _add_file(score: Score, regions: list[Region], ruled: list[Region], tables: Tables, explain: bool) -> None:
    """Each table read belongs to the true region of its page with which it shares most texts.

    What is read of regions without rules doesn't count; a table that shares no text with any region is a false one.
    """
    read: dict[int, Counter[Relation]] = defaultdict(Counter)
    for (_, page), found in tables.items():
        for cells in found:
            texts = Counter(normalise(cell.text) for cell in cells if normalise(cell.text))
            shared = [
                (sum((texts & Counter(normalise(cell.text) for cell in region.cells)).values()), index)
                for index, region in enumerate(regions)
                if region.page == page
            ]
            most, index = max(shared, default=(0, -1))
            read[index if most else -1] += relations(cells)
    score.found += sum(read[-1].values())
    for region in ruled:
        wanted, got = relations(region.cells), read[regions.index(region)]
        right = sum((wanted & got).values())
        score.right += right
        score.found += sum(got.values())
        score.wanted += sum(wanted.values())
        score.tables += 1
        score.exact += wanted == got
        if explain and wanted != got:
            print(f"  {region.file} page {region.page} {region.shape}: {right} of {sum(wanted.values())}, ", end="")
            print(f"{sum(got.values())} found; lacking {list(wanted - got)[:3]}, false {list(got - wanted)[:3]}")
    if explain and read[-1]:
        print(f"  {regions[0].file}: {sum(read[-1].values())} relations of tables that are none: {list(read[-1])[:3]}")


def read_ours(pdfs: Sequence[Path]) -> Tables:
    tables: Tables = defaultdict(list)
    for pdf in pdfs:
        for part in read_pdf(pdf, "x").parts:
            for table in part.tables:
                cells = [
                    GridCell(r, c, r + cell.row_span, c + cell.col_span, cell.text)
                    for r, row in enumerate(table.rows)
                    for c, cell in enumerate(row.cells)
                    if cell is not None
                ]
                tables[pdf.stem, part.page or 0].append(cells)
    return tables


def read_pdfplumber(pdfs: Sequence[Path]) -> Tables:
    """Default settings; the boxes of its cells give the spans."""
    tables: Tables = defaultdict(list)
    for pdf in pdfs:
        with pdfplumber.open(pdf) as document:
            for page in document.pages:
                for table in page.find_tables():
                    tables[pdf.stem, page.page_number].append(_placed(table))
                page.close()
    return tables


def _placed(table: Any) -> list[GridCell]:
    boxes = [box for row in table.rows for box in row.cells if box is not None]
    texts = [text or "" for row, line in zip(table.rows, table.extract(), strict=True)
             for box, text in zip(row.cells, line, strict=True) if box is not None]  # fmt: skip
    xs, ys = sorted({x for box in boxes for x in box[0::2]}), sorted({y for box in boxes for y in box[1::2]})
    return [
        GridCell(ys.index(top), xs.index(x0), ys.index(bottom), xs.index(x1), text)
        for (x0, top, x1, bottom), text in zip(boxes, texts, strict=True)
    ]


def read_camelot(pdfs: Sequence[Path], python: Path) -> Tables:
    tables: Tables = defaultdict(list)
    command = [str(python), str(Path(__file__).with_name("camelot_tables.py")), *map(str, pdfs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            table = json.loads(line)
            tables[Path(table["file"]).stem, table["page"]].append([GridCell(*cell) for cell in table["cells"]])
    return tables


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--camelot", type=Path, default=Path(".venv-bench/bin/python"), help="its interpreter")
    parser.add_argument("--explain", action="store_true", help="name the relations that differ")
    chosen = parser.parse_args()
    main(chosen.data, chosen.camelot, chosen.explain)
