"""Whether two names of lines are one name but for spelling: what a decision may be carried over without a person."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from transforms.matching.text import is_dictionary_word, printed_words, squeeze

_SHORT_FORMS = {"kab": "kabupaten", "prov": "provinsi"}
#: letters a word must have to be told apart from another with one slip in it, with two
_ONE_SLIP, _TWO_SLIPS = 6, 10


@lru_cache(maxsize=1 << 16)
def is_same_name(name: str, other: str) -> bool:
    """Tell whether two names are the same but for spelling; ``other`` may carry a code in front.

    Word by word: a longer word may have a slip of the keyboard, where one of both is no Indonesian word. Another word,
    an added one or a missing one makes another name, however long the rest (``formal`` and ``nonformal``).
    """
    one, two = squeeze(name), squeeze(other)
    if not one or not two:
        return False
    if one == two or (two.endswith(one) and two.removesuffix(one).isdigit()):
        return True
    ours, theirs = _words(name), _words(other)
    return len(ours) == len(theirs) and all(map(_is_same_word, ours, theirs))


def _words(name: str) -> list[str]:
    return [_SHORT_FORMS.get(word, word) for word, _, _ in printed_words(name)]


def _is_same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    shorter = min(len(word), len(other))
    slips = 2 if shorter >= _TWO_SLIPS else 1 if shorter >= _ONE_SLIP else 0
    if not slips or not word.isalpha() or not other.isalpha() or OSA.distance(word, other) > slips:
        return False
    return not (is_dictionary_word(word) and is_dictionary_word(other))
