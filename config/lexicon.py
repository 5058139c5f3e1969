"""Wordings registers use: editable YAML under ``config/lookups``, read into frozen models that refuse unknown keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

LOOKUP_DIR = Path(__file__).parent / "lookups"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Regions(_Strict):
    """``aliases``: region code -> other names. ``level_words``: level (or ``any``) -> words before a name."""

    aliases: dict[str, tuple[str, ...]]
    level_words: dict[str, tuple[str, ...]]
    only_behind_level_word: tuple[str, ...]


class OfficeUnit(_Strict):
    starts: tuple[str, ...]
    office: str


class Offices(_Strict):
    """``abbreviations``: short name -> names it may stand for, separated by ``|``."""

    abbreviations: dict[str, str]
    units: tuple[OfficeUnit, ...]
    starts: tuple[str, ...]


class InstrumentWords(_Strict):
    instrument: str
    words: tuple[str, ...]


class CategoryWords(_Strict):
    category: str
    words: tuple[str, ...]


class PartyKindWords(_Strict):
    """``starts``: the first words of a name; ``prefixes``: beginnings of any of its words; ``words``: anywhere."""

    kind: str
    starts: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class BudgetScopePatterns(_Strict):
    scope: str
    patterns: tuple[str, ...]


class AgreementWords(_Strict):
    instruments: tuple[InstrumentWords, ...]
    short_instruments: tuple[InstrumentWords, ...]
    addendum_words: tuple[str, ...]
    renewal_words: tuple[str, ...]
    categories: tuple[CategoryWords, ...]
    partner_columns: dict[str, tuple[str, ...]]
    party_kinds: tuple[PartyKindWords, ...]
    category_of_party_kind: dict[str, str | None]
    statuses: dict[str, tuple[str, ...]]
    budget_scopes: tuple[BudgetScopePatterns, ...]


class Lexicon(_Strict):
    regions: Regions
    offices: Offices
    agreements: AgreementWords
    #: abbreviation (as written) -> words
    abbreviations: dict[str, str]


@cache
def load_lexicon(directory: Path = LOOKUP_DIR) -> Lexicon:
    """All lookups of ``directory``; a key that no model knows is an error."""

    def read(name: str) -> dict[str, Any]:
        content: dict[str, Any] = yaml.safe_load((directory / f"{name}.yaml").read_text(encoding="utf-8"))
        return content

    return Lexicon(
        regions=Regions.model_validate(read("regions")),
        offices=Offices.model_validate(read("offices")),
        agreements=AgreementWords.model_validate(read("agreements")),
        abbreviations=read("abbreviations")["abbreviations"],
    )
