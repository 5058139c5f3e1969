"""Words, stems and concepts of a text with their places, and the weights that make texts comparable."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from scipy import sparse

from config.matching_terms import MatchingTerms, load_matching_terms

_WORD = re.compile(r"[^\W_]+")
_CONCEPT = "~"


@dataclass(frozen=True, slots=True)
class Term:
    """One comparable word of a text: its stem (or ``~concept``) and where it is printed."""

    stem: str
    start: int
    end: int


def fold(word: str) -> str:
    """Return the word as compared: NFKC and casefold."""
    return unicodedata.normalize("NFKC", word).casefold()


def squeeze(text: str | None) -> str:
    """Return only the letters and digits of a text, folded: spelling apart and together compare equal."""
    return "".join(_WORD.findall(fold(text or "")))


@lru_cache(maxsize=1 << 16)
def printed_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (folded word, start, end) of each printed word; ``kerja sama`` counts as one word, as do its spellings."""
    found = [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    words: list[tuple[str, int, int]] = []
    for word, start, end in found:
        if word == "sama" and words and words[-1][0] == "kerja":
            words[-1] = ("kerjasama", words[-1][1], end)
        else:
            words.append((word, start, end))
    return tuple(words)


@cache
def _stemmer() -> tuple[object, frozenset[str]]:
    from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
    from Sastrawi.Stemmer.Stemmer import Stemmer
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    roots = StemmerFactory().get_words()
    return Stemmer(ArrayDictionary(roots)), frozenset(roots)


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """Return the Indonesian root of a folded word (PySastrawi, cached); words with digits stay as they are."""
    if not word.isalpha() or len(word) < 4:
        return word
    return str(_stemmer()[0].stem(word)) or word  # type: ignore[attr-defined]


def is_dictionary_word(word: str) -> bool:
    """Tell whether the word or its root stands in the Indonesian root dictionary, so is no proper name."""
    roots = _stemmer()[1]
    return word in roots or stem(word) in roots


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of all words of a text, generic words included."""
    return tuple(stem(word) for word, _, _ in printed_words(text))


class Vocabulary:
    """Reads texts into terms by the editable word lists; the same text always gives the same terms."""

    def __init__(self, terms: MatchingTerms, abbreviations: Mapping[str, str]) -> None:
        self.version = terms.version
        self.generic = frozenset(stem(word) for line in terms.generic for word in line.split()) | frozenset(
            word for line in terms.generic for word in line.split()
        )
        self.abbreviations = {
            fold(short): stems_of(long) for short, long in {**abbreviations, **terms.abbreviations}.items()
        }
        self.forms = frozenset(word for line in terms.partner_forms for word in line.split())
        self.secretariat_units = frozenset(
            unit for unit, office in terms.units_of_offices.items() if office.startswith("sekretariat")
        )
        self.units = {unit: stems_of(office) for unit, office in terms.units_of_offices.items()}
        self.secretariat = tuple(re.compile(pattern) for pattern in terms.secretariat_lines)
        self.running = tuple(squeeze(phrase) for phrase in terms.office_running)
        self.unit_services = tuple(squeeze(phrase) for phrase in terms.unit_services)
        self._concepts = _phrase_index(terms.concepts)
        self._read: dict[str, tuple[Term, ...]] = {}

    def terms(self, text: str | None) -> tuple[Term, ...]:
        """Return the terms of a text: stems without generic words, expanded abbreviations, concepts."""
        if not text:
            return ()
        if text not in self._read:
            self._read[text] = tuple(self._terms(text))
        return self._read[text]

    def _terms(self, text: str) -> Iterable[Term]:
        words = printed_words(text)
        expanded: list[tuple[str, str, int, int]] = []
        for word, start, end in words:
            expanded.append((word, stem(word), start, end))
            known = () if word in self.generic else self.abbreviations.get(word, ())
            expanded.extend((long, long, start, end) for long in known)
        for word, root, start, end in expanded:
            if root not in self.generic and word not in self.generic and len(root) > 1 and not root.isdigit():
                yield Term(root, start, end)
        yield from self._concepts_in(expanded)

    def _concepts_in(self, words: Sequence[tuple[str, str, int, int]]) -> Iterable[Term]:
        seen = set()
        for position, (word, root, start, _) in enumerate(words):
            for phrase, concept in (*self._concepts.get(root, ()), *self._concepts.get("=" + word, ())):
                tail = words[position : position + len(phrase)]
                exact = len(phrase) == 1 and phrase[0].startswith("=")
                if (exact or tuple(w[1] for w in tail) == phrase) and concept not in seen:
                    seen.add(concept)
                    yield Term(_CONCEPT + concept, start, tail[-1][3])

    def is_secretariat(self, name: str | None) -> bool:
        """Tell whether a line is the secretariat's own cost of cooperation (Fasilitasi Kerja Sama Daerah)."""
        squeezed = squeeze(name)
        return any(pattern.search(squeezed) for pattern in self.secretariat)

    def is_office_running(self, names: Iterable[str]) -> bool:
        """Tell whether a line, named with those above it, belongs to the running of any office, whatever it does."""
        squeezed = "|".join(squeeze(name) for name in names)
        is_service = any(phrase in squeezed for phrase in self.unit_services)
        return not is_service and any(phrase in squeezed for phrase in self.running)


@cache
def vocabulary_of(reference: Any) -> Vocabulary:
    """Return the vocabulary of the shipped word lists and the abbreviations of the reference data."""
    lexicon = getattr(reference, "lexicon", None)
    return Vocabulary(load_matching_terms(), lexicon.abbreviations if lexicon else {})


def _phrase_index(concepts: dict[str, tuple[str, ...]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Index concept phrases by their first stem; ``=word`` is compared as printed, not by its root."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, phrases in sorted(concepts.items()):
        for phrase in phrases:
            stems = (phrase,) if phrase.startswith("=") else stems_of(phrase)
            index.setdefault(stems[0], []).append((stems, concept))
    return index


def is_concept(term: str) -> bool:
    """Tell whether a term is a concept of the word lists and not a printed word."""
    return term.startswith(_CONCEPT)


def object_stems(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return the printed words of a text that tell its object, as stems in their order; concepts left out."""
    return [term.stem for term in vocabulary.terms(text) if not is_concept(term.stem)]


@dataclass(frozen=True)
class TermSpace:
    """Terms with their inverse document frequencies; rows of its matrices are texts, columns terms."""

    index: dict[str, int]
    idf: np.ndarray

    @classmethod
    def over(cls, counted: Iterable[Iterable[str]], also: Iterable[str] = ()) -> TermSpace:
        """Count in how many texts each term stands; terms of ``also`` that stand in none get the highest weight."""
        frequency: dict[str, int] = {}
        total = 0
        for text in counted:
            total += 1
            for term in set(text):
                frequency[term] = frequency.get(term, 0) + 1
        names = sorted(frequency.keys() | set(also))
        idf = np.array([math.log((1 + total) / (1 + frequency.get(name, 0))) + 0.1 for name in names])
        return cls({name: column for column, name in enumerate(names)}, idf)

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of a term of this space."""
        return float(self.idf[self.index[term]])

    def matrix(self, texts: Sequence[dict[str, float]]) -> sparse.csr_matrix:
        """Return texts x terms, each entry its given weight times idf."""
        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            for term, weight in text.items():
                rows.append(row)
                columns.append(self.index[term])
                values.append(weight)
        shape = (len(texts), len(self.index))
        counts = sparse.csr_matrix((np.array(values, float), (rows, columns)), shape=shape)
        counts.sort_indices()
        return counts @ sparse.diags(self.idf).tocsr()


def unit_rows(matrix: sparse.csr_matrix, strange: Sequence[Sequence[float]] = ()) -> sparse.csr_matrix:
    """Scale each row to length one, counting the ``strange`` weights outside the matrix too; empty rows stay empty."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    squares = squares + [sum(w * w for w in weights) for weights in strange or [()] * matrix.shape[0]]
    norms = np.sqrt(squares)
    return sparse.diags(np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)).tocsr() @ matrix
