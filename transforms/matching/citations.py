"""Where a line names an agreement outright: its number, its title, a partner or the proper name of its object."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from transforms.matching.similarity import LineSpace
from transforms.matching.subjects import Number, Phrase, Subject, numbers_in, span_of
from transforms.matching.text import Vocabulary, is_concept, printed_words

FIELDS = ("name", "indicator", "note")
TITLE_COVERAGE = 0.85
TITLE_MIN_STEMS = 4
TITLE_ALONE_STEMS = 8
TITLE_SPREAD = 2.0
DEEDS = frozenset(
    {"adendum", "kb", "kerjasama", "kesepahaman", "kesepakatan", "memorandum", "mou", "nk", "perjanjian", "pks", "spks"}
)
OBJECT_MIN_STEMS = 2
OBJECT_MIN_SHARE = 0.25
CROSSING_MIN_LENGTH = 10
NAMED_MAX_LINES = 5
NAMED_MAX_SHARE = 0.01


@dataclass(frozen=True)
class Citation:
    """One place where a line names an agreement; ``why_not`` says why it doesn't hold, where it doesn't."""

    agreement: int
    line: int
    basis: str
    field: str
    start: int
    end: int
    cited: str
    holds: bool
    why_not: str = ""


class LineTexts:
    """The distinct texts of the lines by field, with the lines that carry them and the words they hold."""

    def __init__(self, lines: pd.DataFrame) -> None:
        carriers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for field in FIELDS:
            for line, text in enumerate(lines[field]):
                if text:
                    carriers[field, text].append(line)
        self.keys = sorted(carriers)
        self.lines = [carriers[key] for key in self.keys]
        self._holding: dict[str, set[int]] = defaultdict(set)
        for position, (_, text) in enumerate(self.keys):
            for word, _, _ in printed_words(text):
                self._holding[word].add(position)

    def find(self, phrase: Phrase) -> list[tuple[int, int, int]]:
        """Return (text, start, end) of every text in which the words of the phrase stand side by side."""
        sets = [self._holding.get(word, set()) for word in phrase]
        found = []
        for position in sorted(set.intersection(*sets)) if sets else []:
            span = span_of(phrase, self.keys[position][1])
            if span:
                found.append((position, *span))
        return found


def cite(
    subjects: Sequence[Subject],
    lines: pd.DataFrame,
    texts: LineTexts,
    space: LineSpace,
    themes: frozenset[str],
    vocabulary: Vocabulary,
) -> list[Citation]:
    """Return every citation of any subject in any line, sorted; regions are respected except for explicit numbers."""
    found = [
        *_numbers(subjects, lines, texts),
        *_titles(subjects, lines, texts, space, themes, vocabulary),
        *_names(subjects, lines, texts, space, vocabulary),
    ]
    return sorted(found, key=lambda c: (c.agreement, c.line, c.basis, c.field, c.start, c.cited))


def _numbers(subjects: Sequence[Subject], lines: pd.DataFrame, texts: LineTexts) -> Iterable[Citation]:
    owners: dict[Number, set[int]] = defaultdict(set)
    for agreement, subject in enumerate(subjects):
        for number in subject.numbers:
            owners[number].add(agreement)
    regions = lines["region_code"].tolist()
    for position, (field, text) in enumerate(texts.keys):
        if "/" not in text:
            continue
        for printed, start, end in numbers_in(text):
            for agreement in sorted(owners.get(printed, ())):
                for line in texts.lines[position]:
                    inside = regions[line] in subjects[agreement].region_codes
                    rivals = {a for a in owners[printed] if not inside or regions[line] in subjects[a].region_codes}
                    if inside or (len(owners[printed]) == 1 and sum(map(len, printed)) >= CROSSING_MIN_LENGTH):
                        why = "" if len(rivals) <= 1 else "nomor yang sama dimiliki naskah lain"
                        yield Citation(agreement, line, "nomor", field, start, end, "/".join(printed), not why, why)


def _titles(
    subjects: Sequence[Subject],
    lines: pd.DataFrame,
    texts: LineTexts,
    space: LineSpace,
    themes: frozenset[str],
    vocabulary: Vocabulary,
) -> Iterable[Citation]:
    holding: dict[str, set[int]] = defaultdict(set)
    for position, (_, text) in enumerate(texts.keys):
        for stem in _object_stems(text, vocabulary):
            holding[stem].add(position)
    regions = lines["region_code"].tolist()
    titles = [_stem_sequence(subject.title, vocabulary) for subject in subjects]
    owners = Counter((frozenset(title), s.own_region) for title, s in zip(titles, subjects, strict=True))
    for agreement, (subject, title) in enumerate(zip(subjects, titles, strict=True)):
        if len(set(title)) < TITLE_MIN_STEMS:
            continue
        is_shared = owners[frozenset(title), subject.own_region] > 1
        for position in _well_covered(set(title), holding, space):
            field, text = texts.keys[position]
            span = _quoted_span(text, title, vocabulary)
            if span is None:
                continue
            why = "judul yang sama dimiliki naskah lain" if is_shared else ""
            why = why or _only_a_theme(field, text, set(title), themes, vocabulary)
            for line in texts.lines[position]:
                if regions[line] in subject.region_codes:
                    yield Citation(agreement, line, "judul", field, *span, subject.title, not why, why)


def _only_a_theme(field: str, text: str, title: set[str], themes: frozenset[str], vocabulary: Vocabulary) -> str:
    """Say why the words of a title are no citation: the nomenclature says the same, or nothing there speaks of a deed.

    A long title in a note is a citation by itself, a short one only beside a word for the deed (PKS, kerja sama, ...).
    """
    if field != "note":
        return "" if title & _object_stems(text, vocabulary) - themes else "judul sama dengan nama nomenklatur"
    names_a_deed = any(word in DEEDS for word, _, _ in printed_words(text))
    return "" if names_a_deed or len(title) >= TITLE_ALONE_STEMS else "judul disebut sebagai tema saja"


def _well_covered(title: set[str], holding: dict[str, set[int]], space: LineSpace) -> list[int]:
    """Return the texts that hold nearly all of the weight of a title's stems."""
    total = sum(space.weight(stem) for stem in sorted(title))
    held: dict[int, float] = defaultdict(float)
    for stem in sorted(title):
        for position in holding.get(stem, ()):
            held[position] += space.weight(stem)
    return [position for position in sorted(held) if held[position] >= TITLE_COVERAGE * total]


