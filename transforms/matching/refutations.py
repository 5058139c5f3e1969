"""What a line names that the agreement does not know: other regions and proper names, the strongest refutations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from transforms.matching.line_texts import FIELDS
from transforms.matching.subjects import Subject, is_name_word
from transforms.matching.text import Vocabulary, printed_words
from transforms.names import find_regions

_KINDS = frozenset({"kota", "kabupaten", "kep", "kepulauan", "administrasi"})


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
        self._is_known_name: dict[str, bool] = {}

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
            self._names[line] = frozenset(word for word in words if self._is_name(word))
        return sorted(self._names[line] - _words_of(subject)) if self._names[line] else []

    def _is_name(self, word: str) -> bool:
        if word not in self._is_known_name:
            self._is_known_name[word] = (
                is_name_word(word, self._themes, self._vocabulary) and self._vocabulary.mended(word) is None
            )
        return self._is_known_name[word]

    def _regions_in(self, record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        if self._reference is None:
            return ()
        return tuple(found for field in FIELDS for found in _regions_named(record[field], self._reference))


@lru_cache(maxsize=1 << 16)
def _regions_named(text: str, reference: Any) -> tuple[tuple[str, str], ...]:
    """Return (region code, as printed) of the regions a text names."""
    said = {word for word, _, _ in printed_words(text)}
    names = _names_of_regions(reference)
    if not any(rest <= said for word in said for rest in names.get(word, ())):
        return ()
    return tuple((mention.code, mention.printed) for mention in find_regions(text, reference))


def _words_of(subject: Subject) -> set[str]:
    said = [subject.title, subject.scope, *(p.name for p in subject.partners), *(o.name for o in subject.offices)]
    return {word for text in said for word, _, _ in printed_words(text)}


@cache
def _names_of_regions(reference: Any) -> dict[str, list[frozenset[str]]]:
    """Return the names of all regions by their first word, each as its other words: a quick look before reading."""
    names = [*reference.regions["name"], *(alias for aliases in reference.region_aliases.values() for alias in aliases)]
    index: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name in names:
        words = [word for word, _, _ in printed_words(str(name)) if word not in _KINDS]
        for first, *rest in (words, ["".join(words)]):
            index[first].append(frozenset(rest))
    return dict(index)
