"""Marks of an XLS workbook, found by walking the records of its stream ([MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from extractors.sheet_marks import Marks, SheetMarks

_FORMULA, _BOOLERR, _ROW, _COLINFO = 0x0006, 0x0205, 0x0208, 0x007D
_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def is_encrypted(stream: bytes) -> bool:
    """Whether the workbook's records are scrambled by a password."""
    return any(kind == _FILEPASS for kind, _ in _records(stream, 0))


def read_xls_marks(stream: bytes) -> Marks:
    """Marks by the place of the sheet in the workbook.

    A formula that gives an empty text and one never calculated are stored alike; only where no formula of the whole
    workbook has a result were they never calculated.
    """
    marks = [_sheet(stream, offset) for offset in _sheet_offsets(stream)]
    if any(mark.calculated for mark in marks):
        for mark in marks:
            mark.uncalculated.clear()
    return dict(enumerate(marks))


def _sheet_offsets(stream: bytes) -> list[int]:
    return [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _BOUNDSHEET]


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of the records of one substream, up to its own end."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, stream[offset + 4 : offset + 4 + length]
        if depth <= 0:
            return
        offset += 4 + length


def _sheet(stream: bytes, offset: int) -> SheetMarks:
    marks, depth = SheetMarks(), 0
    for kind, body in _records(stream, offset):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth != 1:  # a chart inside the sheet has cells of its own
            continue
        if kind == _ROW and len(body) >= 16 and struct.unpack_from("<H", body, 12)[0] & 0x20:
            marks.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLINFO and len(body) >= 10 and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            marks.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _BOOLERR and len(body) >= 8 and body[7]:
            marks.texts[struct.unpack_from("<HH", body)] = _ERRORS.get(body[6], "#?")
        elif kind == _FORMULA and len(body) >= 14:
            _formula(body, marks)
    return marks


def _formula(body: bytes, marks: SheetMarks) -> None:
    where = struct.unpack_from("<HH", body)
    is_number = body[12:14] != b"\xff\xff"
    if is_number or body[6] != 3:
        marks.calculated += 1
    else:
        marks.uncalculated[where] = "=?"
    if not is_number and body[6] == 2:
        marks.texts[where] = _ERRORS.get(body[8], "#?")
