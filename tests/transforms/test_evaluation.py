"""Links measured against labels on a case small enough to count by hand."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from transforms.evaluation import average_precision, evaluate, place_labels

AGREEMENTS = pd.DataFrame({"agreement_id": ["k1", "k2", "k3"], "register_no": ["1", "1a", "2"]})
LINES = pd.DataFrame(
    [
        ("l1", None, 5, "1.1.1", "Pengelolaan Kebun Raya"),
        ("l2", None, 5, "1.1.2", "Pengelolaan Persampahan"),
        ("l3", None, 6, "1.1.1", "Pelayanan Rujukan"),
        ("l4", None, 6, "1.1.1", "Kelompok Tani"),
        ("l1b", "l1", 8, "1.1.1", "Pengelolaan Kebun Raya"),
    ],
    columns=["line_item_id", "duplicate_of", "page", "number_printed", "name"],
)
LABELS = pd.DataFrame(
    [
        ("1", 5, "1.1.1", "Pengelolaan Kebun Raya", "realises", "direct"),
        ("1", 8, "1.1.1", "Pengelolaan Kebun Raya", "realises", "direct"),
        ("1", 5, "1.1.2", "Pengelolaan Persampahan", "not", None),
        ("1a", 6, "1.1.1", "Kelompok Tani", "realises", "thematic"),
        ("2", None, None, None, "none", None),
        ("2", 99, "9.9", "tidak ada", "not", None),
        ("77", 5, "1.1.1", "Pengelolaan Kebun Raya", "not", None),
    ],
    columns=["register_no", "page", "no_printed", "line_name", "label", "grade"],
).assign(agreement_ref="x", agreement_title="x", skpd_name="x")
LINKS = pd.DataFrame(
    [
        ("k1", "l1", 0.97, "accepted"),
        ("k1", "l2", 0.4, "candidate"),
        ("k1", "l3", 0.99, "candidate"),
        ("k2", "l4", 0.01, "rejected"),
        ("k3", "l2", 0.2, "candidate"),
        ("other register", "l1", 0.9, "accepted"),
    ],
    columns=["agreement_id", "line_item_id", "probability", "state"],
)


def test_a_label_on_a_second_print_counts_once_for_the_first() -> None:
    placed = place_labels(LABELS, AGREEMENTS, LINES)
    assert placed.counts["direct"] == 1
    assert ("k1", "l1") in set(zip(placed.pairs["agreement_id"], placed.pairs["line_item_id"], strict=True))


def test_the_name_decides_where_a_page_has_a_number_twice() -> None:
    placed = place_labels(LABELS, AGREEMENTS, LINES)
    assert placed.pairs.loc[placed.pairs["grade"] == "thematic", "line_item_id"].tolist() == ["l4"]


def test_labels_without_their_agreement_or_line_are_named() -> None:
    counts = evaluate(LABELS, AGREEMENTS, LINES, LINKS)["labels"]
    assert counts["agreements_not_found"] == ["77"]
    assert counts["lines_not_found"] == ["99: 9.9 tidak ada"]
    assert counts["none"] == 1


def test_counts_of_ranking_and_bands_are_as_counted_by_hand() -> None:
    result = evaluate(LABELS, AGREEMENTS, LINES, LINKS)
    assert result["bands"]["direct"] == {
        "accepted": 1,
        "open": 0,
        "candidate": 0,
        "rejected": 0,
        "absent": 0,
    }
    assert result["bands"]["thematic"]["rejected"] == 1
    assert result["hard_negatives_accepted"] == 0
    assert (result["found"]["direct_agreements_accepted"], result["found"]["thematic_compared"]) == (1, 1)
    ranking = result["ranking"]
    assert (ranking["direct_agreements_in_top_1"], ranking["direct_agreements_in_top_3"]) == (0, 1)
    assert ranking["average_precision"] == pytest.approx((1 + 2 / 3) / 2, abs=1e-4)
    assert result["candidates_per_agreement"]["shown_most"] == 3
    assert result["appears_at_all"]["none"] == {"agreements": 1, "accepted": 0, "shown": 1}
    json.dumps(result)


def test_a_candidate_that_nobody_is_asked_about_is_found_but_not_shown() -> None:
    closed = LINKS.assign(state="candidate", is_open=False)
    found = evaluate(LABELS, AGREEMENTS, LINES, closed)["found"]
    assert (found["direct_found"], found["direct_shown"], found["thematic_found"]) == (1, 0, 1)


def test_average_precision_takes_equal_scores_together() -> None:
    scores, relevant = pd.Series([0.9, 0.5, 0.5, 0.1]), pd.Series([True, True, False, True])
    assert average_precision(scores, relevant) == pytest.approx((1 + 2 / 3 + 3 / 4) / 3, abs=1e-4)
    assert average_precision(scores, pd.Series([False] * 4)) is None


def test_nothing_linked_is_measured_too() -> None:
    result = evaluate(LABELS, AGREEMENTS, LINES, LINKS.iloc[:0])
    assert result["bands"]["direct"]["absent"] == 1
    assert result["calibration"]["pairs"] == 0