def _names(
    subjects: Sequence[Subject], lines: pd.DataFrame, texts: LineTexts, space: LineSpace, vocabulary: Vocabulary
) -> Iterable[Citation]:
    regions = lines["region_code"].tolist()
    most = max(NAMED_MAX_LINES, int(NAMED_MAX_SHARE * len(lines)))
    for agreement, subject in enumerate(subjects):
        named = [("mitra", p.region_code, phrase, p.name) for p in subject.partners for phrase in p.phrases]
        named += [("label", None, phrase, " ".join(phrase)) for phrase in subject.labels]
        for basis, home, phrase, cited in named:
            places = [
                (position, line, start, end)
                for position, start, end in texts.find(phrase)
                for line in texts.lines[position]
                if regions[line] in subject.region_codes and (home is None or regions[line] != home)
            ]
            is_common = len({lines["name"].iat[line] for _, line, _, _ in places}) > most
            for position, line, start, end in places:
                why = "nama terlalu umum dalam dokumen" if is_common else ""
                why = why or _object_missing(subject, lines.iloc[line], phrase, space, vocabulary)
                yield Citation(agreement, line, basis, texts.keys[position][0], start, end, cited, not why, why)


def _object_missing(subject: Subject, line: pd.Series, phrase: Phrase, space: LineSpace, vocabulary: Vocabulary) -> str:
    """Say why a name alone is no evidence: the object of the agreement is not named beside it."""
    names = [" ".join(phrase), *(partner.name for partner in subject.partners)]
    own = {term.stem for name in names for term in vocabulary.terms(name)}
    wanted = _object_stems(f"{subject.title}\n{subject.scope}", vocabulary) - own
    beside = {term.stem for field in FIELDS for term in vocabulary.terms(line[field])}
    shared = wanted & beside
    title = _object_stems(subject.title, vocabulary) - own
    named, whole = (math.fsum(space.weight(stem) for stem in stems) for stems in (shared & title, title))
    enough = len(shared) >= OBJECT_MIN_STEMS and named >= OBJECT_MIN_SHARE * whole > 0
    return "" if enough else "objek kerja sama tidak disebut bersama nama itu"


def _object_stems(text: str, vocabulary: Vocabulary) -> set[str]:
    return set(_stem_sequence(text, vocabulary))


def _stem_sequence(text: str, vocabulary: Vocabulary) -> list[str]:
    return [term.stem for term in vocabulary.terms(text) if not is_concept(term.stem)]


def _quoted_span(text: str, title: list[str], vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Return the stretch of a text that repeats nearly all stems of a title in its order, in about its length."""
    terms = [term for term in vocabulary.terms(text) if not is_concept(term.stem)]
    width = round(TITLE_SPREAD * len(title))
    for first in range(len(terms)):
        if terms[first].stem != title[0] and terms[first].stem not in title[:2]:
            continue
        window = terms[first : first + width]
        kept = _in_order([term.stem for term in window], title)
        if len(kept) >= TITLE_COVERAGE * len(title):
            return window[kept[0]].start, max(window[place].end for place in kept)
    return None


def _in_order(words: list[str], title: list[str]) -> list[int]:
    """Return the places in ``words`` of the longest sequence that both lists have in the same order."""
    best: list[list[list[int]]] = [[[] for _ in range(len(title) + 1)] for _ in range(len(words) + 1)]
    for row, word in enumerate(words, start=1):
        for column, wanted in enumerate(title, start=1):
            if word == wanted:
                best[row][column] = [*best[row - 1][column - 1], row - 1]
            else:
                best[row][column] = max(best[row - 1][column], best[row][column - 1], key=len)
    return best[-1][-1]
