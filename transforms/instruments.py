"""What kind of agreement a register row prints: its instrument, its category, whether it is only planned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from config.reference import Reference
from transforms.names import contains_words, find_words, normalise, words

BY_CATEGORY = "by_category"
#: an instrument at the start of a title is its own; further on it may be somebody else's
_TITLE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Instrument:
    """``code`` of the enum (null where nothing is printed) and what the print says beside it.

    ``warnings``: ``naskah_ganda`` (two instruments named), ``naskah_disebut_singkat``, ``naskah_tidak_dikenal``,
    ``adendum``, ``perpanjangan``.
    """

    code: str | None
    is_planned: bool = False
    warnings: tuple[str, ...] = ()


def read_instrument(
    printed: str | None, title: str | None, number: str | None, category: str | None, reference: Reference
) -> Instrument:
    """The instrument a row prints in its own column, else at the start of its title, else inside its number.

    A column that prints something else (``Jenis Kerja Sama``: ``KSDPK``) leaves it to the title. A memorandum (MoU,
    Nota Kesepahaman) is the NK of a Sinergi and the KB of every other cooperation.
    """
    lookup = reference.lexicon.agreements
    text = printed or " ".join(words(title)[:_TITLE_WORDS])
    warnings = [
        name
        for name, group in (("adendum", lookup.addendum_words), ("perpanjangan", lookup.renewal_words))
        if any(contains_words(text, word) for word in group)
    ]
    is_planned = is_status(text, "planned", reference)
    code, more = _named_instrument(text, category, reference)
    if not printed:
        code, more = code or _instrument_in_number(number, category, reference), ()
    if code is None and printed and not is_planned:
        code, more = _named_instrument(" ".join(words(title)[:_TITLE_WORDS]), category, reference)
        is_of_kind = names_a_category(printed, reference)
        code = code or (None if is_of_kind else "lainnya")
        more = more if is_of_kind else ("naskah_tidak_dikenal",)
    return Instrument(code, is_planned, (*warnings, *more))


def read_category(texts: Iterable[tuple[str, str | None]], reference: Reference) -> tuple[str | None, str | None]:
    """(category, basis) from the first of ``texts`` (basis, text) that names one."""
    for basis, text in texts:
        for entry in reference.lexicon.agreements.categories:
            if any(contains_words(text, phrase) for phrase in entry.words):
                return entry.category, basis
    return None, None


def names_a_category(text: str | None, reference: Reference) -> bool:
    return read_category([("", text)], reference)[0] is not None


def is_status(text: str | None, status: str, reference: Reference) -> bool:
    """Whether ``text`` says so (planned, ended_early, expired, active) in one of the known wordings."""
    cleaned = re.sub(r"\brencana\s+(?:kerja|aksi|induk|tata)\b|\bsesuai\s+rencana\b", " ", text or "", flags=re.I)
    return any(contains_words(cleaned, phrase) for phrase in reference.lexicon.agreements.statuses[status])


def sinergi_warnings(instrument: str | None, category: str | None) -> list[str]:
    """What PP 28/2018 doesn't know: a PKS under a Sinergi, a Nota Kesepakatan outside of one."""
    if category == "sinergi" and instrument == "PKS":
        return ["pks_pada_sinergi"]
    if category is not None and category != "sinergi" and instrument in ("NK", "RK"):
        return ["nk_di_luar_sinergi"]
    return []


def _named_instrument(text: str, category: str | None, reference: Reference) -> tuple[str | None, tuple[str, ...]]:
    lookup = reference.lexicon.agreements
    named = [
        entry.instrument
        for entry in lookup.instruments
        if any(contains_words(text, word) for word in entry.words)
    ]  # fmt: skip
    if named:
        code = _by_category(category) if named[0] == BY_CATEGORY else named[0]
        known = {name for name in named if name != BY_CATEGORY}
        clash = len(known) > 1 or (code == "PKS" and BY_CATEGORY in named)
        return code, ("naskah_ganda",) if clash else ()
    bare = re.sub(r"\([^)]*\)", " ", text)
    for entry in lookup.short_instruments:
        if any(normalise(bare) == normalise(word) for word in entry.words):
            return entry.instrument, ("naskah_disebut_singkat",)
    return None, ()


def _by_category(category: str | None) -> str:
    return "NK" if category == "sinergi" else "KB"


def _instrument_in_number(number: str | None, category: str | None, reference: Reference) -> str | None:
    """``134.4/12/PKS/2022`` names its instrument; only an abbreviation between separators counts."""
    for entry in reference.lexicon.agreements.instruments:
        short = [word for word in entry.words if word.isupper() or word == "MoU"]
        if any(find_words(number, word) for word in short if " " not in word):
            return _by_category(category) if entry.instrument == BY_CATEGORY else entry.instrument
    return None
