"""Charts told from tables: both are drawn of lines and boxes with words between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: a chart has at least so many rows and columns of lines
_FEWEST = 5
#: share of the fields that hold text: a table has a row (its header) or a column (its names) above it
_SPARSE = 0.5
#: so many edges along no axis are a curve; a signature's stand in a table full of text
_CURVE = 12
#: bars or slices of so many colours
_BARS = 2


def is_chart(owner: Ints, owners: Ints, slants: int, colors: int) -> bool:
    """Is the grid a chart? ``owner`` is the cell of each field, ``owners`` that of each word (-1 for none).

    A sparse grid with curves inside is one, and so is one with bars of several ``colors`` and words of which no row and
    no column is half filled. A blank form has a header, and an empty grid stays a table: its rows were printed. But an
    empty grid of one column is the field of a chart with its level lines.
    """
    has_text = np.zeros(int(owner.max()) + 2, bool)
    has_text[owners] = True
    has_text[-1] = False
    filled = has_text[owner]
    if slants >= _CURVE and filled.mean() < _SPARSE:
        return True
    if filled.shape[1] == 1 and not filled.any():
        return True
    if colors < _BARS or min(filled.shape) < _FEWEST or not filled.any():
        return False
    return bool(max(filled.mean(axis=0).max(), filled.mean(axis=1).max()) < _SPARSE)
