"""Words put together as they are read: the text of cells, and lines outside tables.

Wrapped lines are joined by one space, also after a hyphen or slash, so that nothing has to guess whether a hyphen was
printed. Two words that follow each other without a space in the text layer stay together on a line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.pdf_words import Words, reading_frame

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: share of the height: baselines nearer than this are one line
_SAME_LINE = 0.5
#: share of the height: words without a space between stay together up to this gap
_GLUE_GAP = 0.4
#: times the height: text further apart on one line is another block (two signatures side by side)
_BLOCK_GAP = 10.0


def cell_texts(words: Words, owners: Ints, count: int) -> list[str]:
    """The text of each of ``count`` cells; ``owners`` names the cell of each word, negative for none."""
    order, lines = _reading_order(words, owners)
    texts = [""] * count
    parts: list[str] = []
    previous_owner = -1
    owner_list, separators = owners[order].tolist(), _separators(words, order, lines)
    for word, owner, separator in zip(order.tolist(), owner_list, separators, strict=True):
        if owner < 0:
            continue
        if owner != previous_owner:
            if parts:
                texts[previous_owner] = "".join(parts)
            parts, previous_owner = [words.texts[word]], owner
        else:
            parts += (separator, words.texts[word])
    if parts:
        texts[previous_owner] = "".join(parts)
    return texts


def text_lines(words: Words) -> list[tuple[str, tuple[float, float, float, float]]]:
    """(text, box) of each printed line from top to bottom; blocks set far apart side by side are lines of their own."""
    if not len(words):
        return []
    order, lines = _reading_order(words, np.zeros(len(words), np.int64))
    separators = _separators(words, order, lines)
    gap, height = _gaps(words, order)
    goes_on = np.zeros(len(order), bool)
    goes_on[1:] = (lines[1:] == lines[:-1]) & (gap < _BLOCK_GAP * height)
    found: list[tuple[list[str], list[int]]] = []
    for position, word in enumerate(order.tolist()):
        if goes_on[position]:
            found[-1][0].extend((separators[position], words.texts[word]))
            found[-1][1].append(word)
        else:
            found.append(([words.texts[word]], [word]))
    return [("".join(parts), _around(words.boxes[members])) for parts, members in found]


def _around(boxes: Floats) -> tuple[float, float, float, float]:
    low, high = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
    return low[0], low[1], high[0], high[1]


def _reading_order(words: Words, owners: Ints) -> tuple[Ints, Ints]:
    """(order of the words, line number of each word in that order)."""
    if not len(words):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    frame = reading_frame(words.boxes, words.turns)
    middle, height = (frame[:, 1] + frame[:, 3]) / 2, frame[:, 3] - frame[:, 1]
    by_line = np.lexsort((middle, words.turns, owners))
    is_new = np.ones(len(words), bool)
    before, after = by_line[:-1], by_line[1:]
    apart = middle[after] - middle[before] > _SAME_LINE * np.minimum(height[before], height[after])
    is_new[1:] = apart | (owners[after] != owners[before]) | (words.turns[after] != words.turns[before])
    line_of = np.empty(len(words), np.int64)
    line_of[by_line] = np.cumsum(is_new)
    order = np.lexsort((frame[:, 0], line_of))
    return order, line_of[order]


def _gaps(words: Words, order: Ints) -> tuple[Floats, Floats]:
    """(distance to the word before, height) along the baseline for all words of ``order`` but the first."""
    frame = reading_frame(words.boxes, words.turns)
    before, after = order[:-1], order[1:]
    return frame[after, 0] - frame[before, 2], frame[after, 3] - frame[after, 1]


def _separators(words: Words, order: Ints, lines: Ints) -> list[str]:
    """What stands before each word of ``order``: nothing where it is glued to the word before, else one space."""
    if not len(order):
        return []
    before, after = order[:-1], order[1:]
    gap, height = _gaps(words, order)
    glued = words.is_glued[after] & (after == before + 1) & (lines[1:] == lines[:-1]) & (gap < _GLUE_GAP * height)
    return ["", *map((" ", "").__getitem__, glued.tolist())]
