"""The planning and budget lines that an agreement can be linked to, with the names above them and their partition."""

from __future__ import annotations

import pandas as pd

from transforms.matching.text import Vocabulary, printed_words

LEVELS = ("program", "kegiatan", "sub_kegiatan")
KINDS = ("rpjmd", "renstra", "rkpd", "renja", "kua_ppas", "rka", "apbd", "dpa", "e81", "lra", "lkpj")
PARTITION = ("region_code", "kind", "fiscal_year", "version", "period")
_COOPERATION = frozenset({"kerjasama", "kemitraan", "mitra", "bermitra", "dimitrakan"})
_TEXTS = ("name", "indicator", "note", "skpd_name", "skpd_code", "location", "code", "file_name", "line_item_key")
_OTHERS = (*PARTITION, "document_id", "page", "sheet", "row_number", "parent_line_item_id")


def select_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines agreements may be linked to, sorted by id, index from 0, missing texts as empty strings.

    ``partition`` is the region, document kind, year, version and period whose lines are compared with each other. Lines
    of other levels and kinds, and second prints, are left out: nothing may be linked to them.
    """
    kept = lines[lines["level"].isin(LEVELS) & lines["kind"].isin(KINDS)]
    if "duplicate_of" in kept:
        kept = kept[kept["duplicate_of"].isna()]
    kept = kept.sort_values("line_item_id", kind="stable").reset_index(drop=True)
    for column in (*_TEXTS, *_OTHERS):
        if column not in kept:
            kept[column] = None
    texts = kept[list(_TEXTS)].astype(object)
    kept[list(_TEXTS)] = texts.where(texts.notna(), "")
    parts = [["" if pd.isna(part) else str(part) for part in kept[column].to_numpy(object)] for column in PARTITION]
    return kept.assign(partition=pd.Series(["|".join(key) for key in zip(*parts, strict=True)], dtype=object))


def describe_lines(part: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the lines of one partition, index from 0, with what stands around them as added columns.

    ``context`` names of the programme and kegiatan above, ``kegiatan`` the latter alone; ``is_leaf`` nothing finer
    stands below it in the document;
    ``is_secretariat``, ``is_running`` by the word lists; ``says_cooperation`` it names partners or cooperation;
    ``ancestors`` ids above it.
    """
    part = part.reset_index(drop=True)
    ancestors = _ancestors(part)
    name = dict(zip(part["line_item_id"], part["name"], strict=True))
    level = dict(zip(part["line_item_id"], part["level"], strict=True))
    kegiatan = [next((name[above] for above in chain if level[above] == "kegiatan"), "") for chain in ancestors]
    parents = {above for chain in ancestors for above in chain}
    chains = [(own, *(name[above] for above in chain)) for own, chain in zip(part["name"], ancestors, strict=True)]
    secretariat = {text: vocabulary.is_secretariat(text) for text in set(part["name"])}
    running = {chain: vocabulary.is_office_running(chain) for chain in set(chains)}
    cooperation = {text: _says_cooperation(text) for texts in (part["name"], part["indicator"]) for text in set(texts)}
    return part.assign(
        context=pd.Series([" / ".join(reversed(chain[1:])) for chain in chains], dtype=object),
        kegiatan=pd.Series(kegiatan, dtype=object),
        ancestors=pd.Series(ancestors, dtype=object),
        is_leaf=[line not in parents for line in part["line_item_id"]],
        is_secretariat=[any(secretariat[text] for text in chain) for chain in chains],
        is_running=[running[chain] for chain in chains],
        says_cooperation=[
            cooperation[own] or cooperation[indicator]
            for own, indicator in zip(part["name"], part["indicator"], strict=True)
        ],
    )


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
