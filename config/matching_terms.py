"""The editable word lists of reconciliation: abbreviations, concepts, generic words, secretariat lines, forms."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

MATCHING_TERMS = Path(__file__).parent / "lookups" / "matching_terms.yaml"


class MatchingTerms(BaseModel):
    """``lookups/matching_terms.yaml`` as read; each list is explained there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    abbreviations: dict[str, str]
    concepts: dict[str, tuple[str, ...]]
    generic: tuple[str, ...]
    secretariat_lines: tuple[str, ...]
    office_running: tuple[str, ...]
    unit_services: tuple[str, ...]
    units_of_offices: dict[str, str]
    partner_forms: tuple[str, ...]
    partner_names: tuple[tuple[str, ...], ...]
    partner_fields: dict[str, tuple[str, ...]]


@cache
def load_matching_terms() -> MatchingTerms:
    """Return the word lists; raises ``pydantic.ValidationError`` on unknown or missing keys."""
    return MatchingTerms.model_validate(yaml.safe_load(MATCHING_TERMS.read_text(encoding="utf-8")))
