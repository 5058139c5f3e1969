"""Rows of a register that print a memorandum (KB, MoU, NK) beside the PKS that carries it out: two agreements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.register_rows import PrintedAgreement

#: ending of the columns that print the memorandum's part
MEMORANDUM = "_kb"
#: a PKS is there where one of these is filled that the register prints for both
_TELLING = ("number", "signed_date", "title")
#: what the PKS has where it is printed once
_OF_PKS = ("number", "number_2", "number_3", "signed_date", "term", "start_date", "end_date", "status")


def split_pairs(agreements: Iterable[PrintedAgreement]) -> Iterator[PrintedAgreement]:
    """``agreements`` with the memorandum of a row, where it prints one beside a PKS, as an agreement of its own.

    The memorandum comes first and shares the columns that are printed once, but for date, term and end: these are the
    PKS's. Its number is what the PKS is based on (value ``based_on``). A row that fills only one is that one.
    """
    gathered = list(agreements)
    told_apart = {name for agreement in gathered for name in _part_of_memorandum(agreement)}
    for agreement in gathered:
        printed = _part_of_memorandum(agreement)
        if not printed:
            yield agreement
        elif not any(_says_something(agreement.values.get(name)) for name in _TELLING if name in told_apart):
            yield replace(agreement, values=_memorandum(agreement, printed, ()), part=MEMORANDUM)
        else:
            yield replace(agreement, values=_memorandum(agreement, printed, _OF_PKS), part=MEMORANDUM, is_second=True)
            based_on = {"based_on": printed.get("number"), "instrument_by_column": "PKS"}
            yield replace(agreement, values={**agreement.values, **based_on})


def _part_of_memorandum(agreement: PrintedAgreement) -> dict[str, str | None]:
    """What the row prints in the memorandum's columns, by the names these have in other registers."""
    return {
        name.removesuffix(MEMORANDUM): text
        for name, text in agreement.values.items()
        if name.endswith(MEMORANDUM) and _says_something(text)
    }


def _memorandum(
    agreement: PrintedAgreement, printed: dict[str, str | None], without: tuple[str, ...]
) -> dict[str, str | None]:
    shared = {name: text for name, text in agreement.values.items() if name not in without}
    return {**shared, **printed, "instrument_by_column": "MoU"}


def _says_something(text: str | None) -> bool:
    return re.search(r"\w", text or "") is not None
