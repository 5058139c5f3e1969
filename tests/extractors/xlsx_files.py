"""Writes small XLSX workbooks cell by cell as XML, for what the writing libraries round, rename or leave out."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def write_xlsx(path: Path, sheets: Mapping[str, str], prefix: str = "") -> Path:
    """A workbook of ``sheets`` (name -> ``<row>`` elements, which bear ``prefix`` if one is given)."""
    declared = f'xmlns{f":{prefix}" if prefix else ""}="{_MAIN}"'
    tag = f"{prefix}:" if prefix else ""
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1))
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>'
    root = f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", _relationships(root))
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", _relationships(relations))
        for i, rows in enumerate(sheets.values(), 1):
            data = f"<{tag}sheetData>{rows}</{tag}sheetData>"
            archive.writestr(f"xl/worksheets/sheet{i}.xml", f"<{tag}worksheet {declared}>{data}</{tag}worksheet>")
    return path


def _relationships(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def text(place: str, content: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(content)}</t></is></c>'


def value(place: str, written: str, kind: str = "n") -> str:
    return f'<c r="{place}" t="{kind}"><v>{written}</v></c>'
