"""Writes small ODS workbooks by hand: a ZIP with content.xml."""

from __future__ import annotations

import zipfile
from pathlib import Path

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, tables: str, manifest: str = "<manifest/>", mimetype: str = MIMETYPE) -> Path:
    """A workbook whose spreadsheet body is ``tables`` (``<table:table ...>`` elements)."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} {_CALC}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def text_cell(text: str, **attributes: str) -> str:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{_written(attributes)}>{paragraphs}</table:table-cell>'


def value_cell(kind: str, value: str, shown: str = "", **attributes: str) -> str:
    name = {"date": "office:date-value", "boolean": "office:boolean-value"}.get(kind, "office:value")
    head = f'<table:table-cell office:value-type="{kind}" {name}="{value}"'
    return f"{head}{_written(attributes)}><text:p>{shown or value}</text:p></table:table-cell>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
