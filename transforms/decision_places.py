"""Decisions that name their line by its place, or their agreement by number or title, given the keys of both.

Nothing is guessed: what fits none or several is returned as unplaced, with what to write instead. Lines are looked for
in every document at hand, superseded ones too: a decision outlives the version it was taken on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.agreement_numbers import number_key
from transforms.line_places import Place, counts_row, file_key, mark_key, read_place
from transforms.matching.crosswalk import PLACEMENT_COLUMNS
from transforms.matching.decisions import ABOUT_LINKS
from transforms.matching.lines import KINDS, LEVELS
from transforms.names import normalise

_ID = re.compile(r"[0-9a-f]{8,32}")
_MOST_SHOWN = 3
_COPY_KEY = "salin Kunci Naskah dari lembar Rekonsiliasi"
_BELOW = "baris itu rincian di bawah sub kegiatan; tulis tempat sub kegiatannya"


@dataclass(frozen=True)
class PlacedDecisions:
    """``decisions`` with the keys of agreement and line, those that fit nothing left out; ``unplaced`` as rows of
    ``decision_placement``."""

    decisions: pd.DataFrame
    unplaced: pd.DataFrame


def files_named(decisions: pd.DataFrame) -> set[str]:
    """The files (:func:`file_key`) that decisions without a line's key may mean."""
    texts = [_text(row["line_place"]) for row in _rows(decisions) if _lacks_line(row)]
    return {file_key(place.file) for text in texts for place in read_place(text)}


def place_decisions(
    decisions: pd.DataFrame, agreements: pd.DataFrame, parties: pd.DataFrame, lines: pd.DataFrame
) -> PlacedDecisions:
    """Look up what decisions about links don't name by key.

    ``agreements`` and ``parties`` as resolved; ``lines``: of the files named, whatever the state of their slices, with
    ``file_name``, ``page``, ``sheet``, ``row_number``, ``sheet_row``, ``number_printed``, ``code``, ``duplicate_of``.
    Nothing depends on the order of the frames.
    """
    wanting = [_lacks_line(row) or _lacks_agreement(row) for row in _rows(decisions)]
    if not any(wanting):
        return PlacedDecisions(decisions, pd.DataFrame(columns=list(PLACEMENT_COLUMNS)))
    finder = _Finder(agreements, parties, lines)
    kept, unplaced = [], []
    for row, is_wanting in zip(_rows(decisions), wanting, strict=True):
        found, reasons = finder.complete(row) if is_wanting else (row, [])
        if reasons:
            unplaced.append(_unplaced(found, reasons))
        else:
            kept.append(found)
    return PlacedDecisions(
        pd.DataFrame(kept, columns=list(decisions.columns), dtype=object),
        pd.DataFrame(unplaced, columns=list(PLACEMENT_COLUMNS), dtype=object),
    )


