"""How a pair stands among its rivals: figures worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from transforms.matching.rivals import FAR, MOST_EQUALS, NONE_OF_THEM, rival_features

NO_TWINS = np.zeros((2, 2), bool)


def figures(
    pairs: list[tuple[int, int, float]],
    twins: np.ndarray = NO_TWINS,
    found: list[bool] | None = None,
    headings: list[int] | None = None,
) -> dict[str, list[float]]:
    agreements, lines, scores = (np.array(column) for column in zip(*pairs, strict=True))
    is_found = np.array([True] * len(pairs) if found is None else found)
    below = None if headings is None else np.array(headings)
    features = rival_features(agreements, lines, scores.astype(float), twins, is_found, below)
    return {name: values.tolist() for name, values in features.items()}


def test_the_best_line_leads_by_its_distance_and_the_others_are_behind_by_theirs() -> None:
    found = figures([(0, 0, 3.0), (0, 1, 1.0), (0, 2, -9.0)])
    assert found["tertinggal"] == [0.0, 2.0 / FAR, 1.0]
    # odds beside "none of them": e^3.5 among 1 + e^3.5 + e^1.5 + e^-8.5
    share = math.exp(3.5) / (1 + math.exp(3.5) + math.exp(1.5) + math.exp(-8.5))
    assert found["pangsa_baris"][0] == pytest.approx(share, abs=1e-4)
    assert found["unggul_atas_baris"] == [pytest.approx(2.0 / FAR * share, abs=1e-4), 0.0, 0.0]


def test_none_of_them_weighs_as_much_as_a_line_of_its_score() -> None:
    assert figures([(0, 0, NONE_OF_THEM)])["pangsa_baris"] == [0.5]


def test_an_agreement_with_a_better_claim_to_the_line_is_told() -> None:
    found = figures([(0, 7, 1.0), (1, 7, 3.0), (1, 8, 0.0)])
    assert found["naskah_lebih_kuat"] == [2.0 / FAR, 0.0, 0.0]
    assert found["pangsa_naskah"][1] > found["pangsa_naskah"][0]


def test_only_agreements_of_nearly_the_same_object_are_twins() -> None:
    pairs = [(0, 7, 1.0), (1, 7, 3.0)]
    assert figures(pairs)["kembar_lebih_kuat"] == [0.0, 0.0]
    assert figures(pairs, twins=~np.eye(2, dtype=bool))["kembar_lebih_kuat"] == [2.0 / FAR, 0.0]


def test_equal_lines_are_counted_on_a_logarithmic_scale() -> None:
    found = figures([(0, 0, 1.0), (0, 1, 1.1), (0, 2, 0.9), (0, 3, 2.0)])
    assert found["baris_setara"][0] == pytest.approx(math.log1p(2) / math.log1p(MOST_EQUALS), abs=1e-4)
    assert found["baris_setara"][3] == 0.0


def test_equal_lines_below_one_heading_count_for_one() -> None:
    pairs = [(0, 0, 1.0), (0, 1, 1.1), (0, 2, 0.9), (1, 2, 0.9)]
    one, two = (math.log1p(others) / math.log1p(MOST_EQUALS) for others in (1, 2))
    found = figures(pairs, headings=[5, 5, 6])["baris_setara"]
    assert found == [pytest.approx(one, abs=1e-4), pytest.approx(one, abs=1e-4), pytest.approx(two, abs=1e-4), 0.0]
    assert figures(pairs, headings=[5, 5, 5])["baris_setara"] == [0.0] * 4
    assert figures(pairs, headings=[5, 6, 7]) == figures(pairs)


def test_a_pair_looked_at_only_because_somebody_spoke_of_it_is_nobodys_rival() -> None:
    alone = figures([(0, 0, 1.0)])
    beside = figures([(0, 0, 1.0), (0, 1, 5.0)], found=[True, False])
    assert {name: values[0] for name, values in beside.items()} == {name: v[0] for name, v in alone.items()}
    assert beside["unggul_atas_baris"][1] > 0


def test_no_pair_gives_no_figure() -> None:
    empty = np.array([], np.int64)
    features = rival_features(empty, empty, np.array([]), NO_TWINS, np.array([], bool))
    assert {len(values) for values in features.values()} == {0}
