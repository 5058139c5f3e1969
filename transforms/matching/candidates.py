"""Which lines of a partition each agreement is compared with closely: a bounded union of channels, each one logged."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from transforms.matching.offices import OTHER, SAME
from transforms.matching.score import log_odds
from transforms.matching.similarity import Likeness
from transforms.matching.subjects import SCOPE_WEIGHT

MOST_CANDIDATES = 90
Channels = dict[tuple[int, int], dict[str, int]]


@dataclass(frozen=True)
class Block:
    """What the channels see of one partition: grids of agreements x lines, and which lines may be proposed."""

    likeness: Likeness
    offices: np.ndarray
    is_running: np.ndarray
    says_cooperation: np.ndarray
    may_be_proposed: np.ndarray


def breadth(lines: int) -> int:
    """Return how many lines a channel may propose per agreement: grows with the logarithm of the partition."""
    return round(8 * math.log2(2 + lines / 10))


def soft_features(block: Block) -> dict[str, np.ndarray]:
    """Return the features of every pair that need no reading of the single line."""
    return {
        "kemiripan_judul": block.likeness.title,
        "kemiripan_lingkup": block.likeness.scope,
        "kemiripan_keterangan": block.likeness.note,
        "kemiripan_konteks": block.likeness.context,
        "nama_terjelaskan": block.likeness.explained,
        "judul_tercakup": block.likeness.covered,
        "perangkat_daerah_sama": (block.offices == SAME).astype(float),
        "perangkat_daerah_lain": (block.offices == OTHER).astype(float),
        "bagian_sama": block.likeness.unit * (block.offices == SAME),
        "kata_kerja_sama": block.says_cooperation * (block.offices == SAME),
        "penunjang": np.broadcast_to(block.is_running.astype(float), block.offices.shape),
    }


def propose(block: Block) -> Channels:
    """Return per (agreement, line) the channels that propose it with the rank there, at most ``MOST_CANDIDATES`` each.

    Ranks are by score, then by line: lines come sorted by id, so nothing depends on the order of the input.
    """
    k = breadth(int(block.may_be_proposed.sum()))
    overall = log_odds(soft_features(block))
    likeness = block.likeness
    name = np.maximum(likeness.title, SCOPE_WEIGHT * likeness.scope)
    alike = name + likeness.context + likeness.note
    in_office = (block.offices == SAME) & ((alike > 0) | ~block.is_running)
    channels: Mapping[str, tuple[np.ndarray, np.ndarray, int]] = {
        "nama": (name, name > 0, k),
        "keterangan": (likeness.note, likeness.note > 0, k // 3),
        "konteks": (likeness.context, likeness.context > 0, k // 2),
        "perangkat_daerah": (overall, in_office, k),
        "gabungan": (overall, alike > 0, k),
    }
    found: Channels = defaultdict(dict)
    for channel, (score, allowed, most) in channels.items():
        for agreement, line, rank in _best(score, allowed & block.may_be_proposed, most):
            found[agreement, line][channel] = rank
    return _cut(found, overall)


def _best(score: np.ndarray, allowed: np.ndarray, most: int) -> list[tuple[int, int, int]]:
    """Return (agreement, line, rank from 1) of the best allowed lines per agreement."""
    best: list[tuple[int, int, int]] = []
    for agreement in range(score.shape[0]):
        lines = np.flatnonzero(allowed[agreement])
        order = lines[np.argsort(-score[agreement, lines], kind="stable")[:most]]
        best.extend((agreement, int(line), rank) for rank, line in enumerate(order, start=1))
    return best


def _cut(found: Channels, overall: np.ndarray) -> Channels:
    by_agreement: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for agreement, line in found:
        by_agreement[agreement].append((-float(overall[agreement, line]), line))
    return {
        (agreement, line): found[agreement, line]
        for agreement, lines in sorted(by_agreement.items())
        for _, line in sorted(lines)[:MOST_CANDIDATES]
    }
