"""How well links agree with labels made by people: ranking before the bands, the bands, and what was not found.

Unlabelled pairs count neither for nor against: only pairs with a label are measured, but for the number of candidates
and the rank of a line among all lines its agreement was compared with.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from transforms.names import normalise

TOP = (1, 3, 10)
BANDS = ("accepted", "open", "candidate", "rejected", "absent")
_FOUND = ["accepted", "open", "candidate"]
_SHOWN = ["accepted", "open"]
_BINS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


def evaluate(
    labels: pd.DataFrame, agreements: pd.DataFrame, lines: pd.DataFrame, links: pd.DataFrame
) -> dict[str, Any]:
    """Return counts and rates of the links of one register against one document of lines, ready for JSON.

    ``labels`` as the design describes them; ``agreements``: agreement_id, register_no of the register;
    ``lines``: line_item_id, duplicate_of, page, number_printed, name of the document; ``links``: agreement_id,
    line_item_id, probability, state (and ``is_open``) of any documents. A label on a second print counts once, for the
    first print. A candidate that waits for people is ``open``; one that was only compared is ``candidate``.
    """
    links = links.assign(state=_banded(links))
    placed = place_labels(labels, agreements, lines)
    here = links[
        links["line_item_id"].isin(lines["line_item_id"]) & links["agreement_id"].isin(agreements["agreement_id"])
    ]
    ranked = here.assign(rank=_ranks(here))
    pairs = placed.pairs.merge(ranked, on=["agreement_id", "line_item_id"], how="left")
    pairs = pairs.assign(
        state=pairs["state"].astype(object).where(pairs["state"].notna(), "absent"),
        probability=pairs["probability"].astype(float).fillna(0.0),
    )
    return {
        "labels": placed.counts,
        "found": _found(pairs),
        "ranking": _ranking(pairs),
        "bands": {grade: _bands(part) for grade, part in _by_grade(pairs)},
        "hard_negatives_accepted": int(((pairs["grade"] == "not") & (pairs["state"] == "accepted")).sum()),
        "candidates_per_agreement": _per_agreement(here, agreements),
        "appears_at_all": _appears(pairs, placed.none, here),
        "calibration": _calibration(pairs),
    }


def _banded(links: pd.DataFrame) -> pd.Series:
    """Return the state of each link, candidates that people are asked about as ``open``."""
    is_open = links["is_open"].astype(bool) if "is_open" in links else pd.Series(True, index=links.index)
    return links["state"].astype(object).mask((links["state"] == "candidate") & is_open, "open")


class PlacedLabels:
    """Labels whose place was found: ``pairs`` (agreement_id, line_item_id, grade), ``none`` (ids), ``counts``."""

    def __init__(self, pairs: pd.DataFrame, none: list[str], counts: dict[str, Any]) -> None:
        self.pairs, self.none, self.counts = pairs, none, counts


def place_labels(labels: pd.DataFrame, agreements: pd.DataFrame, lines: pd.DataFrame) -> PlacedLabels:
    """Find agreement (by printed register number) and line (by page and printed number) of each label.

    Where several lines of a page carry one number, the name decides. What isn't found is counted and listed.
    """
    by_number = _agreements_by_number(agreements)
    by_place = _lines_by_place(lines)
    first_print = {
        row["line_item_id"]: row["duplicate_of"] if isinstance(row.get("duplicate_of"), str) else row["line_item_id"]
        for row in lines.to_dict("records")
    }
    missing: dict[str, set[str]] = {"agreements": set(), "lines": set()}
    pairs, none = [], []
    for label in labels.astype(object).where(labels.notna(), "").to_dict("records"):
        agreement = by_number.get(normalise(str(label["register_no"])))
        if agreement is None:
            missing["agreements"].add(str(label["register_no"]))
        elif label["label"] == "none":
            none.append(agreement)
        else:
            line = _pick(by_place.get((_page(label["page"]), _number(label["no_printed"])), []), label["line_name"])
            if line is None:
                missing["lines"].add(f"{_page(label['page'])}: {label['no_printed']} {label['line_name']}")
            else:
                pairs.append((agreement, first_print[line], label["grade"] if label["label"] == "realises" else "not"))
    frame = pd.DataFrame(sorted(set(pairs)), columns=["agreement_id", "line_item_id", "grade"])
    counts: dict[str, Any] = {grade: int((frame["grade"] == grade).sum()) for grade in ("direct", "thematic", "not")}
    counts |= {
        "direct_agreements": int(frame.loc[frame["grade"] == "direct", "agreement_id"].nunique()),
        "none": len(set(none)),
        "agreements_not_found": sorted(missing["agreements"]),
        "lines_not_found": sorted(missing["lines"]),
    }
    return PlacedLabels(frame, sorted(set(none)), counts)


def _agreements_by_number(agreements: pd.DataFrame) -> dict[str, str]:
    ordered = agreements.sort_values("agreement_id", ascending=False)
    numbers = [normalise(str(number)) for number in ordered["register_no"]]
    return dict(zip(numbers, ordered["agreement_id"], strict=True))


def _lines_by_place(lines: pd.DataFrame) -> dict[tuple[str, str], list[tuple[str, str]]]:
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in lines.sort_values("line_item_id").to_dict("records"):
        place = (_page(row["page"]), _number(row["number_printed"]))
        places.setdefault(place, []).append((row["line_item_id"], normalise(str(row["name"]))))
    return places


def _pick(found: list[tuple[str, str]], name: str) -> str | None:
    """Return the line a label means among those of its place: the one, else the one whose name begins alike."""
    if len(found) < 2:
        return found[0][0] if found else None
    wanted = normalise(str(name))
    alike = [line for line, printed in found if printed.startswith(wanted[:80]) or wanted.startswith(printed)]
    return alike[0] if alike else None


def _page(value: object) -> str:
    text = str(value).strip()
    return str(int(float(text))) if text.replace(".", "", 1).isdigit() else text


def _number(value: object) -> str:
    return str(value).strip().strip(".")


def _ranks(links: pd.DataFrame) -> pd.Series:
    """Return the rank of each line within its agreement; equals share the worst rank, so that ties flatter nobody."""
    return links.groupby("agreement_id")["probability"].rank(ascending=False, method="max").astype(int)


def _by_grade(pairs: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(grade, pairs[pairs["grade"] == grade]) for grade in ("direct", "thematic", "not")]


def _bands(pairs: pd.DataFrame) -> dict[str, int]:
    return {band: int((pairs["state"] == band).sum()) for band in BANDS}


def _found(pairs: pd.DataFrame) -> dict[str, Any]:
    """Return how many labelled pairs were compared, kept as candidates or better, and shown to people or accepted."""
    found: dict[str, Any] = {}
    for grade, part in _by_grade(pairs)[:2]:
        compared, shown = part["state"] != "absent", part["state"].isin(_SHOWN)
        kept = int(part["state"].isin(_FOUND).sum())
        found |= {
            f"{grade}_pairs": len(part),
            f"{grade}_compared": int(compared.sum()),
            f"{grade}_compared_rate": _rate(int(compared.sum()), len(part)),
            f"{grade}_found": kept,
            f"{grade}_found_rate": _rate(kept, len(part)),
            f"{grade}_shown": int(shown.sum()),
        }
    direct = pairs[pairs["grade"] == "direct"]
    for name, states in (("accepted", ["accepted"]), ("shown", _SHOWN)):
        found[f"direct_agreements_{name}"] = int(direct.loc[direct["state"].isin(states), "agreement_id"].nunique())
    return found


def _ranking(pairs: pd.DataFrame) -> dict[str, Any]:
    direct = pairs[pairs["grade"] == "direct"]
    best = direct.groupby("agreement_id")["rank"].min()
    rivals = pairs[pairs["grade"] == "not"].merge(
        direct.groupby("agreement_id")["probability"].max().rename("best_direct"), on="agreement_id"
    )
    return {
        "average_precision": average_precision(pairs["probability"], pairs["grade"] != "not"),
        "average_precision_direct": average_precision(pairs["probability"], pairs["grade"] == "direct"),
        **{f"direct_agreements_in_top_{top}": int((best <= top).sum()) for top in TOP},
        "direct_agreements": len(best),
        "hard_negatives_above_best_direct": int((rivals["probability"] >= rivals["best_direct"]).sum()),
        "hard_negatives_of_direct_agreements": len(rivals),
    }


def average_precision(scores: pd.Series, relevant: pd.Series) -> float | None:
    """Return the average precision of a ranking, equal scores taken together; None without a relevant one."""
    total = int(relevant.sum())
    if not total:
        return None
    groups = pd.DataFrame({"score": scores, "relevant": relevant.astype(int)}).groupby("score")["relevant"]
    counted = groups.agg(["sum", "size"]).sort_index(ascending=False)
    precision = counted["sum"].cumsum() / counted["size"].cumsum()
    return round(float((precision * counted["sum"]).sum() / total), 4)


def _per_agreement(links: pd.DataFrame, agreements: pd.DataFrame) -> dict[str, float | int]:
    ids = sorted(set(agreements["agreement_id"]))
    compared = links.groupby("agreement_id").size().reindex(ids, fill_value=0)
    shown = links[links["state"].isin(_SHOWN)].groupby("agreement_id").size().reindex(ids, fill_value=0)
    if not ids:
        return {"agreements": 0}
    return {
        "agreements": len(ids),
        "compared_mean": round(float(compared.mean()), 2),
        "compared_most": int(compared.max()),
        "shown_mean": round(float(shown.mean()), 2),
        "shown_most": int(shown.max()),
        "with_none_shown": int((shown == 0).sum()),
    }


def _appears(pairs: pd.DataFrame, none: list[str], links: pd.DataFrame) -> dict[str, Any]:
    """Return per kind of agreement whether anything is accepted or shown for it."""
    direct = set(pairs.loc[pairs["grade"] == "direct", "agreement_id"])
    thematic = set(pairs.loc[pairs["grade"] == "thematic", "agreement_id"]) - direct
    accepted = set(links.loc[links["state"] == "accepted", "agreement_id"])
    shown = accepted | set(links.loc[links["state"] == "open", "agreement_id"])
    kinds = {"direct": direct, "thematic_only": thematic, "none": set(none)}
    return {
        kind: {"agreements": len(ids), "accepted": len(ids & accepted), "shown": len(ids & shown)}
        for kind, ids in kinds.items()
    }


def _calibration(pairs: pd.DataFrame) -> dict[str, Any]:
    """Return the Brier score over labelled pairs that were compared, that of always saying the base rate, and bins."""
    compared = pairs[pairs["state"] != "absent"]
    if compared.empty:
        return {"pairs": 0, "brier": None, "brier_of_base_rate": None, "bins": []}
    truth = (compared["grade"] != "not").astype(float)
    base = float(truth.mean())
    bins = []
    for low, high in pairwise(_BINS):
        inside = (compared["probability"] >= low) & ((compared["probability"] < high) | (high == _BINS[-1]))
        if inside.any():
            predicted, seen = float(compared.loc[inside, "probability"].mean()), float(truth[inside].mean())
            bins.append(
                {
                    "from": low,
                    "to": high,
                    "pairs": int(inside.sum()),
                    "predicted": round(predicted, 3),
                    "seen": round(seen, 3),
                }
            )
    return {
        "pairs": len(compared),
        "brier": round(float(((compared["probability"] - truth) ** 2).mean()), 4),
        "brier_of_base_rate": round(base * (1 - base), 4),
        "bins": bins,
    }


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
