"""Printed codes of programmes, offices and accounts as tuples of integers with their edition.

Codes are keyed on the integers, so that ``1.01.01.02.01.0001`` and ``1.01.01.2.01.0001`` are one sub kegiatan; the
edition tells apart the two numberings. Codes are text: what a number cell has done to them is undone only where one
reading is left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

CodeKind = Literal["nomenclature", "skpd", "rekening"]

TWO_DIGIT_EDITION = "050-5889/2021"
FOUR_DIGIT_EDITION = "900.1.15.5-1317/2023"

_WIDTHS: dict[CodeKind, tuple[int, ...]] = {
    "nomenclature": (1, 2, 2, 1, 2, 4),
    "skpd": (1, 2, 1, 2, 1, 2, 2, 4),
    "rekening": (1, 1, 2, 2, 2, 4),
}
#: segments with nothing but spaces between them, as cells of their own leave them
_SPACED = re.compile(r"\d{1,2}(?: \d{1,4})+")
_LEVELS = {1: "urusan", 2: "bidang_urusan", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
_SUB_KEGIATAN_SEGMENT = 6
_BIDANG_SEGMENT = 2


class UnreadableCode(ValueError):
    """A printed code that has no reading, or more than one."""


@dataclass(frozen=True, slots=True)
class Code:
    """``parts`` are the integers; ``text`` the code padded as its edition prints it.

    ``edition`` is known only where a sub kegiatan is printed: both editions agree on everything above it.
    """

    parts: tuple[int, ...]
    kind: CodeKind
    edition: str | None
    level: str | None
    text: str


def parse_code(
    text: str | None, kind: CodeKind = "nomenclature", known: Collection[tuple[int, ...]] = ()
) -> Code | None:
    """The code printed as ``text``; None where nothing is printed.

    Segment 4 may be printed ``02`` for ``2``, lost leading zeros are put back. ``2.1`` may be ``2.01`` or ``2.10``
    (a number cell loses the zero at either end): it is read only where one of them is in ``known``. Raises
    :class:`UnreadableCode` for letters that only look like digits, for segments that are too wide and for codes
    longer than their kind has.
    """
    printed = without_spaces(text)
    if not printed:
        return None
    if not printed.isascii():
        raise UnreadableCode(f"{text!r} holds characters that are no ASCII digits")
    if re.fullmatch(r"\d+(?:[.-]\d+)*", printed) is None:
        raise UnreadableCode(f"{text!r} is no code")
    segments = re.split(r"[.-]", printed)
    widths = _widths(segments, kind, text)
    if kind == "nomenclature":
        segments = _restore_bidang(segments, known, text)
    parts = tuple(int(segment) for segment in segments)
    edition = _edition(segments) if kind == "nomenclature" else None
    padded = ".".join(f"{part:0{width}d}" for part, width in zip(parts, widths, strict=False))
    level = _LEVELS.get(len(parts)) if kind == "nomenclature" else None
    return Code(parts, kind, edition, level, padded)


def without_spaces(text: str | None) -> str:
    """A printed code without spaces; segments that have nothing else between them are joined by points."""
    printed = " ".join((text or "").split())
    return printed.replace(" ", "." if _SPACED.fullmatch(printed) else "").strip(".")


def join_code_cells(cells: Sequence[str | None]) -> str:
    """The code printed over several cells, up to the last filled one; a gap between filled cells is an error.

    Raises :class:`UnreadableCode` where a cell in the middle is empty: which segment is lacking changes the line.
    """
    texts = [without_spaces(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if any(not text for text in texts):
        raise UnreadableCode(f"code cells {list(cells)!r} have a gap")
    return ".".join(texts)


def _widths(segments: list[str], kind: CodeKind, printed: str | None) -> tuple[int, ...]:
    widths = _WIDTHS[kind]
    if len(segments) > len(widths):
        raise UnreadableCode(f"{printed!r} has {len(segments)} segments, a {kind} code at most {len(widths)}")
    if kind == "nomenclature" and len(segments) == _SUB_KEGIATAN_SEGMENT and len(segments[-1]) <= 2:
        widths = (*widths[:-1], 2)
    allowed = [max(width, 2) if kind == "nomenclature" else width for width in widths]
    for segment, width in zip(segments, allowed, strict=False):
        if len(segment) > width and len(segment.lstrip("0")) > width:
            raise UnreadableCode(f"{printed!r}: segment {segment} is wider than {width} digits")
    return widths


def _edition(segments: list[str]) -> str | None:
    if len(segments) < _SUB_KEGIATAN_SEGMENT:
        return None
    return TWO_DIGIT_EDITION if len(segments[-1]) <= 2 else FOUR_DIGIT_EDITION


def _restore_bidang(segments: list[str], known: Collection[tuple[int, ...]], printed: str | None) -> list[str]:
    """``2.1`` came out of a number cell: the bidang is 01 or 10, whichever is known."""
    if len(segments) != _BIDANG_SEGMENT or len(segments[1]) != 1:
        return segments
    readings = [(int(segments[0]), int(segments[1])), (int(segments[0]), int(segments[1]) * 10)]
    fitting = [reading for reading in readings if reading in known]
    if len(fitting) != 1:
        raise UnreadableCode(f"{printed!r} has lost a zero: it may be {readings[0]} or {readings[1]}")
    return [str(part) for part in fitting[0]]
