"""Levels of lines without codes, from what their names begin with or how they are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: from the highest to the lowest
RANKS = ("urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan")
_BEGINS = (
    ("sub_kegiatan", re.compile(r"sub\s*-?\s*kegiatan\b", re.IGNORECASE)),
    ("kegiatan", re.compile(r"kegiatan\b", re.IGNORECASE)),
    ("program", re.compile(r"program\b", re.IGNORECASE)),
    ("bidang_urusan", re.compile(r"(?:urusan pemerintahan )?bidang\s+(?:urusan\b)?", re.IGNORECASE)),
    ("urusan", re.compile(r"urusan\b", re.IGNORECASE)),
)
#: share of the names at one depth that must begin with the word
_MOST = 0.6
_NUMBER = re.compile(r"(?:\d{1,4}|[A-Z]{1,4})(?:\.(?:\d{1,4}|[a-z]))*\.?")


def name_levels(lines: Sequence[tuple[str | None, str | None]]) -> list[str | None]:
    """The level of each (number, name) in print order; None where nothing says it.

    A name that begins with the word of its level says it itself (``Program ...``, ``Sub Kegiatan ...``). A line whose
    name doesn't takes the level that lines of its numbering depth have, if these all have the same one.
    """
    named = [_by_word(name) for _, name in lines]
    depths = [_depth(number) for number, _ in lines]
    by_depth: dict[int, set[str]] = {}
    for level, depth in zip(named, depths, strict=True):
        if level is not None and depth is not None:
            by_depth.setdefault(depth, set()).add(level)
    _fill_below(by_depth, {depth for depth in depths if depth is not None})
    return [
        level or (next(iter(by_depth[depth])) if depth is not None and len(by_depth.get(depth, ())) == 1 else None)
        for level, depth in zip(named, depths, strict=True)
    ]


def program_depth(lines: Sequence[tuple[str | None, str | None]]) -> int | None:
    """The one depth of numbering at which most names begin with ``Program``; None where there is none or several."""
    found: dict[int, list[bool]] = {}
    for number, name in lines:
        if (depth := _depth(number)) is not None:
            found.setdefault(depth, []).append(_by_word(name) == "program")
    depths = [depth for depth, begins in found.items() if sum(begins) > _MOST * len(begins)]
    return depths[0] if len(depths) == 1 else None


def is_only_counted(lines: Sequence[tuple[str | None, str | None]]) -> bool:
    """Whether the numbers of several lines say nothing of their level: none has more than one part."""
    return len(lines) > 1 and max((_depth(number) or 0 for number, _ in lines), default=0) <= 1


def _fill_below(by_depth: dict[int, set[str]], depths: set[int]) -> None:
    """A numbering one deeper than a known level is the next lower level: kegiatan rarely begin with their word."""
    for depth in sorted(depths - by_depth.keys()):
        above = by_depth.get(depth - 1, set())
        rank = RANKS.index(next(iter(above))) + 1 if len(above) == 1 else len(RANKS)
        if rank < len(RANKS):
            by_depth[depth] = {RANKS[rank]}


def _by_word(name: str | None) -> str | None:
    text = (name or "").strip()
    return next((level for level, pattern in _BEGINS if pattern.match(text)), None)


def _depth(number: str | None) -> int | None:
    text = "".join((number or "").split())
    return text.strip(".").count(".") + 1 if _NUMBER.fullmatch(text) else None
