"""A list of flat JSON records read as one table: their names are the heading, every record is a row."""

from __future__ import annotations

import json
from pathlib import Path

from extractors.cell_text import collapse
from extractors.file_kinds import unsupported
from extractors.records import RejectedDocument

JSON_SHEET = "json"
_ADVICE = "ekspor datanya sebagai CSV atau XLSX dengan satu baris judul kolom"
_Value = str | bool | None | list["_Value"] | dict[str, "_Value"]


def read_json_records(path: Path) -> list[list[str]]:
    """The heading and one row per record, numbers as printed; :class:`RejectedDocument` for any other JSON.

    The list may stand alone or as the only list of an object (``{"status": "ok", "data": [...]}``). A record that has
    not all names leaves its cells empty; a value that is itself a list or an object has no place in a table.
    """
    records = _records(_load(path))
    names = list(dict.fromkeys(name for record in records for name in record))
    return [[collapse(name) for name in names], *([_cell(record.get(name)) for name in names] for record in records)]


def _load(path: Path) -> _Value:
    try:
        loaded: _Value = json.loads(
            path.read_bytes(), parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        raise RejectedDocument("damaged", f"data JSON rusak atau terpotong; {_ADVICE}") from error
    return loaded


def _once(pairs: list[tuple[str, _Value]]) -> dict[str, _Value]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name twice in one record")
    return dict(pairs)


def _records(loaded: _Value) -> list[dict[str, _Value]]:
    lists = [value for value in loaded.values() if isinstance(value, list)] if isinstance(loaded, dict) else [loaded]
    (listed,) = lists if len(lists) == 1 else (None,)
    if not isinstance(listed, list) or not all(isinstance(record, dict) for record in listed):
        raise unsupported("data JSON yang bukan daftar rekaman", _ADVICE)
    records = [record for record in listed if isinstance(record, dict)]
    if any(isinstance(value, list | dict) for record in records for value in record.values()):
        raise unsupported("data JSON bertingkat", _ADVICE)
    return records


def _cell(value: _Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return collapse(value) if isinstance(value, str) else ""
