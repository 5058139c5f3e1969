"""What a register says about one agreement and another: continued, replaced, amended, based on, listed twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from transforms.names import collapse

#: what the named agreement is to the one whose row names it. ``pendahulu``: this continues or renews it; ``penerus``:
#: it replaces this; ``induk``: this implements or amends it; ``pelaksana``: it implements this; ``duplikat``: the same
#: again; ``rujukan``: named, no more
RELATIONS = ("pendahulu", "penerus", "induk", "pelaksana", "duplikat", "rujukan")

_CUES = {
    "penerus": r"(?:digantikan|diganti|dilanjutkan|diperbarui|diperbaharui)(?:\s+(?:oleh|dengan|dgn|ke|menjadi|di))?",
    "pendahulu": (
        r"(?:lanjutan|kelanjutan|melanjutkan|perpanjangan|pembaruan|pengganti|menggantikan|mengganti)"
        r"(?:\s+(?:dari|atas|dgn|dengan))?"
    ),
    "induk": (
        r"(?:adendum|addendum|amandemen|perubahan|turunan|pelaksanaan|tindak\s+lanjut|menindaklanjuti|berdasarkan|"
        r"berdasar|mengacu|induk|sesuai|dari|atas)(?:\s+(?:dari|atas|terhadap|pada|kepada))?"
    ),
    "pelaksana": r"(?:ditindaklanjuti|dijabarkan|dilaksanakan)(?:\s+(?:oleh|dengan|dgn|melalui|dalam))?",
    "duplikat": r"(?:rangkap|dobel|double|duplikat|duplikasi|ganda|sama)(?:\s+(?:dgn|dengan|dari))?",
    "rujukan": r"(?:lihat|lih\.?|bdk\.?)",
}
_INSTRUMENT = (
    r"(?P<instrument>nota\s+kesep(?:akatan|ahaman)|kesepakatan\s+bersama|perjanjian\s+kerja\s*sama|mou|nk|kb|ksb|pks)"
)
_REGISTER_NO = r"(?:(?:no(?:mor)?\.?|nmr)\s*(?:urut\s*)?|#\s*)(?P<no>\d{1,3}\s?[a-z]?)(?![\w/.-])"
_NUMBER = r"(?:no(?:mor)?\.?\s*:?\s*)(?P<number>[\w.()-]+(?:\s?/\s?(?:[\w.()]|-\s?)*[\w)])+)"
_NEXT_IN_LIST = re.compile(rf"^\s*(?:,|&|dan|serta)\s*{_REGISTER_NO}", re.I)
_YEAR = r"(?:th(?:n|\.)?|tahun|thn\.)?\s*(?P<year>(?:19|20)\d{2})\b"
_TARGETS = (
    re.compile(rf"^[\s:,]*(?:{_INSTRUMENT}\s+)?(?:\w+\s+)?{_NUMBER}", re.I),
    re.compile(rf"^[\s:,]*(?:{_INSTRUMENT}\s+)?(?:\w+\s+)?{_REGISTER_NO}", re.I),
    re.compile(rf"^[\s:,]*(?:{_INSTRUMENT}\s+){_YEAR}", re.I),
    re.compile(rf"^[\s:,]*{_YEAR}", re.I),
    re.compile(rf"^[\s:,]*{_INSTRUMENT}\b(?P<rest>[^.;,]*)", re.I),
)


@dataclass(frozen=True, slots=True)
class PrintedReference:
    """One printed reference: ``register_no`` of a row, ``number`` of a document, or instrument and year."""

    relation: str
    printed: str
    register_no: str | None = None
    number: str | None = None
    instrument: str | None = None
    year: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it names one agreement, not merely a kind and a year."""
        return self.register_no is not None or self.number is not None


def find_references(texts: Mapping[str, str | None]) -> list[PrintedReference]:
    """All references in the printed columns, in order; ``perpanjangan thn 2020, lihat no 3`` gives two."""
    found = [reference for text in texts.values() for reference in _references_in(collapse(text))]
    return list(dict.fromkeys(found))


def parent_text(references: list[PrintedReference]) -> str | None:
    """The printed words of all references, for the record."""
    return "; ".join(reference.printed for reference in references) or None


def _references_in(text: str) -> list[PrintedReference]:
    found, position = [], 0
    cues = re.compile("|".join(rf"(?P<{name}>\b{pattern})" for name, pattern in _CUES.items()), re.I)
    while match := cues.search(text, position):
        position = match.end()
        reference = _target(text, match)
        if reference is not None:
            found.append(reference)
            position = max(position, match.start() + len(reference.printed))
            found += _further(text[position:], reference)
    return found


def _further(rest: str, reference: PrintedReference) -> list[PrintedReference]:
    """The other rows of a list: ``no. 2 dan no. 3``."""
    found = []
    while reference.register_no is not None and (match := _NEXT_IN_LIST.match(rest)):
        found.append(replace(reference, printed=match[0].strip(" ,;&"), register_no=_squeezed(match["no"])))
        rest = rest[match.end() :]
    return found


def _target(text: str, cue: re.Match[str]) -> PrintedReference | None:
    rest, relation = text[cue.end() :], str(cue.lastgroup)
    for pattern in _TARGETS:
        found = pattern.match(rest)
        if found is None:
            continue
        parts = found.groupdict()
        if parts.get("rest") is not None and relation in ("rujukan", "duplikat", "pelaksana"):
            return None
        if relation == "induk" and set(parts) == {"year"}:
            return None
        return PrintedReference(
            relation,
            text[cue.start() : cue.end() + found.end()].strip(" ,;."),
            _squeezed(parts.get("no")),
            parts.get("number"),
            _squeezed(parts.get("instrument")),
            int(parts["year"]) if parts.get("year") else None,
        )
    return None


def _squeezed(text: str | None) -> str | None:
    return re.sub(r"\s+", "", text).casefold() if text else None
