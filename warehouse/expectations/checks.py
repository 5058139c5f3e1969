"""Kinds of checks: each knows its Great Expectations form and, by its own query, which rows fail.

Great Expectations lists at most 20 failing rows and so can't name them; a test holds both against each other. Null
values pass every check but :class:`NotNull`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd


class Check(Protocol):
    """``columns`` are needed; ``failing`` is True for every row that fails."""

    @property
    def columns(self) -> tuple[str, ...]: ...
    def expectation(self, gxe: Any, **common: Any) -> Any: ...
    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]: ...


@dataclass(frozen=True)
class NotNull:
    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expectation(self, gxe: Any, **common: Any) -> Any:
        return gxe.ExpectColumnValuesToNotBeNull(column=self.column, **common)

    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame[self.column].isna()


@dataclass(frozen=True)
class OneOf:
    column: str
    values: tuple[Any, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expectation(self, gxe: Any, **common: Any) -> Any:
        return gxe.ExpectColumnValuesToBeInSet(column=self.column, value_set=list(self.values), **common)

    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame[self.column].notna() & ~frame[self.column].isin(self.values)


@dataclass(frozen=True)
class Between:
    column: str
    low: Any
    high: Any

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expectation(self, gxe: Any, **common: Any) -> Any:
        return gxe.ExpectColumnValuesToBeBetween(column=self.column, min_value=self.low, max_value=self.high, **common)

    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]:
        values = frame[self.column].dropna()
        outside = (values < self.low) | (values > self.high)
        return outside.reindex(frame.index, fill_value=False).astype(bool)


@dataclass(frozen=True)
class Shape:
    """The text matches the regular expression from its start."""

    column: str
    pattern: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expectation(self, gxe: Any, **common: Any) -> Any:
        return gxe.ExpectColumnValuesToMatchRegex(column=self.column, regex=self.pattern, **common)

    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]:
        matches = re.compile(self.pattern).match
        return frame[self.column].map(lambda value: not pd.isna(value) and matches(value) is None).astype(bool)


@dataclass(frozen=True)
class NotBelow:
    """``greater`` is at least ``smaller`` wherever both are known."""

    greater: str
    smaller: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.greater, self.smaller)

    def expectation(self, gxe: Any, **common: Any) -> Any:
        return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A=self.greater,
            column_B=self.smaller,
            or_equal=True,
            ignore_row_if="either_value_is_missing",
            **common,
        )

    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]:
        known = frame[[self.greater, self.smaller]].dropna()
        below = known[self.greater] < known[self.smaller]
        return below.reindex(frame.index, fill_value=False).astype(bool)


@dataclass(frozen=True)
class Unique:
    """No two rows have the same known values in all the columns."""

    columns: tuple[str, ...]

    def expectation(self, gxe: Any, **common: Any) -> Any:
        if len(self.columns) == 1:
            return gxe.ExpectColumnValuesToBeUnique(column=self.columns[0], **common)
        return gxe.ExpectCompoundColumnsToBeUnique(
            column_list=list(self.columns), ignore_row_if="any_value_is_missing", **common
        )

    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]:
        known = frame[list(self.columns)].dropna()
        return known.duplicated(keep=False).reindex(frame.index, fill_value=False).astype(bool)


@dataclass(frozen=True)
class HasRows:
    """The table has at least ``low`` rows."""

    low: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def expectation(self, gxe: Any, **common: Any) -> Any:
        return gxe.ExpectTableRowCountToBeBetween(
            min_value=self.low, **{key: value for key, value in common.items() if key != "mostly"}
        )

    def failing(self, frame: pd.DataFrame) -> pd.Series[bool]:
        return pd.Series(False, index=frame.index)


def is_true(column: str) -> OneOf:
    """The flag, where known, is true."""
    return OneOf(column, (True,))


def is_false(column: str) -> OneOf:
    """The flag, where known, is false."""
    return OneOf(column, (False,))
