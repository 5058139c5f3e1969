"""Spreadsheets and delimited text read whole: one part per sheet, one table per part, every row with its place.

The type is told from the content: an ``.xls`` that is really XLSX is read as XLSX, one that is an HTML page is refused
with what to do about it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from extractors.cell_text import collapse
from extractors.compound_file import SIGNATURE, CompoundFile, DamagedCompoundFile
from extractors.delimited import read_records
from extractors.ods_marks import read_ods_marks
from extractors.records import Part, Reading, RejectedDocument, Table, TableRow
from extractors.sheet_marks import (
    SheetMarks,
    cell_name,
    check_calculated,
    check_size,
    column_name,
    missing_results,
    runs,
)
from extractors.sheet_table import build_table, sheet_table, trim
from extractors.xls_marks import is_encrypted, read_xls_marks
from extractors.xlsx_marks import read_xlsx_marks

#: name of the only "sheet" of a delimited file; no part of the file's name, which may change
CSV_SHEET = "csv"
_MAX_UNPACKED = 4 << 30
_TOTAL = re.compile(r"(?:sub ?|grand ?)?(?:jumlah|total)\b", re.IGNORECASE)


def read_spreadsheet(path: Path, document_id: str) -> Reading:
    """The sheets of ``path`` (XLSX, XLS, ODS or CSV by content); raises :class:`RejectedDocument`."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start:
        raise RejectedDocument("empty_file", "berkas kosong (0 bita); unggah ulang berkas aslinya")
    if start.startswith(b"PK\x03\x04"):
        return _read_zip(path, document_id)
    if start.startswith(SIGNATURE):
        return _read_compound(path, document_id)
    _refuse_markup(start)
    return _read_delimited(path, document_id)


def _read_zip(path: Path, document_id: str) -> Reading:
    try:
        with zipfile.ZipFile(path) as archive:
            kind = _zip_kind(archive)
            if kind == "ods":
                marks, recalculates = read_ods_marks(archive), False
            else:
                marks, recalculates = read_xlsx_marks(archive)
    except (zipfile.BadZipFile, EOFError, KeyError, OSError, ExpatError, ParseError, ValueError) as error:
        raise _damaged() from error
    if recalculates:
        check_calculated(marks.values())
    return _read_workbook(path, document_id, kind, marks)


def _zip_kind(archive: zipfile.ZipFile) -> str:
    """``xlsx`` or ``ods``; raises :class:`RejectedDocument` for every other kind of archive."""
    names = set(archive.namelist())
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise _encrypted()
    if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
        raise RejectedDocument("too_large", "isi berkas setelah dibuka melebihi 4 GB; pecah menjadi beberapa berkas")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise _unsupported("buku kerja Excel biner (.xlsb)", "simpan ulang sebagai .xlsx")
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise _encrypted()
        if b"spreadsheet" in (archive.read("mimetype") if "mimetype" in names else b"spreadsheet"):
            return "ods"
        raise _unsupported("dokumen OpenDocument yang bukan lembar kerja", "simpan tabelnya sebagai .ods atau .xlsx")
    if "word/document.xml" in names:
        raise _unsupported("dokumen Word", "simpan sebagai PDF, atau salin tabelnya ke .xlsx")
    raise _unsupported("arsip ZIP", "keluarkan isinya lalu unggah berkasnya satu per satu")


def _read_compound(path: Path, document_id: str) -> Reading:
    try:
        container = CompoundFile(path.read_bytes())
        names = container.names()
        if "EncryptedPackage" in names:
            raise _encrypted()
        name = next((name for name in ("Workbook", "Book") if name in names), None)
        if name is None:
            what = "dokumen Word lama (.doc)" if "WordDocument" in names else "berkas Office lama yang bukan buku kerja"
            raise _unsupported(what, "simpan sebagai PDF, atau salin tabelnya ke .xlsx")
        stream = container.stream(name)
        if is_encrypted(stream):
            raise _encrypted()
        marks = read_xls_marks(stream)
    except (DamagedCompoundFile, ValueError, IndexError) as error:
        raise _damaged() from error
    return _read_workbook(path, document_id, "xls", marks)


def _read_workbook(
    path: Path, document_id: str, kind: str, marks: dict[str, SheetMarks] | Sequence[SheetMarks]
) -> Reading:
    try:
        with CalamineWorkbook.from_path(path) as book:
            by_name = marks if isinstance(marks, dict) else _by_name([m.name for m in book.sheets_metadata], marks)
            parts: list[Part] = []
            warnings: list[tuple[str, str]] = []
            for meta in book.sheets_metadata:
                if not _is_grid(meta.typ):
                    continue
                mark = by_name.get(meta.name, SheetMarks())
                check_size(meta.name, mark.last_row, mark.last_column)
                is_hidden = meta.visible != SheetVisibleEnum.Visible
                table = sheet_table(book.get_sheet_by_name(meta.name), mark)
                parts.append(Part((table,) if table.rows else (), sheet=meta.name, is_hidden=is_hidden))
                warnings += _hidden_warnings(meta.name, mark) + _uncalculated_warnings(meta.name, table, mark)
    except PasswordError as error:
        raise _encrypted() from error
    except CalamineError as error:
        raise _damaged() from error
    return Reading(document_id, path.name, kind, tuple(parts), tuple(warnings))


def _is_grid(kind: SheetTypeEnum) -> bool:
    return kind in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)


def _by_name(names: Sequence[str], marks: Sequence[SheetMarks]) -> dict[str, SheetMarks]:
    return dict(zip(names, marks, strict=False))


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


def _read_delimited(path: Path, document_id: str) -> Reading:
    records, warnings = read_records(path)
    grid = [trim([collapse(field) for field in record]) for record in records]
    table = build_table(grid, (), set())
    if not table.rows:
        raise RejectedDocument("empty_file", "berkas teks ini tidak berisi apa pun; unggah ulang berkas aslinya")
    check_size(CSV_SHEET, len(table.rows) - 1, table.n_columns - 1)
    return Reading(document_id, path.name, "csv", (Part((table,), sheet=CSV_SHEET),), warnings)


def _refuse_markup(start: bytes) -> None:
    """Raise :class:`RejectedDocument` for pages and data files that only bear a spreadsheet's name."""
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<body", b"<div")):
        raise _unsupported("halaman HTML", "buka di Excel, simpan sebagai 'Excel Workbook (.xlsx)'")
    if text.startswith((b"<?xml", b"<workbook", b"<?mso")):
        raise _unsupported("berkas XML (mungkin XML Spreadsheet 2003)", "buka di Excel, simpan sebagai .xlsx")
    if text.startswith(b"{\\rtf"):
        raise _unsupported("dokumen RTF", "simpan sebagai PDF")
    if re.match(rb'[\[{]\s*(?:[\[{"\]}]|$)', text):
        raise _unsupported("data JSON", "ekspor datanya sebagai CSV atau XLSX dengan satu baris judul kolom")


def _unsupported(what: str, advice: str) -> RejectedDocument:
    return RejectedDocument("unsupported_format", f"isi berkas ini {what}, apa pun akhiran namanya; {advice}")


def _encrypted() -> RejectedDocument:
    return RejectedDocument(
        "encrypted", "berkas dilindungi kata sandi; simpan salinan tanpa kata sandi lalu unggah salinan itu"
    )


def _damaged() -> RejectedDocument:
    return RejectedDocument(
        "damaged",
        "berkas lembar kerja rusak atau terpotong; buka dan simpan ulang, atau minta kembali berkas aslinya",
    )
