"""The planning and budget lines that an agreement can be linked to, with the names above them and their partition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms.matching.text import Vocabulary, printed_words

LEVELS = ("program", "kegiatan", "sub_kegiatan")
DETAIL_LEVELS = ("rekening", "rincian")
#: shorter texts below a line quote no title; a document number has two slashes or more
_DETAIL_WORDS, _DETAIL_SLASHES = 4, 2
KINDS = ("rpjmd", "renstra", "rkpd", "renja", "kua_ppas", "rka", "apbd", "dpa", "e81", "lra", "lkpj")
PARTITION = ("region_code", "kind", "fiscal_year", "version", "period")
_COOPERATION = frozenset({"kerjasama", "kemitraan", "mitra", "bermitra", "dimitrakan"})
_TEXTS = ("name", "indicator", "note", "skpd_name", "skpd_code", "location", "code", "file_name", "line_item_key")
_OTHERS = (
    *PARTITION, "line_item_id", "document_id", "level", "page", "sheet", "row_number", "sheet_row",
    "parent_line_item_id",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Detail:
    """One account, detail or heading below a line, with the text in which it may cite an agreement, and its place.

    ``row_number`` is counted as a spreadsheet does where the row stands in one.
    """

    source_row_id: str
    text: str
    page: int | None
    sheet: str | None
    row_number: int | None


def select_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines agreements may be linked to, sorted by id, index from 0, missing texts as empty strings.

    ``partition`` is the region, document kind, year, version and period whose lines are compared with each other. Lines
    of other levels and kinds, and second prints, are left out: nothing may be linked to them. What accounts and details
    below a line say is kept with it, in ``details`` (tuples of :class:`Detail`). ``row_number`` is the row of a
    sheet as a spreadsheet counts.
    """
    usable = lines[lines["level"].isin((*LEVELS, *DETAIL_LEVELS)) & lines["kind"].isin(KINDS)]
    if "duplicate_of" in usable:
        usable = usable[usable["duplicate_of"].isna()]
    kept = usable[usable["level"].isin(LEVELS)]
    details = _details_below(usable, set(kept["line_item_id"]))
    kept = kept.sort_values("line_item_id", kind="stable").reset_index(drop=True)
    for column in (*_TEXTS, *_OTHERS):
        if column not in kept:
            kept[column] = None
    for columns, missing in ((_TEXTS, ""), (_OTHERS, None)):
        # Plain objects: a column that Arrow holds makes each of its values anew whenever it is gone through.
        values = kept[list(columns)].astype(object)
        kept[list(columns)] = values.where(values.notna(), missing)
    kept["details"] = pd.Series(
        [tuple(sorted(details.get(line, ()), key=_place)) for line in kept["line_item_id"]],
        index=kept.index,
        dtype=object,
    )
    kept["row_number"] = kept["sheet_row"].where(kept["sheet_row"].notna(), kept["row_number"])
    keys = list(zip(*(kept[column] for column in PARTITION), strict=True))
    names = {key: "|".join("" if part is None else str(part) for part in key) for key in set(keys)}
    return kept.assign(partition=pd.Series([names[key] for key in keys], dtype=object))


