"""Writes small XLS workbooks (BIFF8 in an OLE container) record by record, for tests of what no library writes here."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

Record = tuple[int, bytes]

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def number(row: int, column: int, value: float, style: int = 0) -> Record:
    return 0x0203, struct.pack("<HHHd", row, column, style, value)


def label(row: int, column: int, text: str) -> Record:
    encoded = text.encode("utf-16-le")
    return 0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + encoded


def error(row: int, column: int, code: int) -> Record:
    return 0x0205, struct.pack("<HHHBB", row, column, 0, code, 1)


def formula(row: int, column: int, result: bytes) -> Record:
    return 0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x05\x00"


def formula_result(value: float | None = None, error_code: int | None = None) -> bytes:
    """The eight bytes of a formula's stored result: a number, an error, or an empty text."""
    if value is not None:
        return struct.pack("<d", value)
    return bytes([3 if error_code is None else 2, 0, error_code or 0, 0, 0, 0, 0xFF, 0xFF])


def row(index: int, is_hidden: bool = False) -> Record:
    return 0x0208, struct.pack("<HHHHHHI", index, 0, 10, 255, 0, 0, 0x0100 | (0x20 if is_hidden else 0))


def merge(first_row: int, last_row: int, first_column: int, last_column: int) -> Record:
    return 0x00E5, struct.pack("<HHHHH", 1, first_row, last_row, first_column, last_column)


def write_xls(
    path: Path, sheets: Mapping[str, Sequence[Record]], hidden: Sequence[str] = (), is_encrypted: bool = False
) -> Path:
    """A workbook of ``sheets`` (name -> cell records in row order)."""
    bodies = [
        _records([(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)), *cells, (0x000A, b"")])
        for cells in sheets.values()
    ]
    start = [(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)), (0x0042, struct.pack("<H", 1200))]
    if is_encrypted:
        start.append((0x002F, struct.pack("<HHH", 0, 0x1234, 0x5678)))
    start.append((0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0)))
    size = len(_records([*start, *(_sheet_record(0, name, name in hidden) for name in sheets), (0x000A, b"")]))
    offsets = [size + sum(map(len, bodies[:index])) for index in range(len(bodies))]
    listed = [_sheet_record(at, name, name in hidden) for at, name in zip(offsets, sheets, strict=True)]
    path.write_bytes(compound({"Workbook": _records([*start, *listed, (0x000A, b"")]) + b"".join(bodies)}))
    return path


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container with ``streams``, each padded over the limit below which streams are kept elsewhere."""
    contents = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for index, (name, data) in enumerate(contents.items(), start=1):
        entries.append(_entry(name, 2, len(sectors), len(data), right=index + 1 if index < len(contents) else _FREE))
        _append(sectors, fat, data)
    directory = len(sectors)
    _append(sectors, fat, b"".join(entries))
    n_fat = 1
    while (len(fat) + n_fat) * 4 > n_fat * SECTOR:
        n_fat += 1
    fat_sectors = list(range(len(sectors), len(sectors) + n_fat))
    table = [*fat, *[_FAT] * n_fat]
    table += [_FREE] * (n_fat * SECTOR // 4 - len(table))
    sectors += [struct.pack("<128I", *table[i * 128 : i * 128 + 128]) for i in range(n_fat)]
    listed = [*fat_sectors, *[_FREE] * (109 - n_fat)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, n_fat, directory, 0, 4096, _END, 0, _END, 0, 0
    )[:52]
    header = header[:76].ljust(76, b"\0") + struct.pack("<109I", *listed)
    return header + b"".join(sectors)


def _append(sectors: list[bytes], fat: list[int], data: bytes) -> None:
    first = len(sectors)
    pieces = [data[i : i + SECTOR].ljust(SECTOR, b"\0") for i in range(0, len(data), SECTOR)]
    sectors += pieces
    fat += [*range(first + 1, first + len(pieces)), _END]


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _sheet_record(offset: int, name: str, is_hidden: bool) -> Record:
    encoded = name.encode("utf-16-le")
    return 0x0085, struct.pack("<IBBBB", offset, int(is_hidden), 0, len(name), 1) + encoded


def _records(records: Sequence[Record]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)
