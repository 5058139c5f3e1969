"""When documents are due: rules of ``config/calendar.yaml`` keyed by regime, level and kind."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from config.regions import ExpectedKind

CALENDAR_PATH = Path(__file__).with_name("calendar.yaml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Regime(_Strict):
    """A set of planning and budgeting rules and the fiscal years it governs."""

    id: str
    title: str
    from_year: int | None = None
    to_year: int | None = None
    verified: bool

    def governs(self, fiscal_year: int) -> bool:
        return (self.from_year or fiscal_year) <= fiscal_year <= (self.to_year or fiscal_year)


class DueRule(_Strict):
    """One document that fiscal year N promises, and its last day."""

    kind: ExpectedKind
    version: str | None = None
    period: str | None = None
    #: whether the region hands in one document or each office its own
    per: Literal["region", "office"] = "region"
    levels: tuple[Literal["provinsi", "kabkota"], ...]
    regimes: tuple[str, ...]
    year_offset: int
    month: int
    day: int
    verified: bool
    source: str

    @model_validator(mode="after")
    def _day_exists(self) -> Self:
        date(2023, self.month, self.day)
        return self

    def due_date(self, fiscal_year: int) -> date:
        return date(fiscal_year + self.year_offset, self.month, self.day)


class Calendar(_Strict):
    """All regimes and due rules."""

    regimes: tuple[Regime, ...]
    due: tuple[DueRule, ...]

    @model_validator(mode="after")
    def _rules_name_known_regimes_once(self) -> Self:
        known = {regime.id for regime in self.regimes}
        seen: set[tuple[str, ...]] = set()
        for rule in self.due:
            if strangers := set(rule.regimes) - known:
                raise ValueError(f"due rule for {rule.kind} names unknown regimes {sorted(strangers)}")
            for regime in rule.regimes:
                for level in rule.levels:
                    key = (regime, level, rule.kind, rule.version or "", rule.period or "")
                    if key in seen:
                        raise ValueError(f"two due dates for {key}")
                    seen.add(key)
        return self

    def regime_of(self, fiscal_year: int) -> str:
        """The regime in force; raises ``LookupError`` unless exactly one governs the year."""
        governing = [regime.id for regime in self.regimes if regime.governs(fiscal_year)]
        if len(governing) != 1:
            raise LookupError(f"fiscal year {fiscal_year} is governed by {governing or 'no regime'}")
        return governing[0]

    def rules(self, regime: str, level: str) -> tuple[DueRule, ...]:
        """The due rules of one regime and level; raises ``LookupError`` for a regime nobody declared."""
        if regime not in {known.id for known in self.regimes}:
            raise LookupError(f"regime {regime!r} is not declared in the calendar")
        return tuple(rule for rule in self.due if regime in rule.regimes and level in rule.levels)


@cache
def load_calendar(path: Path = CALENDAR_PATH) -> Calendar:
    """The calendar of ``path``; raises ``ValueError`` where a rule is doubled or names an unknown regime."""
    return Calendar.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
