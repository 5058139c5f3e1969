"""What a line names that the agreement does not know: other regions and proper names, the strongest refutations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from transforms.matching.line_texts import FIELDS
from transforms.matching.subjects import Subject, is_name_word
from transforms.matching.text import Vocabulary, printed_words
from transforms.names import find_regions


class NamesInLines:
    """The regions and proper names each line of a partition names; read once per line, when first asked for."""

    def __init__(
        self,
        records: Sequence[Mapping[str, Any]],
        reference: Any,
        themes: frozenset[str],
        vocabulary: Vocabulary,
        own_words: frozenset[str],
    ) -> None:
        self._records = records
        self._reference = reference
        self._themes = themes
        self._vocabulary = vocabulary
        self._own_words = own_words
        self._regions: dict[int, tuple[tuple[str, str], ...]] = {}
        self._names: dict[int, frozenset[str]] = {}

    def foreign_regions(self, subject: Subject, line: int) -> list[str]:
        """Return the regions a line names, as printed, that are neither party nor its own, nor a province of these."""
        if line not in self._regions:
            self._regions[line] = self._regions_in(self._records[line])
        known = subject.region_codes | {self._records[line]["region_code"]}
        known |= {code.split(".")[0] for code in known}
        return sorted({printed for code, printed in self._regions[line] if code not in known})

    def strange_names(self, subject: Subject, line: int) -> list[str]:
        """Return the proper names in the name of a line that neither the agreement nor its offices know."""
        if line not in self._names:
            words = {word for word, _, _ in printed_words(self._records[line]["name"])} - self._own_words
            self._names[line] = frozenset(w for w in words if is_name_word(w, self._themes, self._vocabulary))
        return sorted(self._names[line] - _words_of(subject)) if self._names[line] else []

    def _regions_in(self, record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        if self._reference is None:
            return ()
        may_name = _words_of_regions(self._reference)
        return tuple(
            (mention.code, mention.printed)
            for field in FIELDS
            if not may_name.isdisjoint(word for word, _, _ in printed_words(record[field]))
            for mention in find_regions(record[field], self._reference)
        )


def _words_of(subject: Subject) -> set[str]:
    said = [subject.title, subject.scope, *(p.name for p in subject.partners), *(o.name for o in subject.offices)]
    return {word for text in said for word, _, _ in printed_words(text)}


@cache
def _words_of_regions(reference: Any) -> frozenset[str]:
    """Return every word a region's name or alias begins with: a text without any of them names no region."""
    names = [*reference.regions["name"], *(alias for aliases in reference.region_aliases.values() for alias in aliases)]
    return frozenset(word for name in names for word, _, _ in printed_words(str(name))) - {"kota", "kabupaten"}
