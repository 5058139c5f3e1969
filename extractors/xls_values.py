"""Values of an XLS workbook, read in a process of its own.

The reader of this old binary format ends its whole process on some damaged files (it sets memory aside for whatever a
record announces). In a short-lived child that costs the child only.
"""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

from extractors.sheet_values import SheetValues, read_sheets

_MEMORY = 3 << 30
_SECONDS = 300


class DamagedWorkbook(Exception):
    """The values of a workbook can't be read."""


def read_xls_values(path: str) -> list[SheetValues]:
    """All sheets of the workbook; raises :class:`DamagedWorkbook`."""
    command = [sys.executable, "-c", "from extractors.xls_values import main; main()", path]
    try:
        child = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, env=_environment())
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise DamagedWorkbook(str(error)) from error
    sheets: list[SheetValues] = pickle.loads(child.stdout)
    return sheets


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


def main() -> None:
    """Child: write the sheets of the workbook named on the command line to standard output."""
    with suppress(OSError, ValueError):  # not every system lets a process limit itself
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sheets = [replace(sheet, rows=list(sheet.rows)) for sheet in read_sheets(sys.argv[1])]
    pickle.dump(sheets, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
