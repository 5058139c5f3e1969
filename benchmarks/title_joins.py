"""Title joins: each right title belongs to one left title or to none; left titles are the reference.

autofj joins without labels, for a precision target of .9. As its authors compare others with it: the recall that
another reaches at the precision autofj really had (adjusted recall). Ours is fitted on the labels of ``TUNED`` sets and
joins the others without seeing theirs; a label-free score is given beside it.
"""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks.plain_texts import Likeness, contradictions, ranks, trigrams, words

TUNED = ("Amphibian", "Artwork", "BasketballTeam", "ChristianBishop", "Country")
CANDIDATES = 10
MOST_LEFT = 2_500
TREES = {"max_iter": 150, "learning_rate": 0.06, "max_leaf_nodes": 8, "min_samples_leaf": 30, "random_state": 0}


@dataclass(frozen=True)
class Join:
    """The candidates of one set: ``score`` needs no labels; ``total`` true pairs exist, candidates or not."""

    features: np.ndarray
    truth: np.ndarray
    right: np.ndarray
    score: np.ndarray
    total: int

    def recall_at(self, precision: float, scores: np.ndarray) -> float:
        """Return the recall of the best left title of each right one, at the lowest threshold of this precision."""
        order = np.lexsort((-scores, self.right))
        best = order[np.append(True, np.diff(self.right[order]) != 0)]
        truth = self.truth[best][np.argsort(-scores[best], kind="stable")].cumsum()
        good = truth[truth / np.arange(1, len(truth) + 1) >= precision - 1e-9]
        return float(good.max(initial=0.0) / self.total)


def measure_title_joins(folder: Path, python: Path, is_whole: bool) -> dict[str, Any]:
    """Print and return the means over the sets that were not fitted on."""
    started = time.process_time()
    joins = {path.name: read_join(path) for path in sorted(folder.iterdir()) if path.is_dir()}
    known = [joins[name] for name in TUNED]
    model = HistGradientBoostingClassifier(**TREES).fit(
        np.concatenate([join.features for join in known]), np.concatenate([join.truth for join in known])
    )
    scores = {name: model.decision_function(join.features) for name, join in joins.items()}
    figures: dict[str, Any] = {"title_joins_cpu_s": round(time.process_time() - started, 1)}
    figures["title_joins_candidate_recall"] = _mean([join.truth.sum() / join.total for join in joins.values()])
    unseen = [name for name in joins if name not in TUNED]
    for precision in (0.9, 0.8):
        figures[f"title_joins_recall_at_{precision}"] = _mean(
            [joins[name].recall_at(precision, scores[name]) for name in unseen]
        )
    print(f"title joins: {figures}")
    if python.exists():
        chosen = [name for name in unseen if is_whole or _rows(folder / name / "left.csv") <= MOST_LEFT]
        figures |= _beside_autofj(folder, python, {name: joins[name] for name in chosen}, scores)
    else:
        print(f"{python} is absent: autofj is left out")
    return figures


def read_join(folder: Path) -> Join:
    """Return the candidates of one set with all that is known of them."""
    left, right, truth = (pd.read_csv(folder / f"{name}.csv") for name in ("left", "right", "gt"))
    texts = [side["title"].astype(str).tolist() for side in (left, right)]
    by_word, by_trigram = (Likeness(*texts, tokens) for tokens in (words, trigrams))
    lefts, rights = by_trigram.nearest(CANDIDATES)
    word, trigram = by_word.of(lefts, rights), by_trigram.of(lefts, rights)
    score = 8.0 * word[0] + 8.0 * trigram[0] - 6.0
    numbers = contradictions([texts[0][place] for place in lefts], [texts[1][place] for place in rights])
    true = set(zip(truth["id_l"], truth["id_r"], strict=True))
    pairs = zip(left["id"].to_numpy()[lefts], right["id"].to_numpy()[rights], strict=True)
    return Join(
        np.column_stack([*word, *trigram, *numbers, *ranks(lefts, rights, score)]),
        np.array([pair in true for pair in pairs], float),
        rights,
        score,
        len(true),
    )


def _beside_autofj(folder: Path, python: Path, joins: dict[str, Join], scores: dict[str, np.ndarray]) -> dict[str, Any]:
    rows = []
    for name, join in joins.items():
        command = [str(python), str(Path(__file__).with_name("autofj_join.py")), str(folder / name)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"autofj failed on {name}:\n{done.stderr[-3000:]}")
        theirs = json.loads(done.stdout.splitlines()[-1])
        ours = join.recall_at(theirs["precision"], scores[name])
        free = join.recall_at(theirs["precision"], join.score)
        rows.append((theirs["precision"], theirs["recall"], ours, free, theirs["cpu_s"]))
        print(
            f"  {name:30} autofj precision {theirs['precision']:.3f} recall {theirs['recall']:.3f}; at that precision "
            f"selaras {ours:.3f}, without any label {free:.3f}"
        )
    columns = list(zip(*rows, strict=True))
    return {
        "title_joins_sets_beside_autofj": len(rows),
        "autofj_precision": _mean(columns[0]),
        "autofj_recall": _mean(columns[1]),
        "selaras_adjusted_recall": _mean(columns[2]),
        "selaras_adjusted_recall_label_free": _mean(columns[3]),
        "sets_at_or_above_autofj": sum(ours >= theirs for _, theirs, ours, _, _ in rows),
        "autofj_cpu_s": round(sum(columns[4]), 1),
    }


def _rows(path: Path) -> int:
    return len(pd.read_csv(path))


def _mean(values: Any) -> float:
    return round(float(np.mean(values)), 4)
