"""Where a line names a partner or the object by its proper name, and whether the object stands beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pandas as pd

from transforms.matching.line_texts import FIELDS, Citation, LineTexts
from transforms.matching.partners import COMPANIES, NATIONAL_BODIES, Phrase
from transforms.matching.similarity import LineSpace
from transforms.matching.subjects import Subject
from transforms.matching.text import Vocabulary, object_stems, squeeze

OBJECT_MIN_STEMS = 2
OBJECT_MIN_SHARE = 0.25
NAMED_MAX_LINES = 5
NAMED_MAX_SHARE = 0.01


def cite_names(
    subjects: Sequence[Subject],
    lines: pd.DataFrame,
    texts: LineTexts,
    space: LineSpace,
    reference: Any,
    vocabulary: Vocabulary,
) -> Iterable[Citation]:
    """Yield every place inside the region where a line names a partner (``mitra``) or the object (``label``)."""
    regions, names = lines["region_code"].tolist(), lines["name"].tolist()
    said = list(zip(*(lines[field].tolist() for field in FIELDS), strict=True))
    most = max(NAMED_MAX_LINES, int(NAMED_MAX_SHARE * len(lines)))
    for agreement, subject in enumerate(subjects):
        for basis, home, kind, phrase, cited in _named(subject):
            places = [
                (*texts.keys[position], line, start, end)
                for position, start, end in texts.find(phrase)
                for line in texts.lines[position]
                if regions[line] in subject.region_codes and (home is None or regions[line] != home)
            ]
            is_common = len({names[line] for _, _, line, _, _ in places}) > most
            for field, _, line, start, end in places:
                why = "nama terlalu umum dalam dokumen" if is_common else ""
                why = why or _national(field, kind, phrase, reference)
                why = why or _object_missing(subject, said[line], phrase, space, vocabulary)
                yield Citation(agreement, line, basis, field, start, end, cited, not why, why)


def _named(subject: Subject) -> Iterable[tuple[str, str | None, str | None, Phrase, str]]:
    """Yield (basis, home region, kind of partner, words, name as cited) of everything a line could name."""
    for partner in subject.partners:
        for phrase in partner.phrases:
            # A region's documents name that region everywhere; its companies they name as partners.
            home = None if partner.kind in COMPANIES else partner.region_code
            yield "mitra", home, partner.kind, phrase, partner.name
    for phrase in subject.labels:
        yield "label", None, None, phrase, " ".join(phrase)


def _national(field: str, kind: str | None, phrase: Phrase, reference: Any) -> str:
    """Say why a name in a line's own wording is no evidence: the nomenclature words lines alike in every region.

    Names of lines have been national wording since Permendagri 90/2019: a ministry or court named in one is nobody's
    partner there. A remark in the note is the office's own.
    """
    if field == "note":
        return ""
    is_national = kind in NATIONAL_BODIES or squeeze("".join(phrase)) in _all_nomenclature(reference)
    return "nama itu bagian dari nomenklatur nasional" if is_national else ""


@cache
def _all_nomenclature(reference: Any) -> str:
    return "|".join(squeeze(name) for name in reference.nomenclature["name"]) if reference is not None else ""


def _object_missing(
    subject: Subject, said: Sequence[str], phrase: Phrase, space: LineSpace, vocabulary: Vocabulary
) -> str:
    """Say why a name alone is no evidence: no text of the line (``said``) names the object of the agreement."""
    names = [" ".join(phrase), *(partner.name for partner in subject.partners)]
    own = {term.stem for name in names for term in vocabulary.terms(name)}
    wanted = set(object_stems(f"{subject.title}\n{subject.scope}", vocabulary)) - own
    beside = {term.stem for text in said for term in vocabulary.terms(text)}
    shared = wanted & beside
    title = set(object_stems(subject.title, vocabulary)) - own
    named, whole = (math.fsum(space.weight(stem) for stem in stems) for stems in (shared & title, title))
    enough = len(shared) >= OBJECT_MIN_STEMS and named >= OBJECT_MIN_SHARE * whole > 0
    return "" if enough else "objek kerja sama tidak disebut bersama nama itu"
