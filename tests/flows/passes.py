"""Passes in this process over a few small documents, and what they leave in a warehouse."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from samples import DEMO_AS_OF, REGIONS_DIR
from warehouse import read
from warehouse.engine import open_warehouse
from warehouse.tables import TABLES

GOLDEN = Path(__file__).parents[1] / "golden"
#: small documents of one city that speak of each other, one of them refused for want of a region
INBOX = (
    "register_ruled_pdf", "rkpd_pdf_19", "apbd_penjabaran_murni", "apbd_penjabaran_perubahan", "e81_pdf",
    "lra_toba_style", "anggaran_kas",
)  # fmt: skip
#: how the command is told to judge the small documents as ``run_pass_here`` does
JUDGED = ("--as-of", DEMO_AS_OF.isoformat())
REGIONS = {"SELARAS_REGIONS_DIR": str(REGIONS_DIR)}


def copy_golden(name: str, folder: Path) -> Path:
    """The golden sample of a layout, under the layout's name."""
    sample = next((GOLDEN / name).glob("sample.*"))
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(sample, folder / f"{name}{sample.suffix}"))


def run_pass_here(inbox: Path, warehouse: str, out: Path, **parameters: Any) -> Any:
    """One pass in this process, judged on the samples' day with the samples' regions; its report."""
    from flows.run import run_pass

    given = {"as_of": DEMO_AS_OF, "regions_dir": str(REGIONS_DIR), **parameters}
    return run_pass(inbox=str(inbox), warehouse=warehouse, out=str(out), **given)


def content_of(url: str) -> dict[str, pd.DataFrame]:
    """All facts by table, in the order of their values, without runs, clock times and places of files."""
    engine = open_warehouse(url)
    try:
        return {name: _comparable(read.read_table(engine, name)) for name in TABLES}
    finally:
        engine.dispose()


def _comparable(frame: pd.DataFrame) -> pd.DataFrame:
    kept = [c for c in frame if c not in ("run_id", "as_of", "uri", "archive_uri") and not c.endswith("_at")]
    rows = frame[kept].astype(object)
    order = rows.map(repr).sort_values(kept).index
    return rows.loc[order].reset_index(drop=True)


def assert_same_content(found: dict[str, pd.DataFrame], wanted: dict[str, pd.DataFrame]) -> None:
    assert found.keys() == wanted.keys()
    for name in wanted:
        pd.testing.assert_frame_equal(found[name], wanted[name], check_dtype=False, obj=name)
