"""All links between agreements and lines, partition by partition; partitions that nothing touched are left alone."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from transforms.matching.bands import SHIPPED_COSTS, Costs
from transforms.matching.crosswalk import Carried, carry_decisions
from transforms.matching.fingerprints import content_print, link_print, relevant_subjects
from transforms.matching.learning import FEWEST, from_parameters, learn, to_parameters
from transforms.matching.lessons import choose_lessons, gather, lessons_digest
from transforms.matching.lines import describe_lines, select_lines
from transforms.matching.links import LINK_COLUMNS, Judge, build_links
from transforms.matching.partition import Pairs, Setting, find_pairs
from transforms.matching.score import COLD_START, Model
from transforms.matching.subjects import Subject, build_subjects, region_names, theme_words
from transforms.matching.text import vocabulary_of

PARTITION_COLUMNS = ("partition", "region_code", "fingerprint", "model_version", "line_count", "link_count")
#: texts kept as read between partitions, which have many in common
MOST_TEXTS = 30_000
MODEL_COLUMNS = ("model_version", "kind", "trained_on", "parameters", "figures")


@dataclass(frozen=True)
class Reconciled:
    """``links`` of the partitions looked at; ``partitions`` of all; ``unchanged`` names those whose stored links hold.

    ``placements`` says where each decision holds now; ``model`` is the row of the model behind the probabilities.
    """

    links: pd.DataFrame
    partitions: pd.DataFrame
    unchanged: frozenset[str]
    placements: pd.DataFrame
    model: pd.DataFrame


@dataclass(frozen=True)
class Linked:
    """One partition: its row (``PARTITION_COLUMNS``), and its links; None where the stored ones hold."""

    row: dict[str, Any]
    links: pd.DataFrame | None


@dataclass(frozen=True)
class _Part:
    """One partition: its lines, the agreements that matter to it, and a hash of both."""

    lines: pd.DataFrame
    subjects: list[Subject]
    content: str


@dataclass
class _Desk:
    """The partitions at hand; each is read once, when first asked for."""

    parts: dict[str, _Part]
    carried: Mapping[tuple[str, str], Carried]
    setting: Setting
    read: dict[str, Pairs] = field(default_factory=dict)

    def pairs(self, name: str) -> Pairs:
        if name not in self.read:
            part = self.parts[name]
            lines = describe_lines(part.lines, self.setting.vocabulary)
            self.read[name] = find_pairs(part.subjects, lines, self.carried, self.setting)
        return self.read[name]


@dataclass(frozen=True)
class Reconciliation:
    """Decisions placed, a model taught, every partition's fingerprint known; nothing linked yet.

    ``placements``, ``model``, ``unchanged``: as in :class:`Reconciled`. ``partition_of``: line_item_id -> partition.
    """

    placements: pd.DataFrame
    model: pd.DataFrame
    unchanged: frozenset[str]
    partition_of: Mapping[str, str]
    _desk: _Desk
    _judge: Judge
    _fingerprints: Mapping[str, str]
    _known: Mapping[tuple[str, str], int]

    def link(self) -> Iterator[Linked]:
        """Yield every partition in the order of its name, once; what linking it needed is let go before the next."""
        for name in list(self._desk.parts):
            with _without_collecting():
                linked = self._link(name)
            self._desk.read.pop(name, None)
            del self._desk.parts[name]
            self._judge.vocabulary.forget_texts(MOST_TEXTS)
            yield linked

    def link_all(self) -> Reconciled:
        """Return everything at once: links by agreement and line, columns as ``LINK_COLUMNS``."""
        linked = list(self.link())
        frames = [one.links for one in linked if one.links is not None]
        links = pd.concat(frames, ignore_index=True) if frames else _frame(())
        return Reconciled(
            links.sort_values(["agreement_id", "line_item_id"], ignore_index=True),
            pd.DataFrame([one.row for one in linked], columns=list(PARTITION_COLUMNS)),
            self.unchanged,
            self.placements,
            self.model,
        )

    def _link(self, name: str) -> Linked:
        part, fingerprint = self._desk.parts[name], self._fingerprints[name]
        links = None if name in self.unchanged else _frame(build_links(self._desk.pairs(name), self._judge))
        count = self._known[name, fingerprint] if links is None else len(links)
        region, version = part.lines["region_code"].iat[0], self._judge.model.version
        row = (name, region, fingerprint, version, len(part.lines), count)
        return Linked(dict(zip(PARTITION_COLUMNS, row, strict=True)), links)


def start_reconciliation(
    agreements: pd.DataFrame,
    parties: pd.DataFrame,
    skpds: pd.DataFrame,
    lines: pd.DataFrame,
    decisions: pd.DataFrame,
    reference: Any,
    *,
    urusans: pd.DataFrame | None = None,
    stored: pd.DataFrame | None = None,
    models: pd.DataFrame | None = None,
    model: Model | None = None,
    costs: Costs = SHIPPED_COSTS,
    code: str = "",
) -> Reconciliation:
    """Make ready to compare agreements with the lines of every partition whose fingerprint is not among ``stored``.

    ``stored`` and ``models`` have the columns of ``PARTITION_COLUMNS`` and ``MODEL_COLUMNS`` as an earlier pass
    returned them; ``code`` is anything that changes with the code and the reference data. Without a ``model`` the
    decisions teach one. Lines are compared inside the regions of an agreement's parties only, but for explicit document
    numbers; nothing depends on the order of any input, nor on documents of other regions.
    """
    vocabulary = vocabulary_of(reference)
    setting = Setting(reference, vocabulary, theme_words(reference, vocabulary), region_names(reference))
    subjects = build_subjects(agreements, parties, skpds, reference, vocabulary, urusans)
    usable = select_lines(lines)
    carriage = carry_decisions(
        decisions, {subject.agreement_id: subject.region_codes for subject in subjects}, usable, reference
    )
    parts = {str(name): _part(part, subjects, code) for name, part in usable.groupby("partition", sort=True)}
    desk = _Desk(parts, carriage.by_line, setting)
    taught = _given(model) if model else _teach(desk, usable, models)
    judge = Judge(carriage.by_line, from_parameters(taught["parameters"]), costs, vocabulary)
    judged_with = f"{judge.model.version}|{costs}"
    prints = {name: link_print(part.content, part.lines, judge.carried, judged_with) for name, part in parts.items()}
    known = _known(stored)
    return Reconciliation(
        carriage.placements,
        pd.DataFrame([taught]),
        frozenset(name for name, fingerprint in prints.items() if (name, fingerprint) in known),
        dict(zip(usable["line_item_id"], usable["partition"], strict=True)),
        desk,
        judge,
        prints,
        known,
    )


def _part(lines: pd.DataFrame, subjects: list[Subject], code: str) -> _Part:
    some = relevant_subjects(subjects, lines)
    return _Part(lines, some, content_print(lines, some, code))


def _given(model: Model) -> dict[str, Any]:
    parameters = to_parameters(model)
    return dict(zip(MODEL_COLUMNS, (model.version, model.kind, None, parameters, {}), strict=True))


def _teach(desk: _Desk, usable: pd.DataFrame, models: pd.DataFrame | None) -> dict[str, Any]:
    """Return the row of the model that the decisions teach: a stored one of the same lessons, else learned now."""
    lessons = choose_lessons(desk.carried, usable)
    if sum(not lesson.is_audit for lesson in lessons) < FEWEST:
        return _given(COLD_START)
    digest = lessons_digest(lessons, {name: part.content for name, part in desk.parts.items()})
    for row in models.to_dict("records") if models is not None else ():
        if row["trained_on"] == digest:
            return {column: row[column] for column in MODEL_COLUMNS}
    model, figures = learn(gather(lessons, {lesson.partition: desk.pairs(lesson.partition) for lesson in lessons}))
    return {**_given(model), "trained_on": digest, "figures": figures}


def _frame(links: Iterable[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(list(links), columns=list(LINK_COLUMNS))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Pause the search for cycles in memory: pairs and evidence have none, and going through them took a third of the
    time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _known(stored: pd.DataFrame | None) -> Mapping[tuple[str, str], int]:
    if stored is None or stored.empty:
        return {}
    return {
        (row["partition"], row["fingerprint"]): int(row["link_count"])
        for row in stored[["partition", "fingerprint", "link_count"]].to_dict("records")
    }
