"""A warehouse with enough decisions to teach a model: registers, plans and reviews of one city, plans of another."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from config.settings import Settings
from flows.opened import Opened
from flows.settle import Settled, settle
from warehouse.archive import default_archive
from warehouse.engine import open_warehouse
from warehouse.load import load_document
from warehouse.runs import end_run, start_run

CITY, OTHER = "64.71", "64.72"
AS_OF = date(2024, 10, 15)
TOPICS = (
    "pengangkutan sampah pesisir", "rujukan pasien darurat", "trayek angkutan kota", "bantuan hukum perdata",
    "pelatihan barista muda", "vaksinasi hewan ternak", "penataan taman kota", "arsip naskah kuno",
)  # fmt: skip
Row = dict[str, Any]
Frames = dict[str, list[Row]]


def documents() -> dict[str, tuple[str, Frames]]:
    """name -> (kind, frames); reviews speak of every line of the city's RKPD and of all agreements but the last."""
    told = [(agreement, line) for agreement in range(len(TOPICS) - 1) for line in range(len(TOPICS))]
    return {
        "register": ("agreement_list", _register()),
        "rkpd": ("rkpd", _plan("rkpd", "rkpd", CITY)),
        "e81": ("e81", _plan("e81", "e81", CITY)),
        "review-1": ("review", _review("review-1", told[::2], datetime(2024, 5, 1))),
        "review-2": ("review", _review("review-2", told[1::2], datetime(2024, 6, 1))),
        "rkpd-sana": ("rkpd", _plan("rkpd-sana", "rkpd", OTHER)),
    }


def agreement_ids(opened: Opened) -> list[str]:
    """The ids as minted, in the order of the topics; the register must have been settled."""
    agreements = pd.read_sql("SELECT agreement_id, title FROM agreement", opened.engine)
    by_title = dict(zip(agreements["title"], agreements["agreement_id"], strict=True))
    return [by_title[_title(topic)] for topic in TOPICS]


class Told:
    """A warehouse that documents are brought to one by one; ids of agreements follow from the register alone."""

    def __init__(self, folder: Path, ids: list[str] | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "regions").mkdir(exist_ok=True)
        url = f"sqlite:///{folder / 'selaras.db'}"
        settings = Settings(warehouse=url, regions_dir=folder / "regions")
        self.opened = Opened(open_warehouse(url), default_archive(url), settings)
        self.opened.run_id = start_run(self.opened.engine, "manual", "v1")
        self._ids = ids

    def bring(self, name: str) -> None:
        kind, frames = documents()[name]
        for row in frames.get("decision", []):
            assert self._ids is not None, "reviews need the ids of the agreements"
            row["agreement_id"] = self._ids[row["agreement_id"]]
        document = {"document_id": name, "file_name": f"{name}.pdf", "kind": kind, "page_count": 1}
        tables = {table: pd.DataFrame(rows, dtype=object) for table, rows in frames.items()}
        load_document(self.opened.engine, self.opened.run_id, document, tables)

    def settle(self) -> Settled:
        return settle(self.opened, AS_OF)

    def next_run(self) -> None:
        end_run(self.opened.engine, self.opened.run_id, "done")
        self.opened.run_id = start_run(self.opened.engine, "manual", "v1")

    def rows(self, table: str, where: str = "1 = 1") -> list[Row]:
        """The rows of a table but for run ids, in an order that depends on them alone."""
        frame = pd.read_sql(f"SELECT * FROM {table} WHERE {where}", self.opened.engine)
        rows = frame.drop(columns="run_id").astype(object).where(frame.notna(), None).to_dict("records")
        return sorted(rows, key=repr)


def _title(topic: str) -> str:
    return f"Kerja sama {topic}"


def _register() -> Frames:
    party = {"ordinal": 1, "name": "Pemerintah Kota Balikpapan", "party_kind": "pemda", "region_code": CITY}
    records = [
        {
            "record_id": f"record-{n}", "source_row_id": f"register-{n}", "slice_id": "register",
            "register_no": str(n + 1), "region_code": CITY, "instrument": "PKS", "category": "ksdpk",
            "title": _title(topic), "number": f"100/{n}/PKS/2023", "numbers": [f"100/{n}/PKS/2023"],
            "parties": [{**party, "number": None}], "signed_date": date(2023, 3, 1), "date_precision": "day",
            "signed_date_printed": "1 Maret 2023", "end_date": date(2027, 3, 1), "is_planned": False,
            "budget_scope": "belum_ditetapkan", "source_rows": [[f"register-{n}", "utama"]],
        }
        for n, topic in enumerate(TOPICS)
    ]  # fmt: skip
    place = {"slice_id": "register", "document_id": "register", "region_code": CITY, "kind": "agreement_list"}
    return {
        "document_slice": [{**place, "is_complete": True}],
        "raw_row": _raw("register", len(TOPICS)),
        "agreement_record": records,
    }


def _plan(name: str, kind: str, region: str) -> Frames:
    place = {
        "slice_id": name, "document_id": name, "region_code": region, "kind": kind, "fiscal_year": 2024,
        "version": "murni" if kind == "rkpd" else None, "skpd_name": "Dinas Contoh",
    }  # fmt: skip
    lines = [
        {
            **place, "line_item_id": f"{name}-line-{n}", "line_item_key": f"{name}-key-{n}",
            "source_row_id": f"{name}-{n}", "level": "sub_kegiatan", "name": f"Penyelenggaraan {topic}",
        }
        for n, topic in enumerate(TOPICS)
    ]  # fmt: skip
    period = "tw2" if kind == "e81" else None
    return {
        "document_slice": [{**place, "period": period, "is_complete": True}],
        "raw_row": _raw(name, len(TOPICS)),
        "line_item": lines,
    }


def _review(name: str, pairs: list[tuple[int, int]], moment: datetime) -> Frames:
    return {
        "decision": [
            {
                "agreement_id": agreement, "subject": "tautan", "line_item_key": f"rkpd-key-{line}",
                "verdict": "sesuai" if agreement == line else "tidak_sesuai", "reviewer": "Bagian Kerja Sama",
                "decided_at": moment, "source_row_id": f"{name}-{agreement}-{line}",
            }
            for agreement, line in pairs
        ]
    }  # fmt: skip


def _raw(name: str, count: int) -> list[Row]:
    return [
        {"source_row_id": f"{name}-{n}", "page": 1, "row_number": n + 1, "row_kind": "line", "cells": ["x"]}
        for n in range(count)
    ]
