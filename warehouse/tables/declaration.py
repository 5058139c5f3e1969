"""How tables are declared: naming convention, recurring column types, and the history twin of every fact table.

Types are chosen so that both databases hold the same values: money is a 64-bit integer of sen, quantities are double
precision beside their printed text, structured values are canonical JSON text, clock times are UTC without a zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Double, ForeignKey, Integer, MetaData, Table
from sqlalchemy import Text as SqlText
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Text = Annotated[str, mapped_column(SqlText)]
OptionalText = Annotated[str | None, mapped_column(SqlText)]
Int = Annotated[int, mapped_column(Integer)]
OptionalInt = Annotated[int | None, mapped_column(Integer)]
Sen = Annotated[int, mapped_column(BigInteger)]
OptionalSen = Annotated[int | None, mapped_column(BigInteger)]
Quantity = Annotated[float | None, mapped_column(Double)]
Day = Annotated[date, mapped_column(Date)]
OptionalDay = Annotated[date | None, mapped_column(Date)]
Flag = Annotated[bool, mapped_column(Boolean)]
OptionalFlag = Annotated[bool | None, mapped_column(Boolean)]
#: canonical JSON: sorted keys, no blanks, text as it is
Json = Annotated[str, mapped_column(SqlText, info={"json": True})]
OptionalJson = Annotated[str | None, mapped_column(SqlText, info={"json": True})]
Key = Annotated[str, mapped_column(SqlText, primary_key=True)]
#: key of a row that has no natural one: a hash of its content (or of ``Table.info["identity"]``)
FactId = Annotated[str, mapped_column(SqlText, primary_key=True, info={"fact_id": True})]
#: the run that made the row valid
RunId = Annotated[int, mapped_column(ForeignKey("run.run_id", deferrable=True, initially="DEFERRED"))]


class Declared(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {str: SqlText}


def reference(column: str, *, is_key: bool = False, index: bool = True) -> Any:
    """A column that points to another table; checked at commit, so that writing has no order to keep."""
    key = ForeignKey(column, deferrable=True, initially="DEFERRED")
    return mapped_column(key, primary_key=is_key, index=index)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """The column, where not null, holds one of these words; expectations are derived from ``info``."""
    words = tuple(values)
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column, info={"column": column, "values": words})


def between(column: str, low: int | float, high: int | float) -> CheckConstraint:
    """The column, where not null, lies in this range; expectations are derived from ``info``."""
    info = {"column": column, "range": (low, high)}
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range", info=info)


def declare_history(table: Table) -> Table:
    """The twin that keeps the ended rows of ``table``: the same columns, and the run that ended each row."""
    copies = [Column(column.name, column.type, nullable=True, info=dict(column.info)) for column in table.columns]
    ended = Column("ended_run_id", Integer, nullable=False, index=True)
    return Table(f"{table.name}_history", table.metadata, *copies, ended, info={"history_of": table.name})
