"""Turns frames into rows of a table and writes them in bulk, the same values on both databases.

A row is a tuple in the table's column order holding only ``str``, ``int``, ``float``, ``bool``, ``date``, ``datetime``
and ``None``, so that rows read back compare equal to the rows written.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Double, Integer, Table

Row = tuple[Any, ...]


class UnfitFrame(ValueError):
    """A frame can't become rows of its table: a column or key is missing, doubled, or of the wrong type."""


def build_rows(table: Table, frame: pd.DataFrame, fixed: Mapping[str, Any]) -> list[Row]:
    """Rows of ``table`` from the frame's columns of the same name; ``fixed`` values hold for every row.

    Other columns of the frame are left alone. Absent columns take the column's default or null. Keys named ``fact_id``
    are computed. Raises :class:`UnfitFrame`.
    """
    if len(frame) == 0:
        return []
    columns = [_column_values(table, column, frame, fixed) for column in table.columns]
    return _with_fact_ids(table, list(zip(*columns, strict=True)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add rows in bulk within the connection's transaction: COPY on PostgreSQL, executemany on SQLite."""
    if not rows:
        return
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    if connection.dialect.name == "postgresql":
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(table.columns))
    connection.exec_driver_sql(
        f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})", list(_for_sqlite(table, rows))
    )


def delete_rows(connection: Connection, table: Table, keys: Sequence[Row]) -> None:
    """Remove the rows with these primary keys."""
    if not keys:
        return
    quote = connection.dialect.identifier_preparer.quote
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    where = " AND ".join(f"{quote(column.name)} = {mark}" for column in table.primary_key.columns)
    connection.exec_driver_sql(f"DELETE FROM {quote(table.name)} WHERE {where}", list(keys))


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no blanks and text as it is: equal values give equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if value is pd.NA or value is pd.NaT:
        return None
    raise TypeError(f"{type(value).__name__} is no JSON value")


def _column_values(table: Table, column: Column[Any], frame: pd.DataFrame, fixed: Mapping[str, Any]) -> list[Any]:
    convert = _converter(column)
    if column.name in fixed:
        return [convert(fixed[column.name])] * len(frame)
    default = column.default.arg if column.default is not None else None  # type: ignore[attr-defined]
    is_computed = bool(column.info.get("fact_id"))
    if column.name not in frame.columns:
        if not column.nullable and default is None and not is_computed:
            raise UnfitFrame(f"{table.name}.{column.name} is required and not in the frame")
        return [default] * len(frame)
    try:
        values = [convert(value) for value in frame[column.name].astype(object)]
    except (TypeError, ValueError, OverflowError) as error:
        raise UnfitFrame(f"{table.name}.{column.name}: {error}") from error
    if default is not None:
        values = [default if value is None else value for value in values]
    if not column.nullable and not is_computed and None in values:
        raise UnfitFrame(f"{table.name}.{column.name} is null in row {values.index(None)}")
    return values


def _converter(column: Column[Any]) -> Callable[[Any], Any]:
    if column.info.get("json"):
        return lambda value: None if _is_null(value) else _json_text(value)
    for kind, convert in _CONVERTERS:
        if isinstance(column.type, kind):
            return lambda value: None if _is_null(value) else convert(value)
    return lambda value: None if _is_null(value) else _text(value)


def _is_null(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _whole(value: Any) -> int:
    number = int(value)
    if number != value or not -(2**63) <= number < 2**63:
        raise ValueError(f"{value!r} is no 64-bit integer")
    return number


def _day(value: Any) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def _clock(value: Any) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(moment, pd.Timestamp):
        moment = moment.to_pydatetime(warn=False)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _json_text(value: Any) -> str:
    """Values as canonical JSON; text is JSON already."""
    return _text(value if isinstance(value, str) else canonical_json(value)).replace("\\u0000", "")


def _text(value: Any) -> str:
    """Text that both databases can hold: no NUL, no half surrogate pairs (both occur in damaged text layers).

    Sound text is given back as it is: copies of every cell of a long sheet were half of what writing it took.
    """
    text = str(value).replace("\x00", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


_CONVERTERS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Boolean, bool),
    (Integer, _whole),
    (Double, float),
    (DateTime, _clock),
    (Date, _day),
)


def _with_fact_ids(table: Table, rows: list[Row]) -> list[Row]:
    names = [column.name for column in table.columns]
    if "fact_id" not in names:
        return rows
    place = names.index("fact_id")
    identity = table.info.get("identity") or [name for name in names if name not in ("fact_id", "run_id")]
    picks = [names.index(name) for name in identity]
    seen: Counter[str] = Counter()
    result = []
    for row in rows:
        text = canonical_json([row[pick] for pick in picks])
        seen[text] += 1
        key = hashlib.sha256(f"{table.name}|{text}|{seen[text]}".encode()).hexdigest()[:32]
        result.append((*row[:place], key, *row[place + 1 :]))
    if table.info.get("identity") and len(seen) < len(rows):
        raise UnfitFrame(f"{table.name} has two rows for {seen.most_common(1)[0][0]}")
    return result


def _for_sqlite(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    clocks = [i for i, column in enumerate(table.columns) if isinstance(column.type, Date | DateTime)]
    if not clocks:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for i in clocks:
            if isinstance(values[i], datetime):
                values[i] = values[i].isoformat(" ", "microseconds")
            elif values[i] is not None:
                values[i] = values[i].isoformat()
        yield tuple(values)
