"""Accuracy of the links against hand labels: as stored, and by cross-validation over agreements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from config.reference import load_reference
from config.settings import Settings
from flows.maintain import find_document
from flows.opened import open_to_look
from flows.terminal import decimal
from transforms.evaluation import BANDS, TOP, evaluate, place_labels
from transforms.matching.held_out import held_out_links
from warehouse import read
from warehouse.engine import Engine
from warehouse.provenance import read_printed_lines, read_register

_GRADES = {"direct": "langsung", "thematic": "tematik", "not": "bukan"}
_BANDS = {
    "accepted": "diterima", "open": "ditanya", "candidate": "disisihkan", "rejected": "ditolak", "absent": "luput",
}  # fmt: skip
_KINDS = {"direct": "berlabel langsung", "thematic_only": "hanya tematik", "none": "tidak ada barisnya"}


def evaluate_links(
    settings: Settings, labels: Path, register: str, lines: str, console: Console | None, folds: int = 5
) -> dict[str, Any]:
    """Links held against ``labels`` (columns of the contract); raises ``NotFound``.

    The figures of the links in the warehouse; under ``held_out`` those of links made without any decision by models
    that were taught by the labels of other agreements only (``folds`` of them; none where 0).
    """
    told = pd.read_csv(labels, dtype=str, keep_default_na=False)
    with open_to_look(settings) as engine:
        documents = read.read_documents(engine)
        register_id = find_document(documents, register)["document_id"]
        lines_id = find_document(documents, lines)["document_id"]
        agreements, printed = read_register(engine, register_id), read_printed_lines(engine, lines_id)
        figures = evaluate(told, agreements, printed, read.read_table(engine, "link"))
        if folds:
            truth = _truth(told, agreements, printed)
            links, models = _held_out(engine, agreements, str(lines_id), truth, folds)
            figures["held_out"] = {"models": models, **evaluate(told, agreements, printed, links)}
    if console is not None:
        _show(figures, console)
    return figures


def _truth(told: pd.DataFrame, agreements: pd.DataFrame, printed: pd.DataFrame) -> dict[tuple[str, str], bool]:
    pairs = place_labels(told, agreements, printed).pairs
    return {(row.agreement_id, row.line_item_id): row.grade != "not" for row in pairs.itertuples()}


def _held_out(
    engine: Engine, agreements: pd.DataFrame, lines_id: str, truth: Mapping[tuple[str, str], bool], folds: int
) -> tuple[pd.DataFrame, list[str]]:
    ids = set(agreements["agreement_id"])

    def own(name: str) -> pd.DataFrame:
        table = read.read_table(engine, name)
        return table[table["agreement_id"].isin(ids)]

    lines = read.read_lines(engine)
    return held_out_links(
        own("agreement"),
        own("agreement_party"),
        own("agreement_skpd"),
        own("agreement_urusan"),
        lines[lines["document_id"] == lines_id],
        truth,
        load_reference(),
        folds,
    )


def _show(figures: Mapping[str, Any], console: Console) -> None:
    labels = figures["labels"]
    counted = ", ".join(f"{labels[grade]} {word}" for grade, word in _GRADES.items())
    console.print(
        f"Label: {counted}; {labels['none']} naskah tanpa baris; tidak ditemukan: "
        f"{len(labels['agreements_not_found'])} naskah, {len(labels['lines_not_found'])} baris"
    )
    _show_one("Tautan dalam gudang data", figures, console)
    if "held_out" in figures:
        _show_one("Validasi silang: model tidak melihat label naskah yang dinilai", figures["held_out"], console)


def _show_one(title: str, figures: Mapping[str, Any], console: Console) -> None:
    console.print(f"\n{title}", style="bold")
    ranking, per = figures["ranking"], figures["candidates_per_agreement"]
    tops = ", ".join(f"{top} teratas {ranking[f'direct_agreements_in_top_{top}']}" for top in TOP)
    console.print(f"Presisi rata-rata {_share(ranking['average_precision'])}", end="")
    console.print(f" (hanya langsung {_share(ranking['average_precision_direct'])})")
    console.print(f"Baris langsung dari {ranking['direct_agreements']} naskah: {tops}")
    console.print(
        f"Bukan, tetapi di atas baris langsung terbaik: {ranking['hard_negatives_above_best_direct']} dari "
        f"{ranking['hard_negatives_of_direct_agreements']}; diterima: {figures['hard_negatives_accepted']}"
    )
    bands = Table("Label", *_BANDS.values(), "terjaring")
    for grade, word in _GRADES.items():
        counts = figures["bands"][grade]
        found = figures["found"].get(f"{grade}_found_rate")
        bands.add_row(word, *(str(counts[band]) for band in BANDS), "-" if found is None else _share(found))
    console.print(bands)
    console.print(
        f"Baris dibandingkan per naskah: rata-rata {_share(per['compared_mean'], 1)}, terbanyak "
        f"{per['compared_most']}; ditanyakan atau diterima: rata-rata "
        f"{_share(per['shown_mean'], 1)}, terbanyak {per['shown_most']}"
    )
    for kind, word in _KINDS.items():
        row = figures["appears_at_all"][kind]
        console.print(
            f"Naskah {word}: {row['agreements']}; ada baris yang diterima {row['accepted']}, ditunjukkan {row['shown']}"
        )
    calibration = figures["calibration"]
    console.print(
        f"Skor Brier {_share(calibration['brier'], 4)} atas {calibration['pairs']} pasangan (laju dasar "
        f"{_share(calibration['brier_of_base_rate'], 4)})"
    )
    reliability = Table("Peluang", "pasangan", "diperkirakan", "kenyataan")
    for row in calibration["bins"]:
        span = f"{_share(row['from'], 2)}-{_share(row['to'], 2)}"
        reliability.add_row(span, str(row["pairs"]), _share(row["predicted"]), _share(row["seen"]))
    console.print(reliability)


def _share(value: float | None, places: int = 3) -> str:
    return "-" if value is None else decimal(value, places)
