"""One agreement read from its own text: title, numbers, parties, day of signing, and what its articles say.

Only what the deed prints is taken: the subject behind ``TENTANG``, the numbers behind ``NOMOR``, the parties behind
``ANTARA``, the articles whose headings speak of scope, term and funding. What is not found stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from transforms.names import collapse
from transforms.register_rows import PrintedAgreement
from transforms.worded_dates import signing_date

_INSTRUMENT = re.compile(
    r"^(?:naskah\s+)?((?:ad?dendum\s+(?:\w+\s+){0,3})?(?:surat\s+)?(?:kesepakatan bersama|perjanjian kerja\s?sama|"
    r"nota kesepakatan|nota kesepahaman|memorandum of understanding|rencana kerja sama))\b",
    re.I,
)
_NUMBER = re.compile(r"^no(?:mor)?\b\s*[:.]\s*(.*)$", re.I)
_DAY = re.compile(r"^pada hari ini\b", re.I)
_ARTICLE = re.compile(r"^pasal\s+\w+\W*(.*)$", re.I)
_BETWEEN = re.compile(r"\bantara\b(.+?)\btentang\b", re.I)
_ABOUT = re.compile(r"\btentang\b(.+)$", re.I)
_PARTIES = re.compile(r"\s+(?:dengan|dan)\s+", re.I)
_DURATION = re.compile(
    r"jangka waktu[^.;]{0,80}?\d{1,2}\s*(?:\([^)]*\))?\s*(?:tahun|bulan)[^.;]*|\bsampai dengan[^.;]*", re.I
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=\(\d+\)|[A-Z])")
#: what the heading of an article speaks of -> the register column it fills
_SUBJECTS = {
    "scope": re.compile(r"ruang lingkup|obj?ek\b", re.I),
    "term": re.compile(r"jangka waktu|masa berlaku", re.I),
    "funding_source": re.compile(r"pembiayaan|pendanaan|\bbiaya\b", re.I),
}
_TITLE_LINES = 40
_DAY_LINES = 5
#: an article's text is taken so far
_LONGEST_ARTICLE = 1500


@dataclass(slots=True)
class Deed:
    """``values`` by register column; ``used`` the positions of the rows they come from, the title's first."""

    values: dict[str, str | None] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)


def read_deed(lines: Sequence[str]) -> Deed | None:
    """What the printed ``lines`` of one agreement say; None where no title is found."""
    start = next((at for at, line in enumerate(lines[:_TITLE_LINES]) if _INSTRUMENT.match(line)), None)
    if start is None:
        return None
    day = next((at for at, line in enumerate(lines) if at > start and _DAY.match(line)), len(lines))
    deed = Deed(used=list(range(start, min(day, start + _TITLE_LINES))))
    _read_title([lines[at] for at in deed.used], deed)
    _read_day(lines, day, deed)
    for name, (own, text) in _articles(lines, day).items():
        deed.values[name] = text
        deed.used += own
    return deed


def mark_deed_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` with ``row_kind``: the title's first row is the line, what was read of it continues it."""
    deed = read_deed([str(text or "") for text in rows["v_text"]])
    used = deed.used if deed is not None else []
    kinds = ["not_relevant" if str(text or "").strip() else "blank" for text in rows["v_text"]]
    for at in used:
        kinds[at] = "continuation"
    if used:
        kinds[used[0]] = "line"
    return rows.assign(row_kind=pd.Series(kinds, index=rows.index, dtype=object))


def printed_deed(rows: pd.DataFrame) -> PrintedAgreement | None:
    """The deed of ``rows`` as a register would print it; None where it has no title."""
    records = rows.to_dict("records")
    deed = read_deed([str(record["v_text"] or "") for record in records])
    if deed is None:
        return None
    sources = [(records[at]["source_row_id"], "utama" if at == deed.used[0] else "lanjutan") for at in deed.used]
    first = records[deed.used[0]]
    return PrintedAgreement(
        first["source_row_id"], first["document_id"], first["block"], deed.values, None, None,
        list(dict.fromkeys(sources)),
    )  # fmt: skip


def _read_title(lines: Sequence[str], deed: Deed) -> None:
    instrument = _INSTRUMENT.match(lines[0])
    numbers = [collapse(found[1]) for line in lines if (found := _NUMBER.match(line)) and found[1].strip()]
    text = collapse(" ".join(line for line in lines if not _NUMBER.match(line)))
    between, about = _BETWEEN.search(text), _ABOUT.search(text)
    deed.values |= {
        "instrument": collapse(instrument[1]) if instrument else None,
        "title": about[1].strip() if about else None,
        "partner": "; ".join(_PARTIES.split(between[1].strip())) if between else None,
        "number": numbers[0] if numbers else None,
        "number_2": "\n".join(numbers[1:]) or None,
    }


def _read_day(lines: Sequence[str], day: int, deed: Deed) -> None:
    own = list(range(day, min(day + _DAY_LINES, len(lines))))
    deed.values["signed_date"] = signing_date(" ".join(lines[at] for at in own))
    if deed.values["signed_date"]:
        deed.used += own


def _articles(lines: Sequence[str], after: int) -> Mapping[str, tuple[list[int], str]]:
    """(rows, text) of the first article on each subject."""
    heads = [at for at in range(after, len(lines)) if _ARTICLE.match(lines[at])]
    found: dict[str, tuple[list[int], str]] = {}
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        own = _ARTICLE.match(lines[head])
        title = own[1] if own and own[1] else lines[head + 1] if head + 1 < end else ""
        body = list(range(head + 1 if own and own[1] else head + 2, end))
        text = collapse(" ".join(lines[at] for at in body))[:_LONGEST_ARTICLE]
        name = next((name for name, pattern in _SUBJECTS.items() if pattern.search(title)), None)
        said = _duration(text) if name == "term" else text
        if name is not None and name not in found and said:
            found[name] = (list(range(head, end)), said)
    return found


def _duration(text: str) -> str | None:
    """The sentence that says how long: others speak of notice given so many months before the end."""
    return next((found[0].strip() for part in _SENTENCE.split(text) if (found := _DURATION.search(part))), None)
