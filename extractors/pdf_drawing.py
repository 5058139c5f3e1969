"""What a PDF page shows apart from text, as arrays: lines along the axes, filled areas, pictures, and what came when.

Coordinates are PDF user space, y upwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Areas:
    """Filled rectangles: x0, y0, x1, y1; red, green, blue; place in the painting order; does nothing shine through?"""

    boxes: Floats
    colors: Ints
    orders: Floats
    is_opaque: Bools


NO_AREAS = Areas(np.zeros((0, 4)), np.zeros((0, 3), np.int64), np.zeros(0), np.zeros(0, bool))


@dataclass(frozen=True, slots=True)
class Drawing:
    """All path, image and text objects of a page.

    ``rulings``: x0, y0, x1, y1 of straight lines along an axis, without thickness; with it, a dot. ``slants``: the
    middles of edges along no axis. ``areas`` are in painting order. ``texts`` and ``text_orders``: the addresses of the
    text objects, rising, and their places in the painting order. ``images``: boxes of pictures.
    """

    rulings: Floats
    slants: Floats
    areas: Areas
    texts: Ints
    text_orders: Floats
    images: Floats


@dataclass(slots=True)
class Collected:
    """Pieces of a :class:`Drawing`, object list by object list."""

    rulings: list[Floats] = field(default_factory=lambda: [np.zeros((0, 4))])
    slants: list[tuple[float, float]] = field(default_factory=list)
    areas: list[Areas] = field(default_factory=lambda: [NO_AREAS])
    texts: list[Ints] = field(default_factory=lambda: [np.zeros(0, np.int64)])
    text_orders: list[Floats] = field(default_factory=lambda: [np.zeros(0)])
    images: list[Floats] = field(default_factory=lambda: [np.zeros((0, 4))])

    def drawing(self) -> Drawing:
        orders = np.concatenate([areas.orders for areas in self.areas])
        ranked = np.argsort(orders, kind="stable")
        areas = Areas(
            np.vstack([areas.boxes for areas in self.areas])[ranked],
            np.vstack([areas.colors for areas in self.areas])[ranked],
            orders[ranked],
            np.concatenate([areas.is_opaque for areas in self.areas])[ranked],
        )
        texts = np.concatenate(self.texts)
        rising = np.argsort(texts)
        return Drawing(
            rulings=np.vstack(self.rulings),
            slants=np.array(self.slants, float).reshape(-1, 2),
            areas=areas,
            texts=texts[rising],
            text_orders=np.concatenate(self.text_orders)[rising],
            images=np.vstack(self.images),
        )
