"""Time, candidate recall and ranking beside splink and rapidfuzz, and the cost of a change: ``make bench-reconcile``.

All three get the same generated agreements and lines (half 1 of the words, seeds no other benchmark uses) and the same
number of candidates per agreement; the peers run in ``.venv-bench`` (``peers.py``). CPU seconds of one process each.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.ranking import average_precision, recall_at
from benchmarks.worlds import World, build_world, join_worlds
from config.reference import load_reference
from transforms.matching import Reconciled, start_reconciliation
from transforms.matching.subjects import numbers_in

PEERS = ("splink", "rapidfuzz")
CITIES = (
    ("11.71", "Banda Aceh"), ("12.75", "Binjai"), ("21.71", "Batam"), ("31.73", "Jakarta Pusat"), ("33.72", "Solo"),
    ("34.71", "Yogyakarta"), ("51.71", "Denpasar"), ("64.74", "Bontang"), ("82.71", "Ternate"), ("91.71", "Jayapura"),
)  # fmt: skip
#: a draw each: one pair more or less found is .001 of the recall of one draw
SEEDS = (401, 501, 601)
NOTHING_DECIDED = pd.DataFrame(columns=["agreement_id", "line_item_key", "verdict", "reviewer", "decided_at", "note"])
#: regions and lines in each, for the cost of one changed document
WAREHOUSES, LINES_EACH, AGREEMENTS_EACH = (4, 16), 5_000, 50
CHANGED = (1, 4)


@dataclass(frozen=True)
class Scored:
    """Scored pairs of one tool."""

    pairs: pd.DataFrame
    cpu_s: float


def main(python: Path, sizes: Sequence[tuple[str, int, int, int]]) -> None:
    figures: dict[str, Any] = {}
    for name, regions, agreements, lines in sizes:
        print(f"\n{name}: {agreements} agreements x {lines:,} lines in {regions} regions, {len(SEEDS)} draws")
        worlds = (build_regions(regions, agreements // regions, lines // regions, seed) for seed in SEEDS)
        draws = pd.DataFrame([_beside_peers(world, python) for world in worlds])
        figures |= {f"{name}_{key}": value for key, value in draws.mean().round(4).items()}
        print("  mean: " + ", ".join(f"{key} {value}" for key, value in draws.mean().round(4).items()))
    figures |= _changes()
    print(json.dumps(figures))


def build_regions(count: int, agreements: int, lines: int, seed: int = SEEDS[0]) -> World:
    """Return several regions as one warehouse holds them."""
    names = [(f"{code}" if turn == 0 else f"{code[:3]}{60 + turn}", city) for turn in range(9) for code, city in CITIES]
    return join_worlds(
        [
            build_world(code, f"Kota {city}", agreements, lines, seed + place, 1)
            for place, (code, city) in enumerate(names[:count])
        ]
    )


def _beside_peers(world: World, python: Path) -> dict[str, Any]:
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        tools = {"selaras": fresh.submit(_ours, world).result()}
    budget = round(len(tools["selaras"].pairs) / len(world.agreements))
    if python.exists():
        tools |= dict(_peers(world, budget, python))
    else:
        print(f"{python} is absent: the peers are left out")
    print(f"  {len(world.truth)} true pairs, {budget} candidates per agreement")
    figures: dict[str, Any] = {"candidates_per_agreement": budget}
    for tool, scored in tools.items():
        figures |= {f"{tool}_{key}": value for key, value in _figures(world, scored).items()}
        print(f"  {tool:10} " + ", ".join(f"{key} {value}" for key, value in _figures(world, scored).items()))
    for peer in tools.keys() - {"selaras"}:
        figures[f"cpu_to_{peer}_ratio"] = round(tools["selaras"].cpu_s / tools[peer].cpu_s, 4)
    return figures


def _ours(world: World) -> Scored:
    """The whole way to links as they are stored, evidence included, in a process that has read nothing yet.

    Partition by partition as a run does it: what a run writes and lets go is let go here.
    """
    load_reference()
    started = time.process_time()
    pairs = []
    for linked in start_reconciliation(*_frames(world)).link():
        assert linked.links is not None
        pairs.append(linked.links[["agreement_id", "line_item_id", "probability"]])
    cpu = time.process_time() - started
    return Scored(pd.concat(pairs, ignore_index=True).set_axis(["agreement", "line", "score"], axis=1), cpu)


def _reconcile(world: World, stored: pd.DataFrame | None = None) -> Reconciled:
    return start_reconciliation(*_frames(world), stored=stored).link_all()


def _frames(world: World) -> tuple[Any, ...]:
    return world.agreements, world.parties, world.skpds, world.lines, NOTHING_DECIDED, load_reference()


def _peers(world: World, budget: int, python: Path) -> Iterator[tuple[str, Scored]]:
    with tempfile.TemporaryDirectory() as folder:
        _agreement_records(world).to_parquet(f"{folder}/agreements.parquet")
        _line_records(world).to_parquet(f"{folder}/lines.parquet")
        for peer in PEERS:
            command = [str(python), str(Path(__file__).with_name("peers.py")), folder, peer, str(budget)]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"{peer} failed:\n{done.stderr[-3000:]}")
            cpu = json.loads(done.stdout.splitlines()[-1])["cpu_s"]
            yield peer, Scored(pd.read_parquet(f"{folder}/{peer}.parquet"), cpu)


def _agreement_records(world: World) -> pd.DataFrame:
    """What ``peers.COLUMNS`` says, of agreements."""
    rows = world.agreements
    partner = world.parties.groupby("agreement_id")["name"].agg(" ".join)
    office = world.skpds.drop_duplicates("agreement_id").set_index("agreement_id")["skpd_name"]
    about = rows["title"] + " " + rows["scope"].fillna("")
    return pd.DataFrame(
        {
            "unique_id": rows["agreement_id"],
            "region": rows["region_code"],
            "office": rows["agreement_id"].map(office).fillna(""),
            "name": rows["title"],
            "about": about,
            "said": about + " " + rows["agreement_id"].map(partner).fillna(""),
            "numbers": [_numbers(text) for text in rows["number"].fillna("")],
        }
    )


def _line_records(world: World) -> pd.DataFrame:
    rows = world.lines
    said = rows["note"].fillna("") + " " + rows["location"].fillna("")
    return pd.DataFrame(
        {
            "unique_id": rows["line_item_id"],
            "region": rows["region_code"],
            "office": rows["skpd_name"],
            "name": rows["name"],
            "about": rows["name"] + " " + rows["indicator"].fillna(""),
            "said": said,
            "numbers": [_numbers(text) for text in said],
        }
    )


def _numbers(text: str) -> list[str]:
    """The peers get document numbers as we read them: how to find them is not their trade."""
    return ["/".join(number) for number, _, _ in numbers_in(text)]


def _figures(world: World, scored: Scored) -> dict[str, float]:
    true = set(zip(world.truth["agreement_id"], world.truth["line_item_id"], strict=True))
    pairs = zip(scored.pairs["agreement"], scored.pairs["line"], strict=True)
    truth = np.array([pair in true for pair in pairs], float)
    scores = scored.pairs["score"].to_numpy(float)
    return {
        "cpu_s": round(scored.cpu_s, 2),
        "candidate_recall": round(truth.sum() / len(true), 4),
        "average_precision": round(average_precision(scores, truth, len(true)), 4),
        "recall_at_95": round(recall_at(0.95, scores, truth, len(true)), 4),
    }


def _changes() -> dict[str, Any]:
    """A first pass, an unchanged one, one with a changed document, one with four; in a warehouse and a larger one.

    All but the first are the cheapest of three: texts read before are remembered.
    """
    figures: dict[str, Any] = {}
    for regions in WAREHOUSES:
        world = build_regions(regions, AGREEMENTS_EACH, LINES_EACH)
        key = f"change_{regions * LINES_EACH}_lines"
        first, figures[f"{key}_first_s"] = _timed(world, None)
        print(f"\n{regions * LINES_EACH:,} lines, {regions} documents: first pass {figures[f'{key}_first_s']} s")
        for count in (0, *CHANGED):
            changed = _change(world, count)
            again, cpu = min((_timed(changed, first.partitions) for _ in range(3)), key=lambda timed: timed[1])
            touched = len(again.partitions) - len(again.unchanged)
            figures |= {f"{key}_{count}_documents_s": cpu, f"{key}_{count}_documents_partitions": touched}
            print(f"  {count} documents changed: {cpu} s, {touched} partitions reconciled")
    small, large = (f"change_{regions * LINES_EACH}_lines" for regions in WAREHOUSES)
    for count in CHANGED:
        costs = [figures[f"{key}_{count}_documents_s"] - figures[f"{key}_0_documents_s"] for key in (small, large)]
        figures[f"change_of_{count}_larger_warehouse_ratio"] = round(costs[1] / max(costs[0], 0.01), 3)
    figures["change_first_larger_warehouse_ratio"] = round(figures[f"{large}_first_s"] / figures[f"{small}_first_s"], 3)
    return figures


def _change(world: World, count: int) -> World:
    """Return the world with one line renamed in each of so many documents."""
    lines = world.lines.copy()
    touched = lines.drop_duplicates("document_id").index[:count]
    lines.loc[touched, "name"] = lines.loc[touched, "name"] + " lanjutan"
    return World(world.agreements, world.parties, world.skpds, lines, world.truth)


def _timed(world: World, stored: pd.DataFrame | None) -> tuple[Reconciled, float]:
    started = time.process_time()
    done = _reconcile(world, stored)
    return done, round(time.process_time() - started, 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", type=Path, default=Path(".venv-bench/bin/python"), help="their interpreter")
    parser.add_argument("--small", action="store_true", help="a tenth of the size")
    chosen = parser.parse_args()
    part = 10 if chosen.small else 1
    main(
        chosen.peers,
        [("one_region", 1, 300 // part, 30_000 // part), ("ten_regions", 10, 1_000 // part, 100_000 // part)],
    )
