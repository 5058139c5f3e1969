"""What each warning of an agreement says in Bahasa Indonesia, for publications."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_PATH = Path(__file__).parent / "lookups" / "agreement_warnings.yaml"


@cache
def load_warning_meanings() -> dict[str, str]:
    """Warning -> one sentence, in the order of the file."""
    meanings: dict[str, str] = yaml.safe_load(_PATH.read_text(encoding="utf-8"))
    return meanings
