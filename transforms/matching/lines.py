"""The planning and budget lines that an agreement can be linked to, with the names above them and their partition."""

from __future__ import annotations

import pandas as pd

from transforms.matching.text import Vocabulary, printed_words

LEVELS = ("program", "kegiatan", "sub_kegiatan")
KINDS = ("rpjmd", "renstra", "rkpd", "renja", "kua_ppas", "rka", "apbd", "dpa", "e81", "lra", "lkpj")
PARTITION = ("region_code", "kind", "fiscal_year", "version", "period")
_COOPERATION = frozenset({"kerjasama", "kemitraan", "mitra", "bermitra", "dimitrakan"})
_TEXTS = ("name", "indicator", "note", "skpd_name", "skpd_code", "location", "code", "file_name", "line_item_key")


def matchable_lines(lines: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the lines agreements are compared with, sorted by id, index from 0, with added columns.

    ``context`` names of the programme and kegiatan above; ``is_leaf`` nothing finer stands below it in the document;
    ``is_secretariat``, ``is_running`` by the word lists;
    ``says_cooperation`` it names partners or cooperation; ``ancestors`` ids above it; ``partition`` the region,
    document kind, year, version and period whose lines are compared with each other. Lines of other levels and kinds,
    and second prints, are left out: nothing may be linked to them.
    """
    kept = lines[lines["level"].isin(LEVELS) & lines["kind"].isin(KINDS)]
    if "duplicate_of" in kept:
        kept = kept[kept["duplicate_of"].isna()]
    kept = kept.sort_values("line_item_id", kind="stable").reset_index(drop=True)
    for column in (*_TEXTS, *PARTITION, "document_id", "page", "sheet", "row_number", "parent_line_item_id"):
        if column not in kept:
            kept[column] = None
    texts = kept[list(_TEXTS)].astype(object)
    kept[list(_TEXTS)] = texts.where(texts.notna(), "")
    ancestors = _ancestors(kept)
    name = dict(zip(kept["line_item_id"], kept["name"], strict=True))
    context = [" / ".join(name[above] for above in reversed(chain)) for chain in ancestors]
    parents = {above for chain in ancestors for above in chain}
    chains = [
        [kept_name, *(name[above] for above in chain)] for kept_name, chain in zip(kept["name"], ancestors, strict=True)
    ]
    secretariat = {text: vocabulary.is_secretariat(text) for text in set(kept["name"])}
    running = {chain: vocabulary.is_office_running(chain) for chain in set(map(tuple, chains))}
    return kept.assign(
        context=pd.Series(context, dtype=object),
        ancestors=pd.Series(ancestors, dtype=object),
        is_leaf=[line not in parents for line in kept["line_item_id"]],
        is_secretariat=[any(secretariat[text] for text in chain) for chain in chains],
        is_running=[running[tuple(chain)] for chain in chains],
        says_cooperation=[_says_cooperation(f"{n} {i}") for n, i in zip(kept["name"], kept["indicator"], strict=True)],
        partition=pd.Series(
            [
                "|".join("" if pd.isna(part) else str(part) for part in key)
                for key in kept[list(PARTITION)].to_numpy(object)
            ],
            dtype=object,
        ),
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
