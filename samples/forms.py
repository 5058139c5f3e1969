"""Printed forms described in YAML: the same few lines are drawn as PDF, workbook or CSV, and say what must be read.

``tests/golden/<layout_id>/form.yaml`` describes the sample of a layout; ``python -m samples.forms tests/golden`` draws
them all anew. Expected rows come from the description, never from what an extractor read.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from samples.form_drawing import DRAW, PLACE
from samples.form_model import Form

DESCRIPTION = "form.yaml"


def read_form(path: Path) -> Form:
    """The form that ``path`` describes; raises ``ValueError`` where a row has cells without a column.

    Below a sheet's table everything is a row, so only a PDF has a footer.
    """
    form = Form.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    for part in form.parts:
        if part.footer and form.format != "pdf":
            raise ValueError(f"{path}: describe the footer of a sheet as rows")
        for row in part.rows:
            if len(row.cells) not in (0, 1, len(form.columns)):
                raise ValueError(f"{path}: {len(row.cells)} cells under {len(form.columns)} columns: {row.cells}")
    return form


def write_forms(root: Path) -> list[Path]:
    """Draw every form below ``root`` beside its description; returns the samples."""
    return [draw_form(read_form(path), path.parent) for path in sorted(root.glob(f"*/{DESCRIPTION}"))]


def draw_form(form: Form, folder: Path) -> Path:
    """``sample.<format>`` and ``expected.csv`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = folder / f"sample.{form.format}"
    _write_expected(folder / "expected.csv", form, DRAW[form.format](form, sample))
    return sample


def _write_expected(path: Path, form: Form, rows: Sequence[dict[str, object]]) -> None:
    read = [*form.columns, *(name for part in form.parts for row in part.above for name in row.reads)]
    names = [name for name in dict.fromkeys(read) if name is not None]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*PLACE, *names], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    for written in write_forms(Path(sys.argv[1])):
        print(written)
