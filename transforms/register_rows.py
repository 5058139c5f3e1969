"""Rows of a register gathered into printed agreements: merged cells filled, rows joined, sections remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.dates import YEARS
from transforms.instruments import names_a_category
from transforms.names import collapse

#: columns whose further rows are further members of a list
_LISTS = ("partner", "skpd", "number", "number_2", "number_kb", "urusan")


@dataclass(slots=True)
class PrintedAgreement:
    """One agreement as its rows print it: ``values`` by layout column, ``rows`` as (source_row_id, role).

    Roles: ``utama`` (its own row), ``lanjutan`` (a further row of it), ``sel_gabungan`` (the row that holds a cell
    merged over it), ``bagian`` (the section heading above it). ``part`` ends the names of the columns that print it
    where a row prints two; ``is_second`` where the other one has the row's own id.
    """

    source_row_id: str
    document_id: str
    block: int
    values: dict[str, str | None]
    section: str | None
    section_year: int | None
    rows: list[tuple[str, str]] = field(default_factory=list)
    part: str = ""
    is_second: bool = False


@dataclass(slots=True)
class _Context:
    section: str | None = None
    section_row: str | None = None
    year: int | None = None
    current: PrintedAgreement | None = None
    #: column -> (value, row that prints it) of the row above, for cells merged over several rows
    above: dict[str, tuple[str | None, str]] = field(default_factory=dict)


def gather_agreements(rows: pd.DataFrame, reference: Reference) -> list[PrintedAgreement]:
    """The printed agreements of all blocks, in print order. ``rows`` need ``row_kind`` and ``v_`` columns."""
    columns = [name.removeprefix("v_") for name in rows.columns if name.startswith("v_")]
    found: list[PrintedAgreement] = []
    for _, block in rows.groupby("block", sort=False):
        context = _Context()
        for row in block.to_dict("records"):
            found.extend(_take(row, columns, context, reference))
    return found


def _take(
    row: dict[str, Any], columns: list[str], context: _Context, reference: Reference
) -> Iterator[PrintedAgreement]:
    if row["row_kind"] == "section":
        _enter_section(row, context, reference)
    if row["row_kind"] not in ("line", "continuation"):
        return
    own = {name: _text(row[f"v_{name}"]) for name in columns}
    merged = set(row["merged_from_above"] or ())
    if context.current is not None and _continues(row, own, merged):
        _join(context.current, row, own)
        _remember(row, own, merged, context)
        return
    values, origins = dict(own), []
    for name in merged & set(columns):
        values[name], origin = context.above.get(name, (None, row["source_row_id"]))
        origins.append(origin)
    _remember(row, own, merged, context)
    context.current = _start(row, values, origins, context)
    yield context.current


def _continues(row: dict[str, Any], own: dict[str, str | None], merged: set[str]) -> bool:
    """A row without a number of its own whose number or title reaches down from above belongs to that agreement."""
    if row["row_kind"] == "continuation":
        return True
    return not own.get("no") and ("no" in merged or ("title" in merged and not own.get("title")))


def _start(
    row: dict[str, Any], values: dict[str, str | None], origins: list[str], context: _Context
) -> PrintedAgreement:
    sources = [(row["source_row_id"], "utama")]
    sources += [(origin, "sel_gabungan") for origin in dict.fromkeys(origins) if origin != row["source_row_id"]]
    sources += [(context.section_row, "bagian")] if context.section_row else []
    return PrintedAgreement(
        row["source_row_id"], row["document_id"], row["block"], values, context.section, context.year, sources
    )


def _join(agreement: PrintedAgreement, row: dict[str, Any], own: dict[str, str | None]) -> None:
    """Add a further row; the rest of a row that a page break cut is in the values of its upper part already."""
    for name, text in own.items() if row.get("zone") != "continued" else ():
        before = agreement.values.get(name)
        if text and before:
            agreement.values[name] = f"{before}; {text}" if name in _LISTS else f"{before} {text}"
        elif text:
            agreement.values[name] = text
    agreement.rows.append((row["source_row_id"], "lanjutan"))


def _remember(row: dict[str, Any], own: dict[str, str | None], merged: set[str], context: _Context) -> None:
    for name, text in own.items():
        if name not in merged:
            context.above[name] = (text, row["source_row_id"])


def _enter_section(row: dict[str, Any], context: _Context, reference: Reference) -> None:
    """A heading that is only a year leaves the heading of the category above it in force."""
    text = collapse(" ".join(str(cell) for cell in row["cells"] if cell is not None))
    year = _section_year(text)
    if year is not None and not names_a_category(text, reference):
        context.year = year
    else:
        context.section, context.section_row, context.year = text, row["source_row_id"], year
    context.current = None


def _section_year(text: str) -> int | None:
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text) if int(year) in YEARS]
    return years[0] if len(years) == 1 else None


def _text(value: object) -> str | None:
    text = collapse_lines(str(value)) if isinstance(value, str) else ""
    return text or None


def collapse_lines(text: str) -> str:
    """White space collapsed inside each line, lines kept: they separate members of a list."""
    return "\n".join(line for line in (collapse(line) for line in text.splitlines()) if line)
