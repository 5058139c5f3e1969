"""Spreadsheets, delimited text and JSON records read whole: a part per sheet, a table per part, every row its place.

The type is told from the content: an ``.xls`` that is really XLSX is read as XLSX, one that is an HTML page is refused
with what to do about it.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, PasswordError

from extractors.cell_text import collapse
from extractors.compound_file import SIGNATURE, CompoundFile, DamagedCompoundFile
from extractors.delimited import read_records
from extractors.file_kinds import damaged, encrypted, is_json, refuse_markup, unsupported, zip_kind
from extractors.json_records import JSON_SHEET, read_json_records
from extractors.ods_marks import read_ods_marks
from extractors.records import Part, Reading, RejectedDocument, Table, TableRow
from extractors.sheet_marks import (
    Marks,
    SheetMarks,
    cell_name,
    check_size,
    column_name,
    missing_results,
    runs,
)
from extractors.sheet_table import build_table, sheet_table, trim
from extractors.sheet_values import read_sheets
from extractors.xls_marks import is_encrypted, read_xls_marks
from extractors.xls_values import DamagedWorkbook, read_xls_values
from extractors.xlsx_marks import read_xlsx_marks

#: name of the only "sheet" of a delimited file; no part of the file's name, which may change
CSV_SHEET = "csv"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, DamagedCompoundFile, ExpatError, ParseError,
    EOFError, LookupError, NotImplementedError, OSError, ValueError,
)  # fmt: skip
_TOTAL = re.compile(r"(?:sub ?|grand ?)?(?:jumlah|total)\b", re.IGNORECASE)


def read_spreadsheet(path: Path, document_id: str) -> Reading:
    """The sheets of ``path`` (XLSX, XLS, ODS, CSV or JSON by content); raises :class:`RejectedDocument`."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start:
        raise RejectedDocument("empty_file", "berkas kosong (0 bita); unggah ulang berkas aslinya")
    if start.startswith(b"PK\x03\x04"):
        return _read_zip(path, document_id)
    if start.startswith(SIGNATURE):
        return _read_compound(path, document_id)
    refuse_markup(start)
    if is_json(start):
        return _read_lines(path, document_id, "json", JSON_SHEET, read_json_records(path), ())
    records, warnings = read_records(path)
    return _read_lines(path, document_id, "csv", CSV_SHEET, records, warnings)


def _read_zip(path: Path, document_id: str) -> Reading:
    try:
        with zipfile.ZipFile(path) as archive:
            kind = zip_kind(archive)
            marks = read_ods_marks(archive) if kind == "ods" else read_xlsx_marks(archive)
    except _BROKEN as error:
        raise damaged() from error
    return _read_workbook(path, document_id, kind, marks)


def _read_compound(path: Path, document_id: str) -> Reading:
    try:
        container = CompoundFile(path.read_bytes())
        names = container.names()
        if "EncryptedPackage" in names:
            raise encrypted()
        name = next((name for name in ("Workbook", "Book") if name in names), None)
        if name is None:
            what = "dokumen Word lama (.doc)" if "WordDocument" in names else "berkas Office lama yang bukan buku kerja"
            raise unsupported(what, "simpan sebagai PDF, atau salin tabelnya ke .xlsx")
        stream = container.stream(name)
        if is_encrypted(stream):
            raise encrypted()
        marks = read_xls_marks(stream)
    except _BROKEN as error:
        raise damaged() from error
    return _read_workbook(path, document_id, "xls", marks)


def _read_workbook(path: Path, document_id: str, kind: str, marks: Marks) -> Reading:
    parts: list[Part] = []
    warnings: list[tuple[str, str]] = []
    for name, mark in marks.items():
        check_size(str(name), mark.last_row, mark.last_column)
    try:
        for sheet in read_xls_values(str(path)) if kind == "xls" else read_sheets(str(path)):
            mark = marks.get(sheet.name) or marks.get(sheet.index) or SheetMarks()
            table = sheet_table(sheet, mark)
            parts.append(Part((table,) if table.rows else (), sheet=sheet.name, is_hidden=sheet.is_hidden))
            warnings += _hidden_warnings(sheet.name, mark) + _uncalculated_warnings(sheet.name, table, mark)
    except PasswordError as error:
        raise encrypted() from error
    except (CalamineError, DamagedWorkbook) as error:
        raise damaged() from error
    return Reading(document_id, path.name, kind, tuple(parts), tuple(warnings))


def _hidden_warnings(sheet: str, marks: SheetMarks) -> list[tuple[str, str]]:
    warnings = []
    if marks.hidden_rows:
        warnings.append(
            ("hidden_rows", f"lembar '{sheet}': baris {runs(marks.hidden_rows)} disembunyikan, tetap dibaca")
        )
    if marks.hidden_columns:
        names = ", ".join(column_name(column) for column in sorted(marks.hidden_columns)[:20])
        warnings.append(("hidden_columns", f"lembar '{sheet}': kolom {names} disembunyikan, tetap dibaca"))
    return warnings


def _uncalculated_warnings(sheet: str, table: Table, marks: SheetMarks) -> list[tuple[str, str]]:
    """A warning for formulas without result in total rows; anywhere else :class:`RejectedDocument`.

    No fact is taken from a total row, which keeps the formula as its text; a line without its value would be wrong.
    """
    if not marks.uncalculated:
        return []
    needed = [place for place in sorted(marks.uncalculated) if not _is_total(table.rows[place[0]])]
    shown = ", ".join(f"{sheet}!{cell_name(*place)}" for place in (needed or sorted(marks.uncalculated))[:5])
    if needed:
        raise missing_results(f"{len(needed)} rumus tanpa nilai tersimpan, antara lain {shown}")
    return [("missing_formula_cache", f"rumus baris jumlah tanpa nilai tersimpan: {shown}")]


def _is_total(row: TableRow) -> bool:
    return any(cell is not None and _TOTAL.match(cell.text) for cell in row.cells)


def _read_lines(
    path: Path,
    document_id: str,
    kind: str,
    sheet: str,
    records: list[list[str]],
    warnings: tuple[tuple[str, str], ...],
) -> Reading:
    """A file that is one table, its rows as ``records``, which are used up."""
    for index, record in enumerate(records):
        records[index] = trim([collapse(field) for field in record])
    table = build_table(records, (), set())
    if not table.rows:
        raise RejectedDocument("empty_file", "berkas teks ini tidak berisi apa pun; unggah ulang berkas aslinya")
    check_size(sheet, len(table.rows) - 1, table.n_columns - 1)
    return Reading(document_id, path.name, kind, (Part((table,), sheet=sheet),), warnings)
