"""Abt-Buy, products of two shops, by the usual split: fitted on train, threshold from valid, F1 on test.

The engine's parts compare names and descriptions; product codes and prices are the adapter's. Ranks against rivals see
the pairs of all three parts, never their labels: figures are given with and without them.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score

from benchmarks.plain_texts import Likeness, contradictions, fold, ranks, trigrams, words

PARTS = ("train", "valid", "test")
SEEDS = 5
TREES = {
    "max_iter": 300, "learning_rate": 0.05, "max_leaf_nodes": 12, "min_samples_leaf": 15, "l2_regularization": 1.0,
    "max_features": 0.4,
}  # fmt: skip
_FIELD = re.compile(r"COL (\w+) VAL (.*?)(?=\s*COL |\s*$)")
Product = tuple[str, str, str]


@dataclass(frozen=True)
class Offers:
    """Distinct products of both shops, and the labelled pairs as places in them."""

    left: list[Product]
    right: list[Product]
    lefts: np.ndarray
    rights: np.ndarray
    truth: np.ndarray
    part: np.ndarray


def measure_abt_buy(folder: Path) -> dict[str, Any]:
    """Print and return F1 on the test part."""
    started = time.process_time()
    offers = read_offers(folder)
    alone, with_rivals = _features(offers)
    figures: dict[str, Any] = {}
    for name, features in (("without_rivals", alone), ("with_rivals", with_rivals)):
        f1_valid, f1 = _fit_and_test(features, offers)
        figures |= {f"abt_buy_f1_{name}": round(100 * f1, 1), f"abt_buy_f1_valid_{name}": round(100 * f1_valid, 1)}
    figures["abt_buy_cpu_s"] = round(time.process_time() - started, 1)
    print(f"Abt-Buy: {figures}")
    return figures


def read_offers(folder: Path) -> Offers:
    """Return the labelled pairs of all parts."""
    rows = [
        (part, *line.split("\t"))
        for part in PARTS
        for line in (folder / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    ]
    sides = [[_product(row[side]) for row in rows] for side in (1, 2)]
    distinct = [sorted(set(side)) for side in sides]
    place = [{product: number for number, product in enumerate(side)} for side in distinct]
    lefts, rights = (np.array([place[n][product] for product in sides[n]], np.int64) for n in (0, 1))
    return Offers(
        distinct[0], distinct[1], lefts, rights, np.array([int(row[3]) for row in rows]), np.array([r[0] for r in rows])
    )


def _product(text: str) -> Product:
    fields = dict(_FIELD.findall(text))
    return fields.get("name", ""), fields.get("description", ""), fields.get("price", "")


def _features(offers: Offers) -> tuple[np.ndarray, np.ndarray]:
    lefts, rights = offers.lefts, offers.rights
    names = [[product[0] for product in side] for side in (offers.left, offers.right)]
    whole = [[f"{product[0]} {product[1]}" for product in side] for side in (offers.left, offers.right)]
    columns = [
        *(Likeness(*names, tokens).of(lefts, rights) for tokens in (words, trigrams)),
        *(Likeness(*whole, tokens).of(lefts, rights) for tokens in (words, trigrams, codes)),
        *(
            contradictions([texts[0][place] for place in lefts], [texts[1][place] for place in rights])
            for texts in (names, whole)
        ),
        _code_columns(whole, lefts, rights),
        _price_columns(offers),
    ]
    alone = np.column_stack([column for some in columns for column in some])
    score = 8.0 * columns[0][0] + 8.0 * columns[1][0] - 6.0
    return alone, np.column_stack([alone, *ranks(lefts, rights, score), *ranks(rights, lefts, score)])


def codes(text: str) -> list[str]:
    """Return words of four and more characters with letters and digits, read across dashes and slashes."""
    found = (re.sub(r"[-/]", "", word) for word in re.findall(r"[a-z0-9]+(?:[-/][a-z0-9]+)*", fold(text)))
    return [c for c in found if len(c) >= 4 and any(map(str.isdigit, c)) and any(map(str.isalpha, c))]


def _code_columns(whole: list[list[str]], lefts: np.ndarray, rights: np.ndarray) -> list[np.ndarray]:
    """Return of pairs: length of the longest code that is equal (+2) or begins the other's; codes on each side."""
    sides = [[sorted(set(codes(text))) for text in texts] for texts in whole]
    longest = []
    for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
        pairs = ((one, other) for one in sides[0][left] for other in sides[1][right])
        shared = [
            len(one) + 2 if one == other else min(len(one), len(other))
            for one, other in pairs
            if one.startswith(other) or other.startswith(one)
        ]
        longest.append(max(shared, default=0))
    counts = [np.array([len(some) for some in side], float) for side in sides]
    return [np.array(longest, float), counts[0][lefts], counts[1][rights]]


def _price_columns(offers: Offers) -> list[np.ndarray]:
    left, right = (np.array([_price(product[2]) for product in side]) for side in (offers.left, offers.right))
    one, other = left[offers.lefts], right[offers.rights]
    return [np.abs(np.log((one + 1) / (other + 1))), np.isnan(one) + 2.0 * np.isnan(other)]


def _price(text: str) -> float:
    found = re.search(r"\d+(\.\d+)?", text.replace(",", ""))
    return float(found.group()) if found else float("nan")


def _fit_and_test(features: np.ndarray, offers: Offers) -> tuple[float, float]:
    """Return F1 on valid and on test, the mean of several fits with a threshold from valid."""
    train, valid, test = (offers.part == part for part in PARTS)
    fits = [HistGradientBoostingClassifier(**TREES, random_state=seed) for seed in range(SEEDS)]
    said = np.mean(
        [fit.fit(features[train], offers.truth[train]).predict_proba(features)[:, 1] for fit in fits], axis=0
    )
    limits = np.unique(said[valid].round(3))
    scores = [f1_score(offers.truth[valid], said[valid] >= limit) for limit in limits]
    limit = limits[int(np.argmax(scores))]
    return max(scores), float(f1_score(offers.truth[test], said[test] >= limit))
