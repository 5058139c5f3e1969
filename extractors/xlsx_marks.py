"""Marks of an XLSX workbook, found by scanning its sheets in pieces that end with whole rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from posixpath import join, normpath
from xml.etree import ElementTree

from extractors.date_formats import PartialDate, partial_date, partial_date_formats
from extractors.sheet_marks import Marks, SheetMarks, check_calculated, column_number, link_text

_PIECE = 1 << 20
_PREFIX = rb"(?:\w+:)?"
_ROW = re.compile(rb"<" + _PREFIX + rb"row\b([^>]*)>")
_CELL = re.compile(rb"<" + _PREFIX + rb"c\b([^>]*[^/>])>(.*?)</" + _PREFIX + rb"c>", re.DOTALL)
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f\b[^>]*?(?:/>|>(.*?)</" + _PREFIX + rb"f>)", re.DOTALL)
_VALUE = re.compile(rb"<" + _PREFIX + rb"v\b[^>]*>([^<]+)</")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_WIDE = re.compile(rb'\br="([A-Z]{2,3})\d+"')
_COLUMN = re.compile(rb"<" + _PREFIX + rb"col\b([^>]*)/?>")
_ATTRIBUTE = re.compile(rb'\b([\w:]+)="([^"]*)"')
_ROW_END = re.compile(rb"</" + _PREFIX + rb"row>")


def read_xlsx_marks(archive: zipfile.ZipFile) -> Marks:
    """Marks by sheet name; raises :class:`RejectedDocument` where no formula was ever calculated."""
    book = archive.read("xl/workbook.xml")
    partial = partial_date_formats(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.namelist() else {}
    is_1904 = re.search(rb'date1904="(?:1|true)"', book) is not None
    scan = _Scan(partial, is_1904)
    marks: Marks = {name: scan.sheet(archive, member) for name, member in _sheet_members(archive, book)}
    if re.search(rb'fullCalcOnLoad="(?:1|true)"', book):
        check_calculated(marks.values())
    return marks


def _sheet_members(archive: zipfile.ZipFile, book: bytes) -> Iterator[tuple[str, str]]:
    """Every worksheet's name with the archive member that holds it."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    members = set(archive.namelist())
    for element in ElementTree.fromstring(book).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), None)
        target = targets.get(key, "")
        member = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if member in members and "worksheets/" in member:
            yield element.get("name", ""), member


class _Scan:
    """Reads sheets with the workbook's partial date formats at hand."""

    def __init__(self, partial: dict[bytes, PartialDate], is_1904: bool) -> None:
        self.partial, self.is_1904 = partial, is_1904
        wanted = [rb"<" + _PREFIX + rb"f\b", rb't="e"']
        wanted += [rb'\bs="' + style + rb'"' for style in partial]
        self.interesting = re.compile(b"|".join(wanted))

    def sheet(self, archive: zipfile.ZipFile, member: str) -> SheetMarks:
        marks = SheetMarks()
        for piece in _pieces(archive, member):
            self._rows(piece, marks)
            if self.interesting.search(piece):
                for attributes, inner in _CELL.findall(piece):
                    self._cell(dict(_ATTRIBUTE.findall(attributes)), inner, marks)
        return marks

    def _rows(self, piece: bytes, marks: SheetMarks) -> None:
        if b"<sheetData" in piece or b":sheetData" in piece:
            for attributes in _COLUMN.findall(piece.partition(b"sheetData")[0]):
                _hide_columns(dict(_ATTRIBUTE.findall(attributes)), marks)
        last = None
        for row in _ROW.finditer(piece):
            last = row
            if b"hidden=" in row[1]:
                values = dict(_ATTRIBUTE.findall(row[1]))
                if values.get(b"hidden") in (b"1", b"true") and b"r" in values:
                    marks.hidden_rows.add(int(values[b"r"]) - 1)
        if last is not None and (number := dict(_ATTRIBUTE.findall(last[1])).get(b"r")):
            marks.last_row = max(marks.last_row, int(number) - 1)
        letters = max(_WIDE.findall(piece), key=lambda name: (len(name), name), default=b"Z")
        marks.last_column = max(marks.last_column, column_number(letters.decode()))

    def _cell(self, attributes: dict[bytes, bytes], inner: bytes, marks: SheetMarks) -> None:
        place = _PLACE.match(b'r="' + attributes.get(b"r", b"") + b'"')
        where = (int(place[2]) - 1, column_number(place[1].decode())) if place else (0, 0)
        value = _VALUE.search(inner)
        stored = unescape(value[1].decode("utf-8", "replace")) if value else ""
        kind = attributes.get(b"t", b"n")
        if kind == b"e" and stored:
            marks.texts[where] = stored
        elif kind == b"n" and stored and (partial := self.partial.get(attributes.get(b"s", b""))):
            marks.texts[where] = partial_date(stored, partial, self.is_1904)
        formula = _FORMULA.search(inner)
        if formula is None:
            return
        written = unescape((formula[1] or b"").decode("utf-8", "replace"))
        shown = link_text(written)
        if shown is not None:
            if kind != b"str" or not stored:
                marks.texts[where] = shown
        elif not stored and kind != b"str":
            marks.uncalculated[where] = f"={written or '?'}"
        else:
            marks.calculated += 1
            marks.calculated_zero += kind == b"n" and stored == "0"


def _pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """The sheet's bytes in pieces that end after a row."""
    rest = b""
    with archive.open(member) as stream:
        while block := stream.read(_PIECE):
            rest += block
            end = max((match.end() for match in _ROW_END.finditer(rest, max(0, len(rest) - _PIECE))), default=0)
            if end:
                yield rest[:end]
                rest = rest[end:]
    yield rest


def _hide_columns(attributes: dict[bytes, bytes], marks: SheetMarks) -> None:
    if attributes.get(b"hidden") in (b"1", b"true"):
        first, last = int(attributes.get(b"min", b"1")), int(attributes.get(b"max", b"1"))
        marks.hidden_columns.update(range(first - 1, min(last, 1024)))
