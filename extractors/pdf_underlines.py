"""Lines that belong to words: underlines (of links, of names) and strikeouts, which part no cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_words import Words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_NO_THICKNESS = 1e-4
#: points: the ends of an underline and of its words agree this far; a border comes this near to the next
_END = 0.75
#: share of the height: a space behind the last word may be underlined too, and stands between words
_SPACE = 0.5
#: share of the height by which an underline may lie below the descent
_BELOW = 0.1


def without_underlines(rulings: Floats, words: Words) -> Floats:
    """Rulings (x0, top, x1, bottom) but for level ones that run from word start to word end through or under words.

    One that reaches an upright line at either end stays: a border may be as long as a text that fills its cell.
    """
    if not len(rulings) or not len(words):
        return rulings
    upright_words = words.boxes[words.turns == 0]
    is_level = rulings[:, 3] - rulings[:, 1] < _NO_THICKNESS
    may_be = is_level & _is_near(np.sort(upright_words[:, 0]), rulings[:, 0], _END, _END)
    if not may_be.any():
        return rulings
    walls = np.sort(rulings[rulings[:, 2] - rulings[:, 0] < _NO_THICKNESS, 0])
    slack = _SPACE * float(np.median(words.boxes[:, 3] - words.boxes[:, 1])) + _END
    may_be &= _is_near(np.sort(upright_words[:, 2]), rulings[:, 2], slack, _END)
    may_be &= ~_is_near(walls, rulings[:, 0], _END, _END) & ~_is_near(walls, rulings[:, 2], _END, _END)
    for index in np.flatnonzero(may_be).tolist():
        may_be[index] = _runs_along(rulings[index], upright_words)
    return rulings[~may_be]


def _is_near(sorted_values: Floats, at: Floats, before: float, after: float) -> Bools:
    """Does any value lie from ``before`` below to ``after`` above each of ``at``?"""
    first = np.searchsorted(sorted_values, at - before, "left")
    near: Bools = np.searchsorted(sorted_values, at + after, "right") > first
    return near


def _runs_along(line: Floats, words: Floats) -> bool:
    """Do words stand on the line (or are they struck through) from its one end to the other?"""
    x0, y, x1, _ = line
    height = words[:, 3] - words[:, 1]
    on_line = words[(words[:, 1] < y) & (y < words[:, 3] + _BELOW * height) & (words[:, 2] > x0) & (words[:, 0] < x1)]
    if not len(on_line):
        return False
    on_line = on_line[np.argsort(on_line[:, 0])]
    space = _SPACE * float((on_line[:, 3] - on_line[:, 1]).max())
    ends = np.append(on_line[1:, 0], x1)
    is_dense = bool((ends - np.maximum.accumulate(on_line[:, 2]) <= space).all())
    return is_dense and abs(on_line[0, 0] - x0) <= _END and float(on_line[:, 2].max()) <= x1 + _END
