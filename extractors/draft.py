"""A layout drafted from the headings of a document that no layout fits, in the words of those that come nearest."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from config.layout import Layout
from extractors.header_rows import is_numbering_row
from extractors.heading_words import parts_of, score_column, squash
from extractors.headings import heading_stacks
from extractors.records import Part, Reading, Table, TableRow

#: a heading is known where a layout's own begins it; one that is spelled nearly alike is offered as a guess
_KNOWN = 1_000
_GUESS = 84.0  # percent
#: share of the headings that a layout must know for the draft to build on it whatever its kind
_NEAR = 0.5
#: headings by which a layout of the kind named in the titles is put before others
_KIND_AHEAD = 2
_ROWS_SEARCHED = 80
_KIND_WORDS = {
    "e81": ("evaluasi terhadap hasil", "evaluasi hasil renja"),
    "lra": ("realisasi anggaran", "realisasi belanja"),
    "lkpj": ("pertanggungjawaban", "lkpj", "lppd"),
    "dpa": ("dokumen pelaksanaan", "anggaran kas"),
    "rka": ("rencana kerja dan anggaran",),
    "apbd": ("penjabaran", "apbd", "anggaran pendapatan dan belanja daerah"),
    "kua_ppas": ("plafon anggaran", "ppas", "kebijakan umum"),
    "renstra": ("rencana strategis", "renstra"),
    "rpjmd": ("jangka menengah daerah", "rpjmd"),
    "renja": ("rencana kerja perangkat daerah", "renja", "rumusan rencana program"),
    "rkpd": ("rencana kerja pemerintah daerah", "rkpd"),
    "urusan_mapping": ("pemetaan urusan", "dikerjasamakan"),
    "tkksd": ("tkksd", "tim koordinasi kerja sama"),
    "agreement_list": ("kerja sama", "perjanjian", "kesepakatan", "mou", "pks"),
}
_TITLE_ENDS = re.compile(r"\s+(?:kota|kabupaten|kab\.|provinsi|tahun|per|sampai)\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """One printed column: its merged headings from top to bottom, and what it seems to be.

    ``column`` is the name of the nearest layout's column, null where none is like it; ``is_sure`` where that layout's
    own words stand in the print.
    """

    texts: tuple[str, ...]
    column: str | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """``yaml`` can be saved as it is; ``nearest`` is the layout it builds on, null where none is near."""

    layout_id: str
    yaml: str
    nearest: Layout | None
    headings: tuple[Heading, ...]

    @property
    def unknown(self) -> list[str]:
        """Headings that no layout knows: ignored by the draft until somebody names them."""
        return [" > ".join(heading.texts) for heading in self.headings if heading.column is None]


def draft_layout(reading: Reading, layouts: Mapping[str, Layout]) -> Draft | None:
    """A draft for the first table of ``reading`` that looks like one with headings; None where there is none."""
    found = _find_headings(reading, layouts)
    if found is None:
        return None
    part, table, first, stacks = found
    titles = _titles(part, table, first)
    nearest = _nearest(stacks, reading, _kind(titles), layouts)
    headings = _name_columns(stacks, nearest)
    layout_id = _identifier(reading.file_name)
    values = _values(layout_id, reading, titles, headings, nearest)
    return Draft(layout_id, _text(values, headings, nearest), nearest, headings)


def _find_headings(
    reading: Reading, layouts: Mapping[str, Layout]
) -> tuple[Part, Table, int, list[tuple[str, ...]]] | None:
    """The first of the rows whose cells know most headings of all layouts; without any, the first row of words."""
    words = {
        part.text
        for layout in layouts.values()
        for part in parts_of(layout.printed_headings)
        if len(part.text) > 2 and not part.text.isdigit()
    }
    best: tuple[int, Part, Table, int] | None = None
    for part in reading.parts[:12]:
        for table in part.tables:
            for index, row in enumerate(table.rows[:_ROWS_SEARCHED]):
                texts = [squash(text) for text in _texts(row)]
                worded = [text for text in texts if not text.isdigit()]
                if len(texts) < 3 or len(worded) < 0.6 * len(texts):
                    continue
                hits = sum(any(text.startswith(word) for word in words) for text in worded)
                if best is None or hits > best[0]:
                    best = (hits, part, table, index)
    if best is None:
        return None
    _, part, table, index = best
    while index and _reaches_down(table.rows[index - 1], table.n_columns):
        index -= 1
    rows = [row for row in table.rows[index : _header_end(table, index)] if not is_numbering_row(row)]
    stacks = [tuple(text for _, text in stack) for stack in heading_stacks(rows, table.n_columns)]
    return part, table, index, list(dict.fromkeys(stack for stack in stacks if stack))


def _reaches_down(row: TableRow, n_columns: int) -> bool:
    """Whether a row is the upper part of a header: several cells, of which one reaches down or over some columns."""
    cells = [cell for cell in row.cells if cell is not None and cell.text.strip()]
    return len(cells) > 1 and any(cell.row_span > 1 or 1 < cell.col_span < n_columns for cell in cells)


def _header_end(table: Table, first: int) -> int:
    """Below the cells that reach down, and below rows whose every cell stands under a cell that spans columns."""
    end, index, open_columns = first + 1, first, set[int]()
    while index < min(end, len(table.rows)):
        for column, cell in enumerate(table.rows[index].cells):
            if cell is not None and cell.text.strip():
                end = max(end, index + cell.row_span)
                open_columns |= set(range(column, column + cell.col_span)) if cell.col_span > 1 else set()
        index += 1
        if index == end and index < len(table.rows) and _stands_under(table.rows[index], open_columns):
            end, open_columns = index + 1, set()
    return min(end, len(table.rows))


def _stands_under(row: TableRow, columns: set[int]) -> bool:
    filled = [column for column, cell in enumerate(row.cells) if cell is not None and cell.text.strip()]
    return is_numbering_row(row) or (bool(columns) and bool(filled) and set(filled) <= columns)


def _nearest(
    stacks: Sequence[tuple[str, ...]], reading: Reading, kind: str | None, layouts: Mapping[str, Layout]
) -> Layout | None:
    """The layout that knows most of the headings, one of the kind the titles name before one that knows a few more;
    with fewer than half known, only one of that kind.
    """

    def rank(layout: Layout) -> tuple[int, int, bool, str]:
        named = _assign(stacks, layout)
        missing = sum(column.required and name not in named.values() for name, column in layout.columns.items())
        ahead = _KIND_AHEAD if layout.kind == kind else 0
        return len(named) + ahead, -missing, reading.format in layout.formats, layout.id

    of_kind = [layout for layout in layouts.values() if layout.kind == kind]
    for fitting, known in ((list(layouts.values()), _NEAR * len(stacks)), (of_kind, 0.0)):
        best = max(fitting, key=rank, default=None)
        if best is not None and len(_assign(stacks, best)) >= max(2.0, known):
            return best
    return None


def _assign(stacks: Sequence[tuple[str, ...]], layout: Layout) -> dict[int, str]:
    """Stack -> column for the headings that ``layout`` knows, the surest first, each column once."""
    scored = [
        (score_column(column.heading, tuple(squash(text) for text in stack)), -index, name)
        for index, stack in enumerate(stacks)
        for name, column in layout.columns.items()
    ]
    named: dict[int, str] = {}
    for score, index, name in sorted(scored, reverse=True):
        if score >= _KNOWN and -index not in named and name not in named.values():
            named[-index] = name
    return named


def _name_columns(stacks: Sequence[tuple[str, ...]], nearest: Layout | None) -> tuple[Heading, ...]:
    """What each heading is in the words of ``nearest``; without one, every heading is a column of its own."""
    if nearest is None:
        return tuple(Heading(stack, f"column_{index}", False) for index, stack in enumerate(stacks, start=1))
    sure = _assign(stacks, nearest)
    guessed: dict[int, str] = {}
    for index, stack in enumerate(stacks):
        name = None if index in sure else _alike(stack, nearest, {*sure.values(), *guessed.values()})
        guessed |= {index: name} if name is not None else {}
    named = {**sure, **guessed}
    return tuple(Heading(stack, named.get(index), index in sure) for index, stack in enumerate(stacks))


def _alike(stack: tuple[str, ...], layout: Layout, taken: Collection[str]) -> str | None:
    """The free column whose headings look most like the lowest of ``stack``: nearly equal, or with its first word."""
    printed = stack[-1].casefold()
    best, at = 0.0, None
    for name, column in layout.columns.items():
        for path in column.heading if name not in taken else ():
            heading = path.split(" > ")[-1].strip("=* ").casefold()
            likeness = fuzz.ratio(printed, heading)
            begins = len(heading) > 2 and printed.split()[:1] == heading.split()[:1]
            if (begins or likeness >= _GUESS) and likeness > best:
                best, at = likeness, name
    return at


def _titles(part: Part, table: Table, first: int) -> list[str]:
    lines = [line.text for line in part.texts if line.table_index == 0]
    lines += [" ".join(_texts(row)) for row in table.rows[:first]]
    return [line.strip() for line in lines if line.strip()]


def _values(
    layout_id: str, reading: Reading, titles: Sequence[str], headings: Sequence[Heading], nearest: Layout | None
) -> dict[str, Any]:
    values: dict[str, Any] = {"extends": nearest.id} if nearest is not None else {}
    values |= {"id": layout_id, "version": 1}
    values |= {} if nearest is not None else {"kind": _kind(titles) or "rkpd"}
    values |= {"formats": [reading.format], "title": titles[0] if titles else layout_id}
    values["fingerprint"] = {"all_of": [_TITLE_ENDS.sub("", title) for title in titles[:1]]}
    values["columns"] = _columns(headings, nearest)
    unknown = [" > ".join(f"={text}" for text in heading.texts) for heading in headings if heading.column is None]
    if unknown:
        values["ignored_headings"] = unknown
    if nearest is None:
        values["levels"] = {"rule": "fixed", "value": "program"}
        values["block_fields"] = []
    return values


def _columns(headings: Sequence[Heading], nearest: Layout | None) -> dict[str, Any]:
    """The columns the nearest layout knows by other words, and its required ones that are not printed."""
    columns: dict[str, Any] = {}
    for heading in headings:
        if heading.column is not None and not heading.is_sure:
            path = " > ".join(f"={text}" for text in heading.texts)
            columns[heading.column] = {"also": [path]} if nearest is not None else {"heading": [path]}
    printed = {heading.column for heading in headings}
    for name, column in nearest.columns.items() if nearest is not None else ():
        if column.required and name not in printed:
            columns[name] = {"also": [], "required": False}
    return columns


def _kind(titles: Sequence[str]) -> str | None:
    text = squash(" ".join(titles))
    return next((kind for kind, words in _KIND_WORDS.items() if any(squash(word) in text for word in words)), None)


def _identifier(file_name: str) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", Path(file_name).stem.casefold()).strip("_")
    return stem if re.match(r"[a-z]", stem) else f"layout_{stem or 'baru'}"


def _text(values: Mapping[str, Any], headings: Sequence[Heading], nearest: Layout | None) -> str:
    lines = [f"# Rancangan dari judul kolom yang terbaca. Simpan sebagai config/layouts/{values['id']}.yaml, periksa"]
    lines += [
        "# sidik jari (fingerprint) dan setiap kolom, lalu tambahkan contoh di tests/golden/" + values["id"] + "."
    ]
    if nearest is not None:
        lines.append(f"# Terdekat: {nearest.id} ({nearest.title}).")
    else:
        lines.append(
            "# Tidak ada tata letak yang mirip: tentukan kind, nama kolom, ukurannya (amount/target), dan levels."
        )
    for heading in headings:
        shown = " > ".join(heading.texts)
        if heading.column is None:
            known = _assign([heading.texts], nearest).get(0) if nearest is not None else None
            also = f" (mirip {known}, yang sudah dipakai)" if known else ""
            lines.append(f"# Tidak dikenal, diabaikan: '{shown}'{also}. Beri nama kolom bila isinya dipakai.")
        elif not heading.is_sure and nearest is not None:
            lines.append(f"# Dugaan: '{shown}' dibaca sebagai {heading.column}.")
    body: str = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=110)
    return "\n".join(lines) + "\n" + body


def _texts(row: TableRow) -> list[str]:
    return [cell.text.strip() for cell in row.cells if cell is not None and cell.text.strip()]
