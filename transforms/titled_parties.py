"""The parties that a title names: ``antara A dan B tentang ...``, or ``MoU dengan B``."""

from __future__ import annotations

import re

from config.reference import Reference
from transforms.names import collapse, contains_words, words
from transforms.parties import Party, split_parties

_BETWEEN_ABOUT = re.compile(r"\bantara\b(.+?)(?:\bnomor\b.*?)?\b(?:tentang|perihal)\b", re.I | re.S)
_SUBJECT = r"(?=\s*(?:[|:]|\b(?:tentang|perihal|mengenai|berkaitan|terkait|untuk|dalam|guna|nomor|no\.)\b)|\s*$)"
_BETWEEN = re.compile(rf"\bantara\b(.+?){_SUBJECT}", re.I | re.S)
_WITH = re.compile(rf"^(.+?)\bdengan\b(.+?){_SUBJECT}", re.I | re.S)
#: the years a title ends with are its term, no part of the last name
_YEARS_AT_END = re.compile(r"[\s,(]+(?:tahun\s+)?(?:19|20)\d\d(?:\s*(?:-|–|/|s\.?/?d\.?)\s*(?:19|20)\d\d)?\W*$", re.I)
#: an instrument, and perhaps the office that signs it, stand before ``dengan``; more words are a subject
_MOST_WORDS_BEFORE = 6


def parties_between(title: str | None, reference: Reference) -> list[Party]:
    """The parties of ``antara ... tentang``, the full form; empty where the title has another."""
    found = _BETWEEN_ABOUT.search(title or "")
    return split_parties(found[1], reference) if found else []


def parties_in_title(title: str | None, reference: Reference) -> list[Party]:
    """The parties in whatever form the title names them: ``antara A dan B``, or behind an instrument ``dengan B``."""
    if parties := parties_between(title, reference):
        return parties
    text = collapse(title)
    if between := _BETWEEN.search(text):
        return split_parties(_YEARS_AT_END.sub("", between[1]), reference)
    alone = _WITH.match(text)
    if alone is None or len(words(alone[1])) > _MOST_WORDS_BEFORE or not _names_instrument(alone[1], reference):
        return []
    return split_parties(_YEARS_AT_END.sub("", alone[2]), reference)


def _names_instrument(text: str, reference: Reference) -> bool:
    lexicon = reference.lexicon.agreements
    known = [word for entry in (*lexicon.instruments, *lexicon.short_instruments) for word in entry.words]
    return any(contains_words(text, word) for word in known)
