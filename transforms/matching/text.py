"""Words, stems and concepts of a text with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from config.matching_terms import MatchingTerms, load_matching_terms
from transforms.matching.spelling import Spelling

CONCEPT_WEIGHT = 0.7
#: of each word an abbreviation stands for: APIP found as APIP is one word, not five
SPELLED_OUT_WEIGHT = 0.7
_WORD = re.compile(r"[^\W_]+")
_CONCEPT = "~"
_PREFIXES = ("me", "di", "ke", "se", "pe", "te", "be")
_SUFFIXES = ("lah", "kah", "tah", "pun", "ku", "mu", "nya", "i", "kan", "an")


@dataclass(frozen=True, slots=True)
class Term:
    """One comparable word of a text: its stem (or ``~concept``) and where it is printed."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bag:
    """The distinct terms of a text: their numbers in a vocabulary, and how much each counts there."""

    numbers: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a printed word: its root, its number where it tells anything, the concepts it may begin.

    ``weight`` is how much the reading counts beside a word read as printed.
    """

    root: str
    number: int | None
    begins: tuple[tuple[tuple[str, ...], str], ...]
    weight: float = 1.0


def fold(word: str) -> str:
    """Return the word as compared: NFKC and casefold."""
    return unicodedata.normalize("NFKC", word).casefold()


def squeeze(text: str | None) -> str:
    """Return only the letters and digits of a text, folded: spelling apart and together compare equal."""
    return "".join(_WORD.findall(fold(text or "")))


@lru_cache(maxsize=1 << 17)
def printed_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (folded word, start, end) of each printed word; ``kerja sama`` counts as one word, as do its spellings."""
    if text.isascii():
        found = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text.lower())]
    else:
        found = [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    if "sama" not in (word for word, _, _ in found):
        return tuple(found)
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
    if not word.startswith(_PREFIXES) and not word.endswith(_SUFFIXES):
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
        self.partner_names = tuple(
            tuple(tuple(word for word, _, _ in printed_words(name)) for name in names) for names in terms.partner_names
        )
        self.partner_fields = tuple(
            (field, tuple(tuple(word for word, _, _ in printed_words(name)) for name in names))
            for field, names in terms.partner_fields.items()
        )
        self.secretariat_units = frozenset(
            unit for unit, office in terms.units_of_offices.items() if office.startswith("sekretariat")
        )
        self.units = {unit: stems_of(office) for unit, office in terms.units_of_offices.items()}
        self.secretariat = tuple(re.compile(pattern) for pattern in terms.secretariat_lines)
        self.running = tuple(squeeze(phrase) for phrase in terms.office_running)
        self.unit_services = tuple(squeeze(phrase) for phrase in terms.unit_services)
        self._concepts = _phrase_index(terms.concepts)
        self._read: dict[str, tuple[Term, ...]] = {}
        self._bags: dict[str, Bag] = {}
        self._places: dict[str, dict[str, Term]] = {}
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._numbers: dict[str, int] = {}
        self.names: list[str] = []
        self._spelling: Spelling | None = None

    def terms(self, text: str | None) -> tuple[Term, ...]:
        """Return the terms of a text: stems without generic words, expanded abbreviations, mended slips, concepts."""
        if not text:
            return ()
        if text not in self._read:
            self._read[text] = tuple(self._terms(text))
        return self._read[text]

    def places(self, text: str | None) -> dict[str, Term]:
        """Return the terms of a text by name, each at its first place."""
        text = text or ""
        if text not in self._places:
            places: dict[str, Term] = {}
            for term in self.terms(text):
                places.setdefault(term.stem, term)
            self._places[text] = places
        return self._places[text]

    def bag(self, text: str | None) -> Bag:
        """Return the terms of a text as numbers with weights, concepts below words; ``names`` spells the numbers."""
        text = text or ""
        if text not in self._bags:
            expanded = [reading for word, _, _ in printed_words(text) for reading in self._expand(word)]
            words: dict[int, float] = {}
            for reading in expanded:
                if reading.number is not None:
                    words[reading.number] = max(words.get(reading.number, 0.0), reading.weight)
            themes = {self._number(concept) for concept, _, _ in self._concepts_in(expanded)}
            self._bags[text] = Bag(
                np.array([*words, *themes], np.int64),
                np.array([*words.values(), *[CONCEPT_WEIGHT] * len(themes)]),
            )
        return self._bags[text]

    def forget_texts(self, most: int) -> None:
        """Let go what was read where that are more than ``most`` texts; they are read again when asked for."""
        if len(self._bags) > most:
            self._read.clear()
            self._bags.clear()
            self._places.clear()

    def full_bag(self, text: str | None) -> Bag:
        """Return the roots of all words of a text, generic ones too, each counting the same; concepts left out."""
        roots = {
            self._number(reading.root) for word, _, _ in printed_words(text or "") for reading in self._expand(word)
        }
        return Bag(np.array(list(roots), np.int64), np.ones(len(roots)))

    def _number(self, name: str) -> int:
        number = self._numbers.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        return number

    def number(self, name: str) -> int | None:
        """Return the number of a term, None where no bag holds it yet."""
        return self._numbers.get(name)

    def learn_spelling(self, texts: Iterable[str]) -> None:
        """Take the words of these texts as rightly spelled: other words one slip away are read as them too."""
        right = {word for text in texts for word, _, _ in printed_words(text)}
        self._spelling = Spelling(right, lambda word: word in self.abbreviations or is_dictionary_word(word))
        self._readings.clear()

    def mended(self, word: str) -> str | None:
        """Return the word that a folded word is a slip of, None where it is none (or the spelling wasn't learned)."""
        return self._spelling.mended(word) if self._spelling else None

    def _expand(self, word: str) -> tuple[Reading, ...]:
        """Return how one folded word is read: itself, the word it is a slip of, the words it abbreviates."""
        if word not in self._readings:
            readings = [self._reading(word, stem(word))]
            meant = self.mended(word)
            if meant:
                readings.append(self._reading(meant, stem(meant)))
            if word not in self.generic:
                spelled_out = self.abbreviations.get(word, ())
                readings.extend(self._reading(long, long, SPELLED_OUT_WEIGHT) for long in spelled_out)
            self._readings[word] = tuple(readings)
        return self._readings[word]

    def _reading(self, form: str, root: str, weight: float = 1.0) -> Reading:
        is_told = root not in self.generic and form not in self.generic and len(root) > 1 and not root.isdigit()
        begins = (*self._concepts.get(root, ()), *self._concepts.get("=" + form, ()))
        return Reading(root, self._number(root) if is_told else None, begins, weight)

    def _terms(self, text: str) -> Iterable[Term]:
        expanded: list[Reading] = []
        places: list[tuple[int, int]] = []
        for word, start, end in printed_words(text):
            for reading in self._expand(word):
                expanded.append(reading)
                places.append((start, end))
                if reading.number is not None:
                    yield Term(reading.root, start, end)
        for concept, first, last in self._concepts_in(expanded):
            yield Term(concept, places[first][0], places[last][1])

    def _concepts_in(self, expanded: Sequence[Reading]) -> Iterable[tuple[str, int, int]]:
        """Yield each concept once with the first and last reading of its phrase."""
        seen = set()
        for position, reading in enumerate(expanded):
            for phrase, concept in reading.begins:
                tail = expanded[position : position + len(phrase)]
                exact = len(phrase) == 1 and phrase[0].startswith("=")
                if concept not in seen and (exact or tuple(one.root for one in tail) == phrase):
                    seen.add(concept)
                    yield _CONCEPT + concept, position, position + len(phrase) - 1

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
    """Return the vocabulary of the shipped word lists, with abbreviations and spelling of the reference data."""
    lexicon = getattr(reference, "lexicon", None)
    vocabulary = Vocabulary(load_matching_terms(), lexicon.abbreviations if lexicon else {})
    if reference is not None:
        vocabulary.learn_spelling(reference.nomenclature["name"])
    return vocabulary


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
