"""The workbook an evaluator keeps: reconciliation, evidence, what to do, and the sheet on which decisions are written.

The same warehouse gives the same bytes: the order depends on the rows alone and the creation date is the day judged.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import Engine
from xlsxwriter.workbook import Workbook

from warehouse.publish.content import Content, read_content
from warehouse.publish.formats import Formats
from warehouse.publish.frame import Frame
from warehouse.publish.sheets import SHEETS

FILE_NAME = "rekonsiliasi.xlsx"
_NO_DAY = date(2000, 1, 1)


def publish_workbook(engine: Engine, out_dir: Path, as_of: date | None = None) -> Path:
    """Write ``rekonsiliasi.xlsx`` into ``out_dir``, whole or not at all; its path.

    ``as_of`` is the day judged; left out, it is the day of the newest judgement. Raises ``OSError`` where the folder
    can't be written to.
    """
    content = read_content(engine, as_of)
    out_dir.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out_dir, prefix=".rekonsiliasi-", suffix=".xlsx")
    os.close(handle)
    unfinished = Path(name)
    try:
        _write(unfinished, content)
        unfinished.chmod(0o644)
        return unfinished.replace(out_dir / FILE_NAME)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(path: Path, content: Content) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), options) as book:
        created = datetime.combine(content.as_of or _NO_DAY, time())
        book.set_properties({"title": "Rekonsiliasi kerja sama daerah", "author": "selaras", "created": created})
        formats = Formats(book)
        # All sheets are there before the first is written, so that links may point ahead.
        frame = Frame(content, formats, {name: book.add_worksheet(name) for name in SHEETS})
        for name, write in SHEETS.items():
            frame.sheets[name].hide_gridlines(2)
            write(frame)
