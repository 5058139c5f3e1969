"""Links from pairs: probability by a model, band by evidence and costs, and the evidence a person can check."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from transforms.matching.bands import Band, Costs, place
from transforms.matching.crosswalk import Carried
from transforms.matching.evidence import build_evidence, terms_said, what_speaks_against
from transforms.matching.line_texts import Citation
from transforms.matching.partition import Pairs
from transforms.matching.score import FEATURES, Model, contributions, name_terms, probability_of
from transforms.matching.standings import compare_standings
from transforms.matching.text import Vocabulary, squeeze

LINK_COLUMNS = (
    "agreement_id", "line_item_id", "basis", "strength", "probability", "state", "is_open", "is_audit",
    "is_facilitation", "decided_by", "model_version", "partition", "evidence",
)  # fmt: skip
#: one in so many candidates nobody asked about is shown to people all the same
AUDIT_ONE_IN = 100
_LOOK_AGAIN = "diragukan penelaah pada dokumen lain; perlu dilihat lagi"
_CITED_SINCE = "ditolak penelaah pada dokumen lain, sedangkan dokumen ini menyebut naskahnya; perlu dilihat lagi"
_SECRETARIAT = FEATURES.index("hanya_fasilitasi")
#: likeness that words give which stand both in the agreement (object, unit of its office) and in or above the line
_SHARED_WORDS = [
    FEATURES.index(name)
    for name in ("kemiripan_judul", "kemiripan_lingkup", "kemiripan_keterangan", "kemiripan_tema", "bagian_sama")
]


@dataclass(frozen=True)
class Judge:
    """What pairs are judged with: decisions by (agreement_id, line_item_id), the model, and what errors cost."""

    carried: Mapping[tuple[str, str], Carried]
    model: Model
    costs: Costs
    vocabulary: Vocabulary


@dataclass(frozen=True)
class Judged:
    """What is said of one pair before its evidence is written down."""

    carried: Carried | None
    terms: dict[str, float]
    probability: float
    band: Band


def build_links(pairs: Pairs, judge: Judge) -> Iterator[dict[str, Any]]:
    """Yield a row of ``LINK_COLUMNS`` per pair, in their order; ``evidence`` is a dict of plain JSON values."""
    judged = judge_pairs(pairs, judge)
    standings = compare_standings(
        pairs,
        np.array([found.probability for found in judged]),
        np.array([found.band.state == "rejected" for found in judged], bool),
    )
    said = cache(lambda agreement: terms_said(pairs.subjects[agreement], judge.vocabulary))
    for pair, (agreement, line) in enumerate(zip(pairs.agreements.tolist(), pairs.lines.tolist(), strict=True)):
        subject, record, found = pairs.subjects[agreement], pairs.records[line], judged[pair]
        features = dict(zip(FEATURES, pairs.features[pair].tolist(), strict=True))
        against = what_speaks_against(features, pairs.citations[pair], pairs.foreign[pair], pairs.strange[pair])
        band = found.band
        if found.carried and band.decided_by == "rule":
            against.append(_LOOK_AGAIN)
        elif found.carried and found.carried.verdict == "tidak_sesuai" and band.state == "candidate":
            against.append(_CITED_SINCE)
        yield {
            "agreement_id": subject.agreement_id,
            "line_item_id": record["line_item_id"],
            "basis": band.basis,
            "strength": band.strength,
            "probability": found.probability,
            "state": band.state,
            "is_open": band.is_open,
            "is_audit": band.state == "candidate" and is_audited(subject.agreement_id, record["line_item_key"]),
            "is_facilitation": bool(record["is_secretariat"]),
            "decided_by": band.decided_by,
            "model_version": judge.model.version,
            "partition": record["partition"],
            "evidence": build_evidence(
                said(agreement), record, pairs.citations[pair], pairs.channels[pair], found.terms, against,
                found.carried, judge.vocabulary, band, standings[pair],
            ),
        }  # fmt: skip


def judge_pairs(pairs: Pairs, judge: Judge) -> list[Judged]:
    """Return terms, probability and band of every pair, in their order."""
    return _bound_open(pairs, _judge(pairs, judge), judge.costs.most_open)


def is_audited(agreement_id: str, line_item_key: str) -> bool:
    """Tell whether a pair belongs to the uniform sample by which the model is measured, never taught."""
    digest = hashlib.sha256(f"{agreement_id}|{line_item_key}".encode()).digest()
    return int.from_bytes(digest[:4]) % AUDIT_ONE_IN == 0


def _judge(pairs: Pairs, judge: Judge) -> list[Judged]:
    ids = [subject.agreement_id for subject in pairs.subjects], [record["line_item_id"] for record in pairs.records]
    places = zip(pairs.agreements.tolist(), pairs.lines.tolist(), strict=True)
    carried = [judge.carried.get((ids[0][agreement], ids[1][line])) for agreement, line in places]
    verdicts = [found.verdict if found else None for found in carried]
    named = name_terms(*contributions(pairs.features, judge.model, pairs.region_code), verdicts)
    is_secretariat = pairs.features[:, _SECRETARIAT].astype(bool).tolist()
    shares_words = np.any(pairs.features[:, _SHARED_WORDS], axis=1).tolist()
    judged = []
    for pair, terms in enumerate(named):
        told, probability = carried[pair], probability_of(terms)
        holding = {citation.basis for citation in pairs.citations[pair] if citation.holds}
        band = place(
            holding, probability, verdicts[pair], is_secretariat[pair], bool(pairs.foreign[pair]), judge.costs,
            shares_words=shares_words[pair],
            leaves_citations=bool(told and told.leaves_citations),
            has_news=bool(told and _has_news(told, pairs.citations[pair], pairs.records[pairs.lines[pair]])),
        )  # fmt: skip
        judged.append(Judged(told, terms, probability, band))
    return judged


def _has_news(carried: Carried, citations: Sequence[Citation], record: Mapping[str, Any]) -> bool:
    """Tell whether the line cites the agreement in words that the line the reviewer saw didn't have."""
    if carried.seen is None:
        return False
    citing = (citation.said or record[citation.field] for citation in citations if citation.holds)
    return any(squeeze(text) not in carried.seen for text in citing)


def _bound_open(pairs: Pairs, judged: Sequence[Judged], most: int) -> list[Judged]:
    """Close open candidates beyond the likeliest ``most`` of an agreement; citations and decisions stay open."""
    by_agreement: dict[int, list[int]] = defaultdict(list)
    for pair, found in enumerate(judged):
        if found.band.is_open and found.band.strength == "D" and found.carried is None:
            by_agreement[int(pairs.agreements[pair])].append(pair)
    closed = {
        pair
        for open_pairs in by_agreement.values()
        for pair in sorted(open_pairs, key=lambda pair: (-judged[pair].probability, pair))[most:]
    }
    return [
        replace(found, band=replace(found.band, is_open=False)) if pair in closed else found
        for pair, found in enumerate(judged)
    ]
