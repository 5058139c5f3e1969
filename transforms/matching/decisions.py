"""What people decided about agreement and line: the latest word on each pair, whatever the order of reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from transforms.line_places import file_key, read_place

VERDICTS = ("sesuai", "tidak_sesuai", "ragu", "tambah")
ABOUT_LINKS = "tautan"
_YES = frozenset({"sesuai", "tambah"})
_TEXTS = ("reviewer", "decided_at", "note", "line_name", "source_document_id", "source_row_id", "line_place")


@dataclass(frozen=True, order=True)
class Verdict:
    """The latest decision on one agreement and line; ``line_name`` is the name of the line as the reviewer saw it,
    ``line_place`` where.

    Where people said opposite things at the same moment it is ``ragu`` and ``is_disputed``; the note tells who said
    what.
    """

    verdict: str
    reviewer: str
    decided_at: str
    note: str
    line_name: str = ""
    source_document_id: str = ""
    source_row_id: str = ""
    line_place: str = ""
    is_disputed: bool = False

    @property
    def files(self) -> frozenset[str]:
        """The file the reviewer saw the line in, as far as it can be read; empty where nobody knows."""
        return frozenset(file_key(place.file) for place in read_place(self.line_place))


def latest_verdicts(decisions: pd.DataFrame) -> dict[tuple[str, str], Verdict]:
    """Return the latest verdict per (agreement_id, line_item_key), whatever the order of rows.

    Decisions about other things than links (``subject``) are left out. Raises ``ValueError`` for a verdict that is
    none of the four.
    """
    latest: dict[tuple[str, str], set[Verdict]] = {}
    for row in decisions.to_dict("records") if len(decisions) else []:
        if (_text(row.get("subject")) or ABOUT_LINKS) != ABOUT_LINKS:
            continue
        said = str(row["verdict"])
        if said not in VERDICTS:
            raise ValueError(f"unknown verdict {said!r}, expected one of {', '.join(VERDICTS)}")
        who, when, note, name, document, source_row, place = (_text(row.get(column)) for column in _TEXTS)
        verdict = Verdict(said, who, when, note, name, document, source_row, place)
        key = (str(row["agreement_id"]), str(row["line_item_key"]))
        known = latest.setdefault(key, set())
        newest = max((each.decided_at for each in known), default="")
        if verdict.decided_at > newest:
            known.clear()
        if verdict.decided_at >= newest:
            known.add(verdict)
    return {key: _settled(sorted(verdicts)) for key, verdicts in sorted(latest.items())}


def are_opposed(verdicts: Collection[str]) -> bool:
    """Tell whether verdicts can't hold together: a yes beside a no."""
    return "tidak_sesuai" in verdicts and not _YES.isdisjoint(verdicts)


def disputed(verdicts: Sequence[Verdict]) -> Verdict:
    """Return what holds where people said opposite things at the same moment: doubt, in which each is named."""
    ordered = sorted(set(verdicts))
    said = "; ".join(f"{each.verdict} ({each.reviewer or '-'})" for each in ordered)
    return replace(
        ordered[-1],
        verdict="ragu",
        reviewer=", ".join(sorted({each.reviewer for each in ordered if each.reviewer})),
        note=f"putusan bertentangan pada saat yang sama: {said}",
        is_disputed=True,
    )


def _settled(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the one verdict of those taken at the latest moment; a doubt beside a yes or no leaves the doubt."""
    if are_opposed({each.verdict for each in verdicts}):
        return disputed(verdicts)
    doubts = [each for each in verdicts if each.verdict == "ragu"]
    return (doubts or verdicts)[-1]


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
