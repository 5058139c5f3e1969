"""A hash of all that the links of one partition follow from: as long as it stays, its links need no second look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

import pandas as pd

from transforms.matching.crosswalk import Carried
from transforms.matching.line_texts import FIELDS
from transforms.matching.subjects import Number, Subject, numbers_in

_COLUMNS = (
    "line_item_id", "line_item_key", "document_id", "file_name", "page", "sheet", "row_number", "fiscal_year",
    "skpd_code", "skpd_name", "level", "code", "name", "indicator", "location", "note", "parent_line_item_id",
    "details",
)  # fmt: skip


def relevant_subjects(subjects: Sequence[Subject], part: pd.DataFrame) -> list[Subject]:
    """Return the agreements that a partition's links can depend on: of its region, or with a number printed in it."""
    region, printed = part["region_code"].iat[0], _numbers_of(part)
    return [s for s in subjects if region in s.region_codes or not printed.isdisjoint(s.numbers)]


def content_print(part: pd.DataFrame, subjects: Iterable[Subject], code: str) -> str:
    """Return the hash of the lines of a partition (in order of their ids), its agreements and ``code``."""
    digest = hashlib.sha256(code.encode())
    digest.update(pd.util.hash_pandas_object(part[list(_COLUMNS)].astype(str), index=False).to_numpy().tobytes())
    for subject in subjects:
        digest.update(repr(_stable(asdict(subject))).encode())
    return digest.hexdigest()[:32]


def link_print(content: str, part: pd.DataFrame, carried: Mapping[tuple[str, str], Carried], judged_with: str) -> str:
    """Return the hash of content, the decisions that hold there, and what pairs are ``judged_with``."""
    digest = hashlib.sha256(f"{content}|{judged_with}".encode())
    here = set(part["line_item_id"])
    for pair, decision in sorted(carried.items(), key=lambda item: item[0]):
        if pair[1] in here:
            digest.update(repr((pair, decision)).encode())
    return digest.hexdigest()[:32]


def _numbers_of(part: pd.DataFrame) -> set[Number]:
    texts = {text for field in FIELDS for text in part[field].unique()}
    texts |= {detail.text for details in part["details"] for detail in details}
    return {number for text in texts if text.count("/") >= 2 for number, _, _ in numbers_in(text)}


def _stable(value: object) -> object:
    """Return the value with sets in order."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, dict):
        return {key: _stable(item) for key, item in value.items()}
    return value
