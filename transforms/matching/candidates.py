"""Which lines of a partition each agreement is compared with closely: a bounded union of channels, each one logged."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from transforms.matching.offices import OTHER, SAME
from transforms.matching.score import FIRST_LOOK
from transforms.matching.similarity import Grids
from transforms.matching.subjects import SCOPE_WEIGHT

NEAR_IN_MEANING = 0.35
Channels = dict[tuple[int, int], dict[str, int]]


@dataclass(frozen=True)
class Block:
    """What the channels see of one partition: grids of agreements x lines, and which lines may be proposed.

    ``urusans`` tells where the line's code belongs to an affair that the agreement names.
    """

    likeness: Grids
    offices: np.ndarray
    urusans: np.ndarray
    is_running: np.ndarray
    says_cooperation: np.ndarray
    may_be_proposed: np.ndarray


def breadth(lines: int) -> int:
    """Return how many lines a channel may propose per agreement: grows with the logarithm of the partition."""
    return round(8 * math.log2(2 + lines / 10))


def most_candidates(lines: int) -> int:
    """Return how many lines all channels together may propose per agreement: 94 of 1,700, 114 of 30,000."""
    return round(40 + 5 * math.log2(2 + lines))


def propose(block: Block) -> Channels:
    """Return per (agreement, line) the channels that propose it with the rank there.

    Ranks are by score, then by line: lines come sorted by id, so nothing depends on the order of the input.
    """
    lines = int(block.may_be_proposed.sum())
    k = breadth(lines)
    likeness = block.likeness
    name = np.maximum(likeness.title, SCOPE_WEIGHT * likeness.scope)
    overall = rough_score(block)
    said = name + likeness.context + likeness.note
    may = block.may_be_proposed
    is_same = block.offices == SAME
    near = likeness.meaning >= NEAR_IN_MEANING
    alike = (said > 0) | near
    channels: Mapping[str, tuple[np.ndarray, np.ndarray, int]] = {
        "nama": (name, name > 0, k),
        "kata": (likeness.wording, likeness.wording > 0, k // 3),
        "keterangan": (likeness.note, likeness.note > 0, k // 3),
        "konteks": (likeness.context, likeness.context > 0, k // 2),
        "tema": (likeness.theme + overall / 100, likeness.theme > 0, k // 2),
        "makna": (likeness.meaning, near, k // 2),
        "perangkat_daerah": (overall, is_same & (alike | ~block.is_running), k),
        "urusan": (overall, block.urusans & (alike | ~block.is_running), k // 2),
        "kerja_sama": (overall, (block.says_cooperation > 0) & alike, k // 6),
        "gabungan": (overall, alike, k),
    }
    found: Channels = defaultdict(dict)
    for channel, (score, allowed, most) in channels.items():
        for agreement, line, rank in _best(score, allowed & may, most):
            found[agreement, line][channel] = rank
    return _cut(found, overall, most_candidates(lines))


def rough_score(block: Block) -> np.ndarray:
    """Return the log-odds of every pair from what needs no reading of the single line (float32)."""
    weight = FIRST_LOOK.weights
    likeness = block.likeness
    is_same = (block.offices == SAME).astype("f4")
    score = (
        weight["kemiripan_judul"] * likeness.title
        + weight["kemiripan_lingkup"] * likeness.scope
        + weight["kemiripan_keterangan"] * likeness.note
        + weight["kemiripan_konteks"] * likeness.context
        + weight["kemiripan_tema"] * likeness.theme
        + weight["kemiripan_makna"] * likeness.meaning
        + is_same * (weight["perangkat_daerah_sama"] + weight["bagian_sama"] * likeness.unit)
        + weight["perangkat_daerah_lain"] * (block.offices == OTHER)
        + weight["kata_kerja_sama"] * is_same * block.says_cooperation
        + weight["penunjang"] * block.is_running
    )
    return np.asarray(score, "f4")


def _best(score: np.ndarray, allowed: np.ndarray, most: int) -> list[tuple[int, int, int]]:
    """Return (agreement, line, rank from 1) of the best allowed lines per agreement."""
    best: list[tuple[int, int, int]] = []
    masked = np.where(allowed, score, -np.inf)
    for agreement, row in enumerate(masked):
        lines = np.flatnonzero(allowed[agreement])
        if len(lines) > most > 0:
            limit = np.partition(row[lines], len(lines) - most)[len(lines) - most]
            lines = lines[row[lines] >= limit]
        order = lines[np.argsort(-row[lines], kind="stable")[:most]]
        best.extend((agreement, line, rank) for rank, line in enumerate(order.tolist(), start=1))
    return best


def _cut(found: Channels, overall: np.ndarray, most: int) -> Channels:
    by_agreement: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for agreement, line in found:
        by_agreement[agreement].append((-float(overall[agreement, line]), line))
    return {
        (agreement, line): found[agreement, line]
        for agreement, lines in sorted(by_agreement.items())
        for _, line in sorted(lines)[:most]
    }
