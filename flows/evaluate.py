"""Accuracy of the links against hand labels, in counts and rates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console

from config.settings import Settings
from flows.maintain import find_document
from flows.opened import open_to_look
from transforms.evaluation import evaluate
from warehouse import read
from warehouse.provenance import read_printed_lines, read_register


def evaluate_links(
    settings: Settings, labels: Path, register: str, lines: str, console: Console | None
) -> dict[str, Any]:
    """Links in the warehouse held against ``labels`` (columns of the contract); raises ``NotFound``."""
    with open_to_look(settings) as engine:
        documents = read.read_documents(engine)
        register_id = find_document(documents, register)["document_id"]
        lines_id = find_document(documents, lines)["document_id"]
        figures = evaluate(
            pd.read_csv(labels, dtype=str, keep_default_na=False),
            read_register(engine, register_id),
            read_printed_lines(engine, lines_id),
            read.read_table(engine, "link"),
        )
    if console is not None:
        for name, value in figures.items():
            console.print(f"{name:32} {value}")
    return figures
