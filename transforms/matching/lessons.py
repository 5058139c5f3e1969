"""Which decisions teach a model, and what the pairs they speak of look like: the lessons, from decisions alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from transforms.matching.crosswalk import Carried
from transforms.matching.learning import Lessons, lessons_used
from transforms.matching.links import is_audited
from transforms.matching.partition import Pairs
from transforms.matching.score import DECIDED, FEATURES


@dataclass(frozen=True, order=True)
class Lesson:
    """One decided pair: the oldest line of the decided key stands for it."""

    decided_at: str
    agreement_id: str
    line_item_key: str
    line_item_id: str
    partition: str
    is_right: bool
    is_audit: bool


def choose_lessons(carried: Mapping[tuple[str, str], Carried], lines: pd.DataFrame) -> list[Lesson]:
    """Return the decisions that teach or measure, oldest first; doubts and carried decisions do neither.

    Of those that teach only the oldest are used, in steps (``lessons_used``); every one of the audit sample measures.
    """
    decided = {line for (_, line), found in carried.items() if _speaks(found)}
    known = lines[lines["line_item_id"].isin(decided)]
    places = {
        row["line_item_id"]: (0 if pd.isna(row["fiscal_year"]) else int(row["fiscal_year"]), row)
        for row in known[["line_item_id", "line_item_key", "partition", "fiscal_year"]].to_dict("records")
    }
    oldest: dict[tuple[str, str], tuple[int, Lesson]] = {}
    for (agreement_id, line_id), found in sorted(carried.items(), key=lambda item: item[0]):
        if not _speaks(found) or line_id not in places:
            continue
        year, row = places[line_id]
        key = str(row["line_item_key"])
        lesson = Lesson(
            found.decision.decided_at, agreement_id, key, line_id, str(row["partition"]),
            DECIDED[found.verdict] > 0, is_audited(agreement_id, key),
        )  # fmt: skip
        if (agreement_id, key) not in oldest or (year, line_id) < (
            oldest[agreement_id, key][0],
            oldest[agreement_id, key][1].line_item_id,
        ):
            oldest[agreement_id, key] = (year, lesson)
    lessons = sorted(lesson for _, lesson in oldest.values())
    teaching = [lesson for lesson in lessons if not lesson.is_audit]
    return [*teaching[: lessons_used(len(teaching))], *(lesson for lesson in lessons if lesson.is_audit)]


def lessons_digest(lessons: Iterable[Lesson], contents: Mapping[str, str]) -> str:
    """Return a hash of the lessons and of the partitions they lie in: the same hash, the same model."""
    lessons = list(lessons)
    digest = hashlib.sha256(repr(lessons).encode())
    for partition in sorted({lesson.partition for lesson in lessons}):
        digest.update(contents[partition].encode())
    return digest.hexdigest()[:32]


def gather(lessons: Sequence[Lesson], pairs: Mapping[str, Pairs]) -> Lessons:
    """Return the lessons as arrays; those about the secretariat's own cost teach nothing about agreements."""
    rows, kept = [], []
    secretariat = FEATURES.index("hanya_fasilitasi")
    places = {name: _places(found) for name, found in pairs.items()}
    for lesson in lessons:
        pair = places[lesson.partition].get((lesson.agreement_id, lesson.line_item_id))
        if pair is not None and not pairs[lesson.partition].features[pair, secretariat]:
            rows.append(pairs[lesson.partition].features[pair])
            kept.append((lesson, pairs[lesson.partition].region_code))
    return Lessons(
        np.array(rows, float).reshape(len(rows), len(FEATURES)),
        np.array([int(lesson.is_right) for lesson, _ in kept], np.int64),
        np.array([region for _, region in kept], object),
        np.array([lesson.agreement_id for lesson, _ in kept], object),
        np.array([lesson.is_audit for lesson, _ in kept], bool),
    )


def _speaks(carried: Carried) -> bool:
    return carried.way == "kunci" and carried.verdict in DECIDED


def _places(pairs: Pairs) -> dict[tuple[str, str], int]:
    return {
        (pairs.subjects[agreement].agreement_id, pairs.records[line]["line_item_id"]): pair
        for pair, (agreement, line) in enumerate(zip(pairs.agreements.tolist(), pairs.lines.tolist(), strict=True))
    }
