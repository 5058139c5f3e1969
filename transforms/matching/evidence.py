"""What a person needs to check a link: words that match in both texts, terms, what speaks against, the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from transforms.matching.bands import Band
from transforms.matching.crosswalk import Carried
from transforms.matching.line_texts import DETAILS, FIELDS, Citation
from transforms.matching.standings import Standing
from transforms.matching.subjects import Subject
from transforms.matching.text import Term, Vocabulary, is_concept

MOST_SPANS = 12
MOST_SPANS_OF_WEAK = 4
_TWIN_IS_STRONGER = "naskah lain dengan objek hampir sama lebih cocok untuk baris ini"


@dataclass(frozen=True, slots=True)
class Said:
    """One term of an agreement: bare, whether it is a concept, and where it is printed (title before scope)."""

    term: str
    is_concept: bool
    field: str
    text: str
    span: tuple[int, int]


def terms_said(subject: Subject, vocabulary: Vocabulary) -> dict[str, Said]:
    """Return the terms of an agreement by name, each at its first place."""
    said: dict[str, Said] = {}
    for field, text in (("title", subject.title), ("scope", subject.scope)):
        for name, term in vocabulary.places(text).items():
            if name not in said:
                printed = text[term.start : term.end]
                said[name] = Said(name.lstrip("~"), is_concept(name), field, printed, (term.start, term.end))
    return said


def matched_spans(
    said: Mapping[str, Said], line: Mapping[str, Any], vocabulary: Vocabulary, most: int = MOST_SPANS
) -> list[dict[str, Any]]:
    """Return the words agreement and line share, with printed text and place in both.

    The line's own words come before those above it, words before concepts, long before short.
    """
    found: list[tuple[bool, bool, int, str, str, Said, Term]] = []
    for field in (*FIELDS, "context"):
        there = vocabulary.places(line[field])
        for name in said.keys() & there.keys():
            ours = said[name]
            found.append((field == "context", ours.is_concept, -len(ours.term), ours.term, field, ours, there[name]))
    found.sort(key=itemgetter(0, 1, 2, 3, 4))
    return [_span(ours, field, line[field], term) for *_, field, ours, term in found[:most]]


def cited_spans(citations: Sequence[Citation], line: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the places where the line names the agreement outright; ``row`` is the row below it that does."""
    return [_cited_span(citation, line) for citation in citations]


def _cited_span(citation: Citation, line: Mapping[str, Any]) -> dict[str, Any]:
    text = citation.said or line[citation.field]
    span = {
        "basis": citation.basis,
        "holds": citation.holds,
        "cited": citation.cited,
        "line_field": citation.field,
        "line_text": text[citation.start : citation.end],
        "line_span": [citation.start, citation.end],
    }
    if citation.why_not:
        span["why_not"] = citation.why_not
    if citation.field == DETAILS:
        first = next(detail for detail in line["details"] if detail.text == text)
        span["row"] = {
            "source_row_id": first.source_row_id,
            "text": text,
            "page": first.page,
            "sheet": first.sheet,
            "row": first.row_number,
        }
    return span


def build_evidence(
    said: Mapping[str, Said],
    line: Mapping[str, Any],
    citations: Sequence[Citation],
    channels: Mapping[str, int],
    terms: Mapping[str, float],
    against: Sequence[str],
    carried: Carried | None,
    vocabulary: Vocabulary,
    band: Band,
    standing: Standing,
) -> dict[str, Any]:
    """Return the evidence of one link as plain JSON values in a fixed order; texts in it are as printed."""
    is_weak = band.state == "candidate" and not band.is_open
    matches = matched_spans(said, line, vocabulary, MOST_SPANS_OF_WEAK if is_weak else MOST_SPANS)
    return {
        "document_id": line["document_id"],
        "file_name": line["file_name"] or None,
        "page": line["page"],
        "sheet": line["sheet"],
        "row": line["row_number"],
        "line_name": line["name"],
        "office": line["skpd_name"],
        "context": line["context"] if any(match["line_field"] == "context" for match in matches) else None,
        "citations": cited_spans(citations, line),
        "matches": matches,
        "channels": dict(sorted(channels.items())),
        "terms": dict(terms),
        "against": list(against),
        "rivals": _rivals(standing, is_weak, _TWIN_IS_STRONGER in against),
        "hanya_fasilitasi": bool(line["is_secretariat"]),
        "decision": None if carried is None else _decision(carried),
    }


def _rivals(standing: Standing, is_weak: bool, has_twin: bool) -> dict[str, Any]:
    """Return rank and rivals; of what is only compared (the many) just a twin, which is why it isn't proposed."""
    told: dict[str, Any] = {"rank": standing.rank, "of": standing.of}
    if not is_weak:
        told["stronger_line"] = standing.stronger_line
    if not is_weak or has_twin:
        told["stronger_agreement"] = standing.stronger_agreement
    return told


def _decision(carried: Carried) -> dict[str, Any]:
    decision = carried.decision
    return {
        "verdict": decision.verdict,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at or None,
        "note": decision.note,
        "carried_by": carried.way,
        "remark": carried.remark,
    }


def what_speaks_against(
    features: Mapping[str, float], citations: Iterable[Citation], foreign: Sequence[str], strange: Sequence[str]
) -> list[str]:
    """Return in Indonesian what weakens the link, strongest first."""
    said = []
    if features.get("hanya_fasilitasi"):
        said.append("baris ini biaya fasilitasi kerja sama sekretariat, bukan pelaksanaan naskah")
    if foreign:
        said.append("baris menyebut daerah yang bukan pihak: " + ", ".join(foreign))
    if strange:
        said.append("baris menyebut nama yang tidak dikenal naskah: " + ", ".join(strange))
    if features.get("perangkat_daerah_lain"):
        said.append("perangkat daerah baris ini bukan pelaksana yang tercatat")
    if features.get("penunjang"):
        said.append("baris penunjang rutin perangkat daerah")
    if features.get("kembar_lebih_kuat"):
        said.append(_TWIN_IS_STRONGER)
    if features.get("di_luar_masa_berlaku"):
        said.append("tahun dokumen di luar masa berlaku naskah")
    said.extend(sorted({citation.why_not for citation in citations if citation.why_not}))
    return said


def _span(ours: Said, field: str, text: str, there: Term) -> dict[str, Any]:
    return {
        "term": ours.term,
        "is_concept": ours.is_concept,
        "agreement_field": ours.field,
        "agreement_text": ours.text,
        "agreement_span": list(ours.span),
        "line_field": field,
        "line_text": text[there.start : there.end],
        "line_span": [there.start, there.end],
    }
