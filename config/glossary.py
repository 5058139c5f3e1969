"""The words of the model as evaluators read them: labels and plain meanings in Bahasa Indonesia, by code."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

_PATH = Path(__file__).parent / "lookups" / "glossary.yaml"

#: how a status reads at a glance: reached, on its way, falls short, for people to decide, not known, not judged
Tone = Literal["good", "waiting", "lacking", "open", "unknown", "outside"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(_Strict):
    label: str
    meaning: str


class Status(Term):
    tone: Tone


class Axis(Term):
    values: dict[str, Term]


class Glossary(_Strict):
    """Every group maps a code to its words; the order is the order of reading."""

    statuses: dict[str, Status]
    axes: dict[str, Axis]
    strengths: dict[str, Term]
    bases: dict[str, Term]
    link_states: dict[str, Term]
    deciders: dict[str, Term]
    #: the terms of a link's score, by feature
    score_terms: dict[str, str]
    verdicts: dict[str, Term]
    kinds: dict[str, str]
    categories: dict[str, str]
    instruments: dict[str, str]
    document_states: dict[str, Term]


@cache
def load_glossary() -> Glossary:
    """The glossary of ``config/lookups/glossary.yaml``."""
    return Glossary.model_validate(yaml.safe_load(_PATH.read_text(encoding="utf-8")))
