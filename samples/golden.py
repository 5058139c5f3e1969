"""Golden samples of the layouts the samples print: a small document and the truth of it, from the model that drew it.

``python -m samples.golden tests/golden`` writes both anew; an intended change then shows as a difference of the CSV.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from samples import apbd, e81, e81_figures, registers, rkpd
from samples.documents import CITY
from samples.plan import PlanOffice, load_plan
from samples.printed import ExpectedRow

PLACE = ("block", "page", "row_number", "row_kind", "level")
YEAR = 2024


def write_golden(root: Path) -> list[Path]:
    """Write ``<layout_id>/sample.pdf`` and ``expected.csv`` below ``root``; returns the folders.

    ``expected.csv`` has one row per body row: its block, page and row, its kind, its level where it is a line, and the
    text per column of the layout as printed, wrapped lines joined by one space.
    """
    folders = []
    for layout_id, (columns, write) in _samples().items():
        folder = root / layout_id
        folder.mkdir(parents=True, exist_ok=True)
        _write_expected(folder / "expected.csv", columns, write(folder / "sample.pdf"))
        folders.append(folder)
    return folders


def _samples() -> dict[str, tuple[Sequence[str], Callable[[Path], list[ExpectedRow]]]]:
    plan = load_plan()
    region = plan.regions[CITY]

    def offices(*names: str) -> list[PlanOffice]:
        return [office for office in region.offices if office.name in names]

    def write_budget(version: str) -> Callable[[Path], list[ExpectedRow]]:
        chosen = offices("Dinas Perhubungan", "Dinas Perdagangan")
        return lambda path: apbd.write_apbd(path, plan, region, YEAR, version, chosen)

    def write_form(path: Path) -> list[ExpectedRow]:
        return e81.write_e81(path, plan, region, YEAR, 4, offices("Dinas Perhubungan", "Dinas Perdagangan"))

    planned = offices("Sekretariat Daerah", "Dinas Kesehatan")
    register = registers.load_registers()[CITY]
    return {
        "rkpd_pdf_19": (rkpd.COLUMNS, lambda path: rkpd.write_rkpd(path, plan, region, YEAR, planned)),
        "apbd_penjabaran_murni": (apbd.columns_of("murni"), write_budget("murni")),
        "apbd_penjabaran_perubahan": (apbd.columns_of("perubahan"), write_budget("perubahan")),
        "e81_pdf": (e81_figures.COLUMNS, write_form),
        "register_ruled_pdf": (registers.COLUMNS, lambda path: registers.write_register_pdf(path, register, region)),
    }


def _write_expected(path: Path, columns: Sequence[str], rows: Sequence[ExpectedRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*PLACE, *columns])
        for row in rows:
            place = (row.block, row.page, row.row_number, row.kind, row.level)
            writer.writerow([*place, *(row.values.get(name, "") for name in columns)])


if __name__ == "__main__":
    for written in write_golden(Path(sys.argv[1])):
        print(written)
