"""Figures checked against the alphabet of their own document, glyph by glyph.

Tesseract may read one picture wrongly twice with great confidence (``5.933`` as ``6.933``, a lone ``1`` as ``4``). But
a document prints thousands of digits in few fonts: a glyph that looks like those read as ``5`` everywhere else is no
``6``. A reading of a figure is confirmed where each of its glyphs is nearest to glyphs of the same name in other cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.ocr_glyphs import (
    DIGIT_WIDTH,
    FIGURE_CHARACTERS,
    LOOKS,
    PLACE,
    WIDTH_AT,
    Glyphs,
    cut_freely,
    digit_steps,
    looks_of,
)

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: the first names of ``FIGURE_CHARACTERS`` are digits
_DIGITS = 10
#: a vote counts a third at so many times the squared distance of a glyph to its nearest twins but so many, or at least
_COARSER, _TWINS, _FINEST = 0.7, 8, 0.015
#: support counts votes of lesser likeness, too: their fifth root
_WIDELY = 1 / 5
#: a name needs this share of the votes, and so many votes from other cells
_MAJORITY, _KNOWN = 0.6, 2.0
#: fewer votes are enough for what two readings agree on
_RARE = 0.5
#: what is read by its looks alone, or has few votes, must be the image of many and like nothing else
_UNANIMOUS, _WELL_KNOWN = 0.97, 10.0
#: a digit so much wider than others, or so much further from the next, hides something more: a lost point
_WIDER, _FURTHER = 1.4, 1.45
#: so many glyphs have a vote, taken evenly from all
_MOST_VOTERS = 6000
#: what parts thousands and decimals
_MARKS = ".,"
_POINT, _COMMA = map(FIGURE_CHARACTERS.index, _MARKS)


@dataclass(frozen=True, slots=True)
class _Voters:
    """The glyphs that vote; ``is_named``: glyph x name, ``width``: that of a digit, ``step``: from digit to digit,
    ``grain``: see :func:`_grain`.
    """

    looks: Floats
    squares: Floats
    is_named: Floats
    cells: Ints
    width: float
    step: float
    grain: float

    def votes(self, looks: Floats, cells: Ints) -> tuple[Floats, Floats]:
        """(votes, votes of lesser likeness counted, too) for each name, from glyphs of other cells than ``cells``."""
        apart = (looks**2).sum(axis=1)[:, None] + self.squares - 2 * looks @ self.looks.T
        widely = np.exp(np.maximum(apart, 0.0) * np.float32(-_WIDELY / self.grain))
        widely[cells[:, None] == self.cells] = 0.0
        squared = widely * widely
        return (squared * squared * widely) @ self.is_named, widely @ self.is_named

    def take(self, keep: NDArray[np.bool_]) -> _Voters:
        return replace(
            self,
            looks=self.looks[keep],
            squares=self.squares[keep],
            is_named=self.is_named[keep],
            cells=self.cells[keep],
        )


class Alphabet:
    """The glyphs of all figures of a document, as tesseract named them; most names are right, so they outvote the rest.

    ``cell`` tells the cells of a document apart: no cell has a vote on itself.
    """

    def __init__(self) -> None:
        self._looks: list[Floats] = []
        self._names: list[Ints] = []
        self._cells: list[Ints] = []
        self._steps: list[Floats] = []
        self._voters: _Voters | None = None

    def add(self, glyphs: Glyphs, cell: int) -> None:
        """Let the glyphs of a cell vote under the names tesseract gave them."""
        self._looks.append(glyphs.looks)
        self._names.append(np.array([FIGURE_CHARACTERS.index(name) for name in glyphs.names]))
        self._cells.append(np.full(len(glyphs.names), cell))
        self._steps.append(glyphs.steps)
        self._voters = None

    def upholds(self, glyphs: Glyphs, cell: int, are_agreed: bool) -> str | None:
        """The figure where each glyph looks like most of those of its name in other cells and no gap parts two digits.

        A point may look like a comma: then the figure says which it is, if it has thousands and decimals. Where two
        readings ``are_agreed``, rare glyphs are enough that look like nothing else.
        """
        if not self._is_even(glyphs.steps):
            return None
        votes, support = self._votes(glyphs.looks, cell)
        names, share, support_of_names = self._elect(glyphs.looks, votes, support)
        if names == glyphs.names and self._is_known(share, support_of_names, are_agreed).all():
            return decide_marks(names) or names
        if (figure := decide_marks(glyphs.names)) is None:
            return None
        for counted in (votes, support):
            counted[:, _POINT] += counted[:, _COMMA]
            counted[:, _COMMA] = 0.0
        names, share, support_of_names = self._elect(glyphs.looks, votes, support)
        is_same = _any_mark(names) == _any_mark(glyphs.names)
        return figure if is_same and self._is_known(share, support_of_names, are_agreed).all() else None

    @staticmethod
    def _is_known(share: Floats, support: Floats, are_agreed: bool) -> NDArray[np.bool_]:
        is_known: NDArray[np.bool_] = (share >= _MAJORITY) & (support >= _KNOWN)
        return is_known | ((share >= _UNANIMOUS) & (support >= _RARE)) if are_agreed else is_known

    def spell(self, picture: Grey, cell: int) -> str | None:
        """The digits of ``picture`` by their looks alone, where these are beyond doubt; else None.

        Only digits: a speck looks like a point.
        """
        for marks, ink in cut_freely(picture):
            looks = looks_of(ink, marks, marks)
            names, share, support = self._elect(looks, *self._votes(looks, cell))
            is_plain = (share >= _UNANIMOUS) & (support >= _WELL_KNOWN)
            if is_plain.all() and names.isdigit() and self._is_even(digit_steps(marks, names)):
                return names
        return None

    def _is_even(self, steps: Floats) -> bool:
        """Do digits follow each other as closely as everywhere, neither with a gap nor as halves of one?"""
        usual = (self._voters or self._gather()).step
        return bool(((steps <= _FURTHER * usual) & (steps >= usual / _FURTHER)).all())

    def _votes(self, looks: Floats, cell: int) -> tuple[Floats, Floats]:
        """See :meth:`_Voters.votes`.

        All glyphs vote, weighted by likeness: one misread glyph has many misread twins (a digit alone in the cells of
        a column), but more cousins that were read well.
        """
        return (self._voters or self._gather()).votes(looks, np.full(len(looks), cell))

    def _elect(self, looks: Floats, votes: Floats, support: Floats) -> tuple[str, Floats, Floats]:
        """(winning names, their share of the votes, votes they got) of each glyph; none for a digit of odd width."""
        usual = (self._voters or self._gather()).width
        winner = votes.argmax(axis=1)
        rows = np.arange(len(looks))
        share = votes[rows, winner] / np.maximum(votes.sum(axis=1), 1e-9)
        width = looks[:, WIDTH_AT] / PLACE
        is_narrow = (winner == 1) | (width * _WIDER >= usual)
        is_single = (winner >= _DIGITS) | (is_narrow & (width <= _WIDER * usual))
        supported = np.where(is_single, support[rows, winner], 0.0)
        return "".join(FIGURE_CHARACTERS[k] for k in winner.tolist()), share, supported

    def _gather(self) -> _Voters:
        kinds = len(FIGURE_CHARACTERS)
        looks = np.vstack([np.zeros((0, LOOKS), np.float32), *self._looks])
        names, cells = (np.concatenate([np.zeros(0), *parts]).astype(np.int64) for parts in (self._names, self._cells))
        some = slice(None, None, max(1, -(-len(looks) // _MOST_VOTERS)))
        looks, names, cells = looks[some], names[some], cells[some]
        squares = (looks**2).sum(axis=1)
        widths = looks[(names < _DIGITS) & (names != 1), WIDTH_AT] / PLACE
        voters = _Voters(
            looks=looks,
            squares=squares,
            is_named=(names[:, None] == np.arange(kinds)).astype(np.float32),
            cells=cells,
            width=float(np.median(widths)) if len(widths) else DIGIT_WIDTH,
            step=float(np.median(np.concatenate([[DIGIT_WIDTH], *self._steps]))),
            grain=_grain(looks, squares, cells),
        )
        # Those the others outvote were misread and vote no more: a comma among points that look like commas.
        won = [voters.votes(looks[part], cells[part])[0].argmax(axis=1) for part in _portions(len(looks))]
        self._voters = voters.take(np.concatenate([np.zeros(0, np.int64), *won]) == names)
        return self._voters


def _any_mark(names: str) -> str:
    return names.replace(",", ".")


def decide_marks(figure: str) -> str | None:
    """``figure`` with its points and commas as they must be: all but the last mark part thousands, the last decimals.

    None where digits don't stand in threes with one or two decimals behind, so that a mark could be either.
    """
    groups = _any_mark(figure.strip("()-")).split(".")
    are_thousands = len(groups) >= 3 and all(len(group) == 3 for group in groups[1:-1]) and 1 <= len(groups[0]) <= 3
    if not (are_thousands and 1 <= len(groups[-1]) <= 2 and all(map(str.isdigit, groups))):
        return None
    marks = [character for character in figure if character in _MARKS]
    thousands = max(_MARKS, key=marks[:-1].count)
    if marks[:-1].count(thousands) * 2 <= len(marks) - 1:
        return None
    decimals = _MARKS[1 - _MARKS.index(thousands)]
    body, end = _any_mark(figure).rsplit(".", 1)
    return f"{body.replace('.', thousands)}{decimals}{end}"


def _portions(count: int) -> Iterator[slice]:
    """Few enough rows at a time to compare with all others."""
    return (slice(start, start + 1000) for start in range(0, count, 1000))


def _grain(looks: Floats, squares: Floats, cells: Ints) -> float:
    """How far glyphs of one kind lie apart in this print: little on a clean page, more where it is blurred or noisy."""
    few = slice(None, None, max(1, len(looks) // 400))
    if len(looks) <= 2 * _TWINS:
        return _FINEST
    apart = squares[few, None] + squares - 2 * looks[few] @ looks.T
    apart[cells[few, None] == cells] = np.inf
    near = np.partition(apart, _TWINS, axis=1)[:, _TWINS]
    return max(_FINEST, _COARSER * float(np.median(near)))