class _Finder:
    def __init__(self, agreements: pd.DataFrame, parties: pd.DataFrame, lines: pd.DataFrame) -> None:
        self._agreements = {row["agreement_id"]: row for row in _rows(agreements)}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._regions: dict[str, set[str]] = defaultdict(set)
        for row in (*self._agreements.values(), *_rows(parties)):
            self._numbers[number_key(_text(row.get("number"))) or ""].add(row["agreement_id"])
            self._regions[row["agreement_id"]].add(_text(row.get("region_code")))
        for row in self._agreements.values():
            self._names[normalise(_text(row["title"]))].add(row["agreement_id"])
        self._key_of = {row["line_item_id"]: row["line_item_key"] for row in _rows(lines)}
        self._files: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in sorted(_rows(lines), key=lambda row: str(row["line_item_id"])):
            self._files[file_key(_text(row["file_name"]))].append(row)

    def complete(self, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """The decision with its keys, and why it has none."""
        found, reasons, region = dict(row), [], None
        if _lacks_line(row):
            lines, reason = self._lines_at(_text(row["line_place"]))
            if reason:
                reasons.append(reason)
            else:
                found["line_item_key"] = self._key(lines[0])
                found["line_name"] = _text(row["line_name"]) or lines[0]["name"]
                region = lines[0]["region_code"]
        if _lacks_agreement(row):
            agreement, reason = self._agreement(_text(row["agreement_ref"]), region)
            found["agreement_id"] = agreement or ""
            reasons += [reason] if reason else []
        return found, reasons

    def _key(self, line: Mapping[str, Any]) -> str:
        """The key of the first print, where a file prints a block twice."""
        first = _text(line.get("duplicate_of"))
        return str(self._key_of.get(first) or line["line_item_key"])

    def _agreement(self, text: str, region: str | None) -> tuple[str | None, str]:
        key = text.casefold().replace("-", "").replace(" ", "")
        by_id = {one for one in self._agreements if one.startswith(key)} if _ID.fullmatch(key) else set()
        by_number = self._numbers.get(number_key(text) or "-", set())
        found = by_id or by_number or self._names.get(normalise(text), set())
        # the same title in registers of several regions: the line's own region tells which is meant
        near = {one for one in found if region in self._regions[one]}
        found = near or found
        if not found:
            return None, f"tidak ada naskah bernomor atau berjudul '{text[:80]}'; {_COPY_KEY}"
        if len(found) > 1:
            named = self._named(found)
            return None, f"'{text[:80]}' cocok dengan {len(found)} naskah ({named}); tulis nomornya atau {_COPY_KEY}"
        return min(found), ""

    def _named(self, found: Collection[str]) -> str:
        rows = [self._agreements[one] for one in sorted(found)]
        names = [_text(row.get("number")) or f"kunci {row['agreement_id'][:8]}" for row in rows]
        return _shown(names)

    def _lines_at(self, text: str) -> tuple[list[dict[str, Any]], str]:
        places = read_place(text)
        known = [place for place in places if file_key(place.file) in self._files]
        if not known:
            file = places[0].file if places else text
            return [], f"berkas '{file[:80]}' tidak ada di antara dokumen yang dimuat, atau tidak memuat baris anggaran"
        matches = next((found for place in known if (found := self._matching(place))), [])
        linkable = [row for row in matches if row["level"] in LEVELS and row["kind"] in KINDS]
        if not matches:
            return [], f"tidak ada baris pada '{text[:100]}'"
        if not linkable:
            return [], f"'{text[:100]}': {_BELOW}"
        if len({self._key(row) for row in linkable}) > 1:
            named = _shown([_describe(row) for row in linkable])
            return [], f"'{text[:100]}' cocok dengan {len(linkable)} baris ({named}); tulis halaman dan 'baris N'"
        return linkable, ""

    def _matching(self, place: Place) -> list[dict[str, Any]]:
        there = [row for row in self._files[file_key(place.file)] if _is_on(row, place.part)]
        count = counts_row(place.mark) if place.how != "tercetak" else None
        by_count = [row for row in there if count is not None and _count_of(row) == count]
        if place.how == "baris":
            return by_count
        wanted = mark_key(place.mark)
        printed = [row for row in there if wanted and wanted in _printed_in(row)]
        return list({row["line_item_id"]: row for row in (*printed, *by_count)}.values())


def _unplaced(row: Mapping[str, Any], reasons: Sequence[str]) -> tuple[object, ...]:
    key = _text(row["line_item_key"]) or _text(row["source_row_id"])
    return (
        row["agreement_id"], key, row["verdict"], row["reviewer"], _text(row["decided_at"]) or None, "tidak_terpasang",
        0, "; ".join(reasons), row["source_document_id"], row["source_row_id"],
    )  # fmt: skip


def _is_on(row: Mapping[str, Any], part: str | None) -> bool:
    if part is None:
        return True
    page = row["page"]
    if page is not None and not pd.isna(page):
        return counts_row(part) == int(page)
    return _text(row["sheet"]).strip().casefold() == part.casefold()


def _count_of(row: Mapping[str, Any]) -> int | None:
    """As publications print it: a sheet's rows as a spreadsheet counts them, else the body rows of a page."""
    count = next((row[name] for name in ("sheet_row", "row_number") if not pd.isna(row[name])), None)
    return None if count is None else int(count)


def _printed_in(row: Mapping[str, Any]) -> set[str]:
    return {mark_key(_text(row[name])) for name in ("number_printed", "code")}


def _describe(row: Mapping[str, Any]) -> str:
    where = f"lembar {row['sheet']}" if pd.isna(row["page"]) else f"hlm. {int(row['page'])}"
    return f"{where}, baris {_count_of(row)}: {_text(row['name'])[:40]}"


def _shown(names: Sequence[str]) -> str:
    further = len(names) - _MOST_SHOWN
    return "; ".join(names[:_MOST_SHOWN]) + (f"; dan {further} lainnya" if further > 0 else "")


def _lacks_line(row: Mapping[str, Any]) -> bool:
    return _is_about_link(row) and not _text(row.get("line_item_key"))


def _lacks_agreement(row: Mapping[str, Any]) -> bool:
    return _is_about_link(row) and not _text(row.get("agreement_id"))


def _is_about_link(row: Mapping[str, Any]) -> bool:
    return (_text(row.get("subject")) or ABOUT_LINKS) == ABOUT_LINKS


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(row) for row in frame.to_dict("records")]


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
