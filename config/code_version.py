"""The version of what turns bytes into facts: a hash of code, layouts, lookups and reference data."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("config", "extractors", "transforms", "warehouse")
_SUFFIXES = {".py", ".yaml", ".csv"}


@cache
def code_version() -> str:
    """Twelve hex digits that change whenever a document read now could come out differently than before."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((_ROOT / package).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
