"""The lines at hand as decisions look for them: by key, by document and home, by name, by code of another edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from transforms.line_places import file_key
from transforms.matching.editions import CodeMap, Counterparts, Entry, Key, map_editions, read_entries, read_key
from transforms.matching.line_texts import FIELDS
from transforms.matching.offices import office_key
from transforms.matching.text import squeeze

Home = tuple[str, str, str]
#: programme and kegiatan stand above a sub kegiatan; a chain that goes on is a circle
_DEEPEST = 2


@dataclass(frozen=True)
class Line:
    """One line; ``path`` are the squeezed names of programme and kegiatan above it, nearest first; ``texts`` is what
    stands in and below it."""

    line_id: str
    key: str
    document_id: str
    file: str
    partition: str
    region: str
    office: str
    level: str
    name: str
    path: tuple[str, ...]
    year: int
    code: Key | None
    texts: tuple[str, ...]

    @property
    def home(self) -> Home:
        """Where a line is looked for again: region, office, level."""
        return self.region, self.office, self.level


class Shelves:
    """All lines of ``select_lines``; what is derived from them is made when first asked for."""

    def __init__(self, lines: pd.DataFrame, reference: Any) -> None:
        self._reference = reference
        self._by_key: dict[str, list[Line]] = defaultdict(list)
        self._homes: dict[Home, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
        self._regions: dict[str, list[Line]] = defaultdict(list)
        self._partition_of: dict[str, str] = {}
        self._maps: dict[str, CodeMap] = {}
        paths = _paths(lines)
        for row in lines.sort_values("line_item_id", kind="stable").to_dict("records"):
            line = Line(
                row["line_item_id"], row["line_item_key"], str(row["document_id"]), file_key(row["file_name"]),
                row["partition"],
                row["region_code"], office_key(row["region_code"], row["skpd_code"], row["skpd_name"], reference),
                row["level"], row["name"], paths[row["line_item_id"]],
                0 if pd.isna(row["fiscal_year"]) else int(row["fiscal_year"]), read_key(row["code"]),
                (*(row[field] for field in FIELDS), *(detail.text for detail in row["details"])),
            )  # fmt: skip
            self._by_key[line.key].append(line)
            self._homes[line.home][line.document_id].append(line)
            self._regions[line.region].append(line)
            self._partition_of[line.document_id] = line.partition

    def of_key(self, key: str) -> list[Line]:
        """Return the lines of a key."""
        return self._by_key.get(key, [])

    def of_region(self, region: str) -> list[Line]:
        """Return the lines of a region."""
        return self._regions.get(region, [])

    def partition_of(self, document_id: str) -> str:
        """Return the region, kind, year, version and period of a document's lines."""
        return self._partition_of[document_id]

    def documents_of(self, home: Home) -> list[tuple[str, list[Line]]]:
        """Return the lines of a home by document."""
        return sorted(self._homes.get(home, {}).items())

    def has_namesakes(self, line: Line) -> bool:
        """Tell whether its document prints the name again in its home."""
        return len(self._alike(line)) > 1

    def has_doubles(self, line: Line) -> bool:
        """Tell whether its document prints the name again in its home, below the same names."""
        return sum(other.path == line.path for other in self._alike(line)) > 1

    def _alike(self, line: Line) -> list[Line]:
        return [
            other for other in self._homes[line.home][line.document_id] if squeeze(other.name) == squeeze(line.name)
        ]

    def named_like(self, line: Line) -> list[Line]:
        """Return the lines of its name, office regardless, in documents of its kind, year and version."""
        return [other for other in self._names.get(_called(line), ()) if other.partition == line.partition]

    def namesakes_elsewhere(self, line: Line) -> Iterator[tuple[str, Sequence[Line]]]:
        """Yield the lines of its name, office regardless, by partition."""
        by_partition: dict[str, list[Line]] = defaultdict(list)
        for other in self._names.get(_called(line), ()):
            by_partition[other.partition].append(other)
        yield from sorted(by_partition.items())

    @cached_property
    def _names(self) -> dict[tuple[str, str, str], list[Line]]:
        names: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
        for lines in self._regions.values():
            for line in lines:
                names[_called(line)].append(line)
        return names

    def counterparts(self, anchors: Sequence[Line], others: Sequence[Line]) -> Iterator[Counterparts]:
        """Yield what the anchors are in the editions that the others are coded in, as far as a rule tells."""
        editions = sorted({line.code[0] for line in others if line.code})
        for anchor in anchors:
            for edition in editions:
                if anchor.code and anchor.code[0] != edition:
                    found = self._map(anchor.region).get(anchor.code, {}).get(edition)
                    if found is not None:
                        yield found

    def _map(self, region: str) -> CodeMap:
        """Return the crosswalk of a region, from the nomenclature at hand and what its own documents print."""
        if region not in self._maps:
            own = [Entry(*line.code, line.name) for line in self._regions[region] if line.code and line.name]
            self._maps[region] = map_editions([*self._national, *own])
        return self._maps[region]

    @cached_property
    def _national(self) -> list[Entry]:
        if self._reference is None:
            return []
        nomenclature = self._reference.nomenclature
        return read_entries(zip(nomenclature["code"], nomenclature["name"], strict=True))


def _called(line: Line) -> tuple[str, str, str]:
    return line.region, line.level, squeeze(line.name)


def _paths(lines: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return per line the squeezed names above it, nearest first, as far as the frame holds them."""
    names = dict(zip(lines["line_item_id"], lines["name"], strict=True))
    above = dict(zip(lines["line_item_id"], lines["parent_line_item_id"], strict=True))
    paths = {}
    for line in names:
        path: list[str] = []
        parent = above[line]
        while isinstance(parent, str) and parent in names and len(path) < _DEEPEST:
            path.append(squeeze(names[parent]))
            parent = above[parent]
        paths[line] = tuple(path)
    return paths
