"""What a rule is, and the rules that the tables themselves already state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import CheckConstraint, Column, Table, UniqueConstraint

from warehouse.expectations.checks import Between, Check, NotNull, OneOf, Unique, is_true
from warehouse.tables import DOCUMENT_SCOPE, TABLES

Severity = Literal["critical", "warning"]
#: filled in by the loading itself
_FILLED = frozenset({"run_id", "fact_id"})


@dataclass(frozen=True)
class Rule:
    """A check on one frame. ``says`` is what should hold, in Bahasa Indonesia.

    ``shows`` is a column whose text tells what a failing row prints; ``mostly`` is the share of rows that must pass;
    ``kinds`` the document kinds it is for (all when empty); frames with fewer than ``min_rows`` rows are not judged.
    """

    table: str
    name: str
    says: str
    check: Check
    severity: Severity = "warning"
    mostly: float = 1.0
    kinds: frozenset[str] = frozenset()
    min_rows: int = 0
    shows: str | None = None

    @property
    def expectation_name(self) -> str:
        return f"{self.table}.{self.name}"


def declared_rules(name: str) -> list[Rule]:
    """What table ``name`` says of its rows: required columns, word lists, ranges, keys and references."""
    return list(_declared(TABLES[name]))


def referring_columns(table: Table) -> list[tuple[str, str]]:
    """(column, table it points to) for references within one document."""
    return [
        (key.parent.name, key.column.table.name)
        for key in sorted(table.foreign_keys, key=lambda key: str(key.parent.name))
        if key.column.table.name in DOCUMENT_SCOPE and key.column.table.name != "document"
    ]


def _declared(table: Table) -> Iterator[Rule]:
    for column in table.columns:
        if _must_be_given(column, table):
            yield _critical(table, f"{column.name}_ada", f"{column.name} terisi", NotNull(column.name))
    for constraint in sorted(table.constraints, key=lambda each: str(each.name)):
        if isinstance(constraint, CheckConstraint):
            yield from _checked(table, constraint)
        elif isinstance(constraint, UniqueConstraint) or constraint is table.primary_key:
            yield from _keyed(table, tuple(column.name for column in constraint.columns))
    for column_name, other in referring_columns(table):
        says = f"{column_name} menunjuk baris {other} yang ada"
        yield _critical(table, f"{column_name}_dikenal", says, is_true(f"{column_name}_is_known"))


def _must_be_given(column: Column[object], table: Table) -> bool:
    given = column.name not in _FILLED and column.name != DOCUMENT_SCOPE[table.name]
    return given and not column.nullable and column.default is None


def _checked(table: Table, constraint: CheckConstraint) -> Iterator[Rule]:
    info = constraint.info
    if "values" in info:
        says = f"{info['column']} berupa salah satu istilah baku"
        yield _critical(table, f"{info['column']}_baku", says, OneOf(info["column"], info["values"]))
    elif "range" in info:
        low, high = info["range"]
        says = f"{info['column']} antara {low} dan {high}"
        yield _critical(table, f"{info['column']}_wajar", says, Between(info["column"], low, high))


def _keyed(table: Table, columns: tuple[str, ...]) -> Iterator[Rule]:
    if not set(columns) & (_FILLED | {DOCUMENT_SCOPE[table.name]}):
        yield _critical(table, f"{columns[-1]}_tunggal", f"{', '.join(columns)} tidak berulang", Unique(columns))


def _critical(table: Table, name: str, says: str, check: Check) -> Rule:
    return Rule(table.name, name, says, check, "critical")
