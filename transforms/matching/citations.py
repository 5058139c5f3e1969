"""Where a line cites an agreement outright: its number, its title, or its partners and object by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from transforms.matching.line_texts import DETAILS, Citation, LineTexts
from transforms.matching.naming import cite_names
from transforms.matching.similarity import LineSpace
from transforms.matching.subjects import Number, Subject, numbers_in
from transforms.matching.text import Vocabulary, is_concept, object_stems, printed_words

TITLE_COVERAGE = 0.85
TITLE_MIN_STEMS = 4
TITLE_ALONE_STEMS = 8
TITLE_SPREAD = 2.0
DEEDS = frozenset(
    {"adendum", "kb", "kerjasama", "kesepahaman", "kesepakatan", "memorandum", "mou", "nk", "perjanjian", "pks", "spks"}
)
CROSSING_MIN_LENGTH = 10


def cite(
    subjects: Sequence[Subject],
    lines: pd.DataFrame,
    texts: LineTexts,
    space: LineSpace,
    themes: frozenset[str],
    reference: Any,
    vocabulary: Vocabulary,
) -> list[Citation]:
    """Return every citation of any subject in any line, sorted; regions are respected except for explicit numbers."""
    found = [
        *_numbers(subjects, lines, texts),
        *_titles(subjects, lines, texts, space, themes, vocabulary),
        *cite_names(subjects, lines, texts, space, reference, vocabulary),
    ]
    return sorted(found, key=lambda c: (c.agreement, c.line, c.basis, c.field, c.start, c.cited, c.said))


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
                        yield _cited(agreement, line, "nomor", field, (start, end), "/".join(printed), why, text)


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
        for stem in set(object_stems(text, vocabulary)):
            holding[stem].add(position)
    regions = lines["region_code"].tolist()
    titles = [object_stems(subject.title, vocabulary) for subject in subjects]
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
                    yield _cited(agreement, line, "judul", field, span, subject.title, why, text)


def _cited(
    agreement: int, line: int, basis: str, field: str, span: tuple[int, int], cited: str, why: str, text: str
) -> Citation:
    said = text if field == DETAILS else ""
    return Citation(agreement, line, basis, field, *span, cited, not why, why, said)


def _only_a_theme(field: str, text: str, title: set[str], themes: frozenset[str], vocabulary: Vocabulary) -> str:
    """Say why the words of a title are no citation: the nomenclature says the same, or nothing there speaks of a deed.

    A long title in a note is a citation by itself, a short one only beside a word for the deed (PKS, kerja sama, ...).
    """
    if field not in ("note", DETAILS):
        return "" if title & set(object_stems(text, vocabulary)) - themes else "judul sama dengan nama nomenklatur"
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
