"""What each flag of an assessment says in Bahasa Indonesia, for dictionaries in publications."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_PATH = Path(__file__).parent / "lookups" / "assessment_flags.yaml"


@cache
def load_flag_meanings() -> dict[str, str]:
    """Flag -> one sentence, in the order of the file."""
    meanings: dict[str, str] = yaml.safe_load(_PATH.read_text(encoding="utf-8"))
    return meanings