def describe_lines(part: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the lines of one partition, index from 0, with what stands around them as added columns.

    ``context`` names of the programme and kegiatan above, ``kegiatan`` the latter alone; ``is_leaf`` nothing finer
    stands below it in the document, and it is no programme left without rows by an office that prints finer ones;
    ``is_secretariat``, ``is_running`` by the word lists; ``says_cooperation`` it names partners or cooperation;
    ``ancestors`` ids above it.
    """
    part = part.reset_index(drop=True)
    ancestors = _ancestors(part)
    name = dict(zip(part["line_item_id"], part["name"], strict=True))
    level = dict(zip(part["line_item_id"], part["level"], strict=True))
    kegiatan = [next((name[above] for above in chain if level[above] == "kegiatan"), "") for chain in ancestors]
    parents = {above for chain in ancestors for above in chain}
    offices = list(zip(part["document_id"], part["skpd_code"], part["skpd_name"], strict=True))
    finer = {office for office, own in zip(offices, part["level"], strict=True) if own != "program"}
    chains = [(own, *(name[above] for above in chain)) for own, chain in zip(part["name"], ancestors, strict=True)]
    secretariat = {text: vocabulary.is_secretariat(text) for text in set(part["name"])}
    running = {chain: vocabulary.is_office_running(chain) for chain in set(chains)}
    cooperation = {text: _says_cooperation(text) for texts in (part["name"], part["indicator"]) for text in set(texts)}
    return part.assign(
        context=pd.Series([" / ".join(reversed(chain[1:])) for chain in chains], dtype=object),
        kegiatan=pd.Series(kegiatan, dtype=object),
        ancestors=pd.Series(ancestors, dtype=object),
        is_leaf=[
            line not in parents and not (own == "program" and office in finer)
            for line, own, office in zip(part["line_item_id"], part["level"], offices, strict=True)
        ],
        is_secretariat=[any(secretariat[text] for text in chain) for chain in chains],
        is_running=[running[chain] for chain in chains],
        says_cooperation=[
            cooperation[own] or cooperation[indicator]
            for own, indicator in zip(part["name"], part["indicator"], strict=True)
        ],
    )


def _details_below(usable: pd.DataFrame, kept: set[str]) -> dict[str, list[Detail]]:
    """Return per line the rows below it whose own words could cite an agreement.

    The name of an account is national wording (Permendagri 90/2019), that of a detail the office's own; so are notes.
    """
    details: dict[str, list[Detail]] = defaultdict(list)
    below = usable[usable["level"].isin(DETAIL_LEVELS)]
    if below.empty:
        return details
    parent = dict(zip(usable["line_item_id"], usable["parent_line_item_id"], strict=True))
    for row in below.to_dict("records"):
        texts = [row.get("note"), row["name"] if row["level"] == "rincian" else None]
        said = sorted({text for text in texts if isinstance(text, str) and _may_cite(text)})
        line = _nearest(row["line_item_id"], parent, kept) if said else None
        if line is not None:
            details[line].extend(
                Detail(
                    str(row.get("source_row_id") or row["line_item_id"]),
                    text,
                    _whole(row.get("page")),
                    _word(row.get("sheet")),
                    _row_of(row),
                )
                for text in said
            )
    return details


def _may_cite(text: str) -> bool:
    return text.count("/") >= _DETAIL_SLASHES or len(printed_words(text)) >= _DETAIL_WORDS


def _nearest(line: str, parent: dict[str, Any], kept: set[str]) -> str | None:
    seen: set[str] = set()
    above = parent.get(line)
    while isinstance(above, str) and above not in kept and above not in seen:
        seen.add(above)
        above = parent.get(above)
    return above if isinstance(above, str) and above in kept else None


def _place(detail: Detail) -> tuple[int, str, int, str, str]:
    return detail.page or 0, detail.sheet or "", detail.row_number or 0, detail.source_row_id, detail.text


def _row_of(row: Mapping[str, Any]) -> int | None:
    in_sheet = _whole(row.get("sheet_row"))
    return in_sheet if in_sheet is not None else _whole(row.get("row_number"))


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _says_cooperation(text: str) -> bool:
    return any(word in _COOPERATION for word, _, _ in printed_words(text))


def _ancestors(lines: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return per line the ids above it that are matchable themselves, nearest first; cycles end the chain."""
    parent = dict(zip(lines["line_item_id"], lines["parent_line_item_id"], strict=True))
    chains = []
    for line in lines["line_item_id"]:
        chain: list[str] = []
        above = parent.get(line)
        while isinstance(above, str) and above in parent and above not in chain and above != line:
            chain.append(above)
            above = parent.get(above)
        chains.append(tuple(chain))
    return chains
