"""How near two texts are by what the nomenclature says together: latent semantic analysis over its hierarchy.

Fitted on the national nomenclature only, never on documents or decisions, so that it is part of the shipped model. Text
vectors are rounded to whole numbers: their products are exact, whatever the order in which they are added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD

from transforms.matching.term_space import TermSpace, unit_rows
from transforms.matching.text import Bag, Vocabulary

DIMENSIONS = 64
STEPS = 127


class Meaning:
    """Vectors of texts in the space of the nomenclature."""

    def __init__(self, names: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> None:
        """``names``: per entry its own name and those above it."""
        bags = [vocabulary.bag("\n".join(name for name in chain if name)) for chain in names]
        self._space = TermSpace([(bag,) for bag in bags], (), vocabulary)
        rows = unit_rows(self._space.read(bags).matrix)
        dimensions = min(DIMENSIONS, min(rows.shape) - 1)
        self._svd = TruncatedSVD(dimensions, algorithm="arpack", random_state=0).fit(rows) if dimensions > 1 else None

    def vectors(self, *parts: Sequence[Bag]) -> np.ndarray:
        """Return texts x dimensions as whole numbers (float32), length about ``STEPS``; no known term, all zeros.

        Several ``parts`` of equal length are read together, text by text.
        """
        if self._svd is None or not parts[0]:
            return np.zeros((len(parts[0]), 1), np.float32)
        rows = self._space.read(parts[0]).matrix
        for part in parts[1:]:
            rows = rows.maximum(self._space.read(part).matrix).tocsr()
        vectors = self._svd.transform(unit_rows(rows))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        units = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 1e-9)
        whole: np.ndarray = np.rint(STEPS * units).astype("f4")
        return whole


def nearness(products: np.ndarray) -> np.ndarray:
    """Return products of vectors as likeness in 0..1; opposite meanings count as none."""
    return np.clip(products / STEPS**2, 0.0, 1.0)


@cache
def meaning_of(reference: Any, vocabulary: Vocabulary) -> Meaning:
    """Return the meaning of the reference's nomenclature."""
    frame = getattr(reference, "nomenclature", None)
    if frame is None:
        return Meaning([], vocabulary)
    name = dict(zip(frame["code"], frame["name"], strict=True))
    chains = {(text, *_above(code, name)) for code, text in zip(frame["code"], frame["name"], strict=True)}
    return Meaning(sorted(chains), vocabulary)


def _above(code: str, name: dict[str, str]) -> tuple[str, ...]:
    """Return the names above a code; the entry's own bidang says what field it belongs to."""
    parts = code.split(".")
    return tuple(name.get(".".join(parts[:length]), "") for length in range(2, len(parts)))
