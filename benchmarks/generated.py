"""Generated regions nobody tuned on: candidates, ranking, bands, what 200 decisions do: ``make bench-generated``."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.compared import City, Compared, Said, compare, join_lessons
from benchmarks.ranking import (
    average_precision,
    base_rate_brier,
    brier,
    calibration_error,
    calibration_floor,
    recall_at,
    reliability,
)
from transforms.matching.learning import learn
from transforms.matching.score import COLD_START

#: regions whose figures were looked at while the engine was built, and others that nobody looked at before; both are of
#: half 1 of the words, the cold start was fitted on half 0
LOOKED_AT = tuple(
    City(code, f"Kota {name}", seed, 1)
    for seed, (code, name) in enumerate(
        [("63.71", "Banjarmasin"), ("73.71", "Makassar"), ("33.74", "Semarang"), ("12.71", "Medan")], start=51
    )
)
UNSEEN = tuple(
    City(code, f"Kota {name}", seed, 1)
    for seed, (code, name) in enumerate(
        [
            ("36.71", "Tangerang"), ("13.71", "Padang"), ("64.72", "Samarinda"), ("61.71", "Pontianak"),
            ("52.71", "Mataram"), ("71.71", "Manado"), ("81.71", "Ambon"), ("14.71", "Pekanbaru"),
            ("32.73", "Bandung"), ("53.71", "Kupang"), ("35.73", "Malang"), ("32.71", "Bogor"), ("16.71", "Palembang"),
            ("15.71", "Jambi"), ("17.71", "Bengkulu"), ("18.71", "Bandar Lampung"), ("62.71", "Palangka Raya"),
            ("72.71", "Palu"), ("74.71", "Kendari"), ("75.71", "Gorontalo"),
        ],
        start=201,
    )
)  # fmt: skip
DECISIONS, AUDITED = 200, 40
#: added to the seed of a region for documents and agreements of its own that no decision is about
LATER = 1000
Figure = float | list[float]


@dataclass(frozen=True)
class Run:
    """Held-out pairs of one region before and after the decisions; ``groups`` tells agreements apart."""

    before: Said
    after: Said
    truth: np.ndarray
    groups: np.ndarray

    def band(self, band: str, said: Said) -> np.ndarray:
        """Return which pairs belong to ``all`` or to ``open``."""
        return said.is_open if band == "open" else np.ones(len(self.truth), bool)


def main(cities: Sequence[City], agreements: int, lines: int) -> None:
    started = time.process_time()
    print(f"{len(cities)} regions, {agreements} agreements x {lines:,} lines each; cold start {COLD_START.version}")
    rankings, runs = [], []
    for city in cities:
        one = compare(city, agreements, lines)
        rankings.append(_ranking(one))
        runs.append(_run(one, compare(replace(city, seed=city.seed + LATER), agreements, lines)))
    figures: dict[str, Figure] = {"agreements": agreements, "lines": lines, "regions": len(cities)}
    figures |= _spread(rankings)
    figures |= _report("all", runs) | _report("open", runs)
    print(json.dumps(figures | {"cpu_s": round(time.process_time() - started, 1)}))


def _ranking(one: Compared) -> dict[str, float]:
    said, truth = one.said(COLD_START), one.truth
    shown = said.is_accepted | said.is_open
    return {
        "candidate_recall": truth.sum() / one.total,
        "candidates_per_agreement": len(truth) / one.agreement_count,
        "open_per_agreement": said.is_open.sum() / one.agreement_count,
        "average_precision": average_precision(said.probabilities, truth, one.total),
        "recall_at_95": recall_at(0.95, said.probabilities, truth, one.total),
        "accepted": said.is_accepted.sum(),
        "accepted_precision": truth[said.is_accepted].mean() if said.is_accepted.any() else float("nan"),
        "accepted_recall": truth[said.is_accepted].sum() / one.total,
        "accepted_or_open_recall": truth[shown].sum() / one.total,
    }


def _spread(rows: Sequence[dict[str, float]]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for name in rows[0]:
        values = np.array([row[name] for row in rows], float)
        figures[name] = round(float(values.mean()), 4)
        figures[f"{name}_range"] = [round(float(values.min()), 4), round(float(values.max()), 4)]
        print(f"  {name:26} mean {values.mean():8.3f}   {values.min():8.3f} to {values.max():8.3f}")
    return figures


def _run(one: Compared, later: Compared) -> Run:
    """Decide on links drawn from the queue and the audit sample, truthfully; return all other pairs of the region."""
    before = one.said(COLD_START)
    audit = np.flatnonzero(one.is_audited() & ~before.is_accepted)
    queue = np.flatnonzero(before.is_open & ~one.is_audited())
    rng = np.random.default_rng(one.city.seed)
    audited = rng.permutation(audit)[:AUDITED]
    asked = rng.permutation(queue)[: DECISIONS - len(audited)]
    model, _ = learn(join_lessons([one.lessons(asked, False), one.lessons(audited, True)]))
    rest = np.setdiff1d(np.arange(len(one.truth)), np.concatenate([audited, asked]))
    return Run(
        before=_join(before.of(rest), later.said(COLD_START)),
        after=_join(one.said(model).of(rest), later.said(model)),
        truth=np.concatenate([one.truth[rest], later.truth]),
        groups=np.array(
            [
                f"{part.city}|{place}"
                for part, some in ((one, rest), (later, ...))
                for place in part.pairs.agreements[some]
            ]
        ),
    )


def _join(first: Said, second: Said) -> Said:
    names = ("probabilities", "is_accepted", "is_open")
    return Said(*(np.concatenate([getattr(first, name), getattr(second, name)]) for name in names))


def _report(band: str, runs: Sequence[Run]) -> dict[str, Figure]:
    """Brier scores compare both models on the band as it was before; calibration is of each model's own band."""
    figures: dict[str, Figure] = {}
    scores = _brier_scores(band, runs)
    for name, values in scores.items():
        figures[f"{band}_brier_{name}"] = round(float(np.mean(values)), 5)
    for other in ("before", "base_rate"):
        better = [a < b for a, b in zip(scores["after"], scores[other], strict=True)]
        figures[f"{band}_runs_better_than_{other}"] = sum(better)
    figures[f"{band}_runs"] = len(runs)
    print(f"\n{band} pairs: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    for name in ("before", "after"):
        figures |= _calibration(band, name, runs)
    return figures


def _brier_scores(band: str, runs: Sequence[Run]) -> dict[str, list[float]]:
    scores: dict[str, list[float]] = {"before": [], "after": [], "base_rate": []}
    for run in runs:
        some = run.band(band, run.before)
        scores["before"].append(brier(run.before.probabilities[some], run.truth[some]))
        scores["after"].append(brier(run.after.probabilities[some], run.truth[some]))
        scores["base_rate"].append(base_rate_brier(run.truth[some]))
    return scores


def _calibration(band: str, name: str, runs: Sequence[Run]) -> dict[str, Figure]:
    """Print and return the calibration of all runs together, and the mean of single runs beside its floor."""
    parts = []
    for run in runs:
        said: Said = getattr(run, name)
        some = run.band(band, said)
        parts.append((said.probabilities[some], run.truth[some], run.groups[some]))
    probabilities, truth, groups = (np.concatenate(column) for column in zip(*parts, strict=True))
    error = calibration_error(probabilities, truth, groups)
    single = float(np.mean([calibration_error(*part).value for part in parts]))
    floor = float(np.mean([calibration_floor(part[0]) for part in parts]))
    print(
        f"  {name}: calibration error {error.value:.4f} ({error.low:.4f} to {error.high:.4f}); single runs "
        f"{single:.4f}, where perfect probabilities would show {floor:.4f}"
    )
    for count, claimed, seen in reliability(probabilities, truth):
        print(f"    {count:7d} pairs: said {claimed:.4f}, true {seen:.4f}")
    key = f"{band}_calibration_error_{name}"
    return {**error.figures(key), f"{key}_single": round(single, 4), f"{key}_single_floor": round(floor, 4)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--regions", type=int, default=len(UNSEEN))
    parser.add_argument("--agreements", type=int, default=300)
    parser.add_argument("--lines", type=int, default=30_000)
    parser.add_argument("--looked-at", action="store_true", help="the regions that were looked at while building")
    chosen = parser.parse_args()
    main((LOOKED_AT if chosen.looked_at else UNSEEN)[: chosen.regions], chosen.agreements, chosen.lines)
