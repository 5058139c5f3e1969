"""Marks and merged ranges of an ODS workbook, read from its content in one pass."""

from __future__ import annotations

import zipfile
from xml.parsers import expat

from extractors.sheet_marks import Marks, SheetMarks, link_text

_PIECE = 1 << 20
_MANY = 1_000  # repeated empty rows and cells fill the sheet to its end


def read_ods_marks(archive: zipfile.ZipFile) -> Marks:
    """Marks by sheet name; raises :class:`xml.parsers.expat.ExpatError` when the content is broken."""
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    with archive.open("content.xml") as stream:
        while block := stream.read(_PIECE):
            parser.Parse(block, False)
    parser.Parse(b"", True)
    return scan.sheets


class _Scan:
    def __init__(self) -> None:
        self.sheets: Marks = {}
        self.marks = SheetMarks()
        self.row = self.column = 0
        self.row_repeat = self.column_repeat = 1
        self.table_column = 0
        self.depth = 0
        self.error_text: list[str] | None = None

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.marks = self.sheets.setdefault(values.get("table:name", ""), SheetMarks())
                self.row = self.table_column = 0
        elif self.depth != 1:
            return
        elif tag == "table:table-column":
            repeat = int(values.get("table:number-columns-repeated", "1"))
            if values.get("table:visibility", "visible") != "visible" and repeat < _MANY:
                self.marks.hidden_columns.update(range(self.table_column, self.table_column + repeat))
            self.table_column += repeat
        elif tag == "table:table-row":
            self.column, self.row_repeat = 0, int(values.get("table:number-rows-repeated", "1"))
            if values.get("table:visibility", "visible") != "visible" and self.row_repeat < _MANY * 100:
                self.marks.hidden_rows.update(range(self.row, self.row + self.row_repeat))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.column_repeat = int(values.get("table:number-columns-repeated", "1"))
            self._cell(values)

    def _cell(self, values: dict[str, str]) -> None:
        marks, where = self.marks, (self.row, self.column)
        down, right = (
            int(values.get("table:number-rows-spanned", "1")),
            int(values.get("table:number-columns-spanned", "1")),
        )
        if down > 1 or right > 1:
            marks.merges.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
        kind = values.get("office:value-type")
        if kind is not None:
            marks.last_row = max(marks.last_row, self.row + self.row_repeat - 1)
            marks.last_column = max(marks.last_column, self.column + self.column_repeat - 1)
        if values.get("calcext:value-type") == "error":
            self.error_text = []
        formula = values.get("table:formula")
        if formula is None:
            return
        shown = link_text(formula)
        if kind is not None:
            marks.calculated += 1
        elif shown is not None:
            marks.texts[where] = shown
        else:
            marks.uncalculated[where] = formula.removeprefix("of:")

    def text(self, data: str) -> None:
        if self.error_text is not None:
            self.error_text.append(data)

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self.depth -= 1
        elif self.depth != 1:
            return
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            if self.error_text is not None:
                self.marks.texts[(self.row, self.column)] = "".join(self.error_text).strip()
                self.error_text = None
            self.column += self.column_repeat
        elif tag == "table:table-row":
            self.row += self.row_repeat
