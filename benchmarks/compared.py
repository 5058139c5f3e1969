"""Generated regions as the matching compares them: scored pairs beside their truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.worlds import World, build_world
from config.reference import load_reference
from transforms.matching.bands import SHIPPED_COSTS
from transforms.matching.fingerprints import relevant_subjects
from transforms.matching.learning import Lessons
from transforms.matching.lines import describe_lines, select_lines
from transforms.matching.links import Judge, is_audited, judge_pairs
from transforms.matching.partition import Pairs, Setting, find_pairs
from transforms.matching.score import Model
from transforms.matching.subjects import build_subjects, region_names, theme_words
from transforms.matching.text import vocabulary_of


@dataclass(frozen=True)
class City:
    """A region to generate: code, name, the seed of all that is drawn for it, and its half of the words."""

    code: str
    name: str
    seed: int
    half: int | None = None


@dataclass(frozen=True)
class Said:
    """What a model says of pairs: an entry per pair in each array."""

    probabilities: np.ndarray
    is_accepted: np.ndarray
    is_open: np.ndarray

    def of(self, some: np.ndarray) -> Said:
        """Return only some of the pairs."""
        return Said(self.probabilities[some], self.is_accepted[some], self.is_open[some])


@dataclass(frozen=True)
class Compared:
    """The pairs of one generated region, their ``truth`` (0 or 1) and the number of true pairs, found or not."""

    city: City
    pairs: Pairs
    truth: np.ndarray
    total: int
    agreement_count: int

    def said(self, model: Model) -> Said:
        """Return what the model says of every pair, and the bands that follow."""
        bands = judge_pairs(self.pairs, Judge({}, model, SHIPPED_COSTS, _setting().vocabulary))
        return Said(
            np.array([found.probability for found in bands]),
            np.array([found.band.state == "accepted" for found in bands], bool),
            np.array([found.band.is_open for found in bands], bool),
        )

    def is_audited(self) -> np.ndarray:
        """Tell per pair whether it belongs to the audit sample, as far as it is a candidate."""
        keys = [record["line_item_key"] for record in self.pairs.records]
        ids = [subject.agreement_id for subject in self.pairs.subjects]
        pairs = zip(self.pairs.agreements.tolist(), self.pairs.lines.tolist(), strict=True)
        return np.array([is_audited(ids[agreement], keys[line]) for agreement, line in pairs], bool)

    def lessons(self, chosen: np.ndarray, is_audit: bool) -> Lessons:
        """Return decisions on these pairs that all tell the truth."""
        count = len(chosen)
        return Lessons(
            self.pairs.features[chosen],
            self.truth[chosen].astype(np.int64),
            np.full(count, self.pairs.region_code, object),
            np.array([self.pairs.subjects[place].agreement_id for place in self.pairs.agreements[chosen]], object),
            np.full(count, is_audit),
        )


def compare(city: City, agreements: int, lines: int) -> Compared:
    """Generate a region and compare its agreements with its lines."""
    return compare_world(city, build_world(city.code, city.name, agreements, lines, city.seed, city.half))


def compare_world(city: City, world: World) -> Compared:
    """Return all pairs of a world of one partition."""
    setting = _setting()
    subjects = build_subjects(world.agreements, world.parties, world.skpds, setting.reference, setting.vocabulary)
    usable = select_lines(world.lines)
    pairs = find_pairs(relevant_subjects(subjects, usable), describe_lines(usable, setting.vocabulary), (), setting)
    true = set(zip(world.truth["agreement_id"], world.truth["line_item_id"], strict=True))
    ids = zip(pairs.agreements.tolist(), pairs.lines.tolist(), strict=True)
    found = [(pairs.subjects[a].agreement_id, pairs.records[line]["line_item_id"]) in true for a, line in ids]
    return Compared(city, pairs, np.array(found, float), len(true), len(world.agreements))


def join_lessons(parts: Sequence[Lessons]) -> Lessons:
    """Return several sets of decisions as one."""
    names = Lessons.__dataclass_fields__
    return Lessons(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _setting() -> Setting:
    reference: Any = load_reference()
    vocabulary = vocabulary_of(reference)
    return Setting(reference, vocabulary, theme_words(reference, vocabulary), region_names(reference))
