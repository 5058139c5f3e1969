"""Which documents a backfill reads again: by region, years and kind of their slices, and by the code that read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from config.code_version import code_version
from config.layout import load_layouts
from flows.failures import WrongSelection

STAGES = ("extract", "transform", "reconcile")


@dataclass(frozen=True)
class Selection:
    """``start`` is the stage to begin with; ``is_stale_only`` leaves out what today's code and layouts have read."""

    region: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    kind: str | None = None
    start: str = "extract"
    is_stale_only: bool = False

    @property
    def years(self) -> str | None:
        """The range as the command line takes it."""
        return None if self.first_year is None else f"{self.first_year}:{self.last_year}"

    @staticmethod
    def parse(
        region: str | None = None,
        years: str | None = None,
        kind: str | None = None,
        start: str = "extract",
        is_stale_only: bool = False,
    ) -> Selection:
        """The selection as given on the command line; raises :class:`WrongSelection`."""
        if start not in STAGES:
            raise WrongSelection(f"--from '{start}' tidak dikenal; pilihannya {', '.join(STAGES)}")
        if region is not None and not re.fullmatch(r"\d{2}(\.\d{2})?", region):
            raise WrongSelection(f"--region '{region}' bukan kode wilayah seperti 64 atau 64.71")
        kinds = {layout.kind for layout in load_layouts().values()}
        if kind is not None and kind not in kinds:
            raise WrongSelection(f"--kind '{kind}' tidak dikenal; pilihannya {', '.join(sorted(kinds))}")
        first, last = _parse_years(years)
        return Selection(region, first, last, kind, start, is_stale_only)

    def choose(self, documents: pd.DataFrame, slices: pd.DataFrame) -> pd.DataFrame:
        """The documents (rows of ``documents``) to read again, without withdrawn ones."""
        chosen = documents[documents["state"] != "withdrawn"]
        if self.kind is not None:
            chosen = chosen[chosen["kind"] == self.kind]
        if self.region is not None or self.first_year is not None:
            fitting = slices
            if self.region is not None:
                fitting = fitting[fitting["region_code"] == self.region]
            if self.first_year is not None:
                fitting = fitting[fitting["fiscal_year"].between(self.first_year, self.last_year)]
            chosen = chosen[chosen["document_id"].isin(fitting["document_id"])]
        if self.is_stale_only:
            chosen = chosen[[is_stale(row) for row in chosen.to_dict("records")]]
        return chosen

    def tell_nothing_chosen(self, documents: pd.DataFrame, slices: pd.DataFrame) -> str:
        """Why no document was chosen, and what there is to choose from."""
        if self.is_stale_only:
            others = Selection(self.region, self.first_year, self.last_year, self.kind)
            if len(others.choose(documents, slices)):
                return "Tidak ada yang perlu dibaca ulang: semuanya sudah dibaca dengan kode dan tata letak saat ini."
        regions = ", ".join(sorted(set(slices["region_code"].dropna())))
        years = ", ".join(str(int(year)) for year in sorted(set(slices["fiscal_year"].dropna())))
        kinds = ", ".join(sorted(set(documents["kind"].dropna())))
        return f"Tidak ada dokumen yang cocok. Yang ada: wilayah {regions}; tahun {years}; jenis {kinds}."


def _parse_years(years: str | None) -> tuple[int | None, int | None]:
    if years is None:
        return None, None
    match = re.fullmatch(r"(\d{4})(?::(\d{4}))?", years)
    if match is None:
        raise WrongSelection(f"--years '{years}' bukan tahun atau rentang seperti 2022:2024")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise WrongSelection(f"--years '{years}' berakhir sebelum dimulai")
    return first, last


def is_stale(document: dict[str, Any]) -> bool:
    """True when code, lookups or the layout have changed since the document was read."""
    layout = load_layouts().get(document["layout_id"]) if isinstance(document["layout_id"], str) else None
    has_new_layout = layout is not None and layout.version != document["layout_version"]
    return bool(document["code_version"] != code_version() or has_new_layout)
