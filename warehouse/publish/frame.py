"""What every sheet is written with: the content, the formats, the sheets of the book, and where evidence stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.worksheet import Worksheet

from warehouse.publish.content import Content, Row
from warehouse.publish.formats import Formats
from warehouse.publish.wording import long_day

#: row (from 0) of the heading of sheet Bukti, so that links may point to it before it is written
_EVIDENCE_HEADER = 4


@dataclass(frozen=True)
class Frame:
    content: Content
    formats: Formats
    sheets: Mapping[str, Worksheet]

    @property
    def footer(self) -> str:
        """What stands under every printed page."""
        run = self.content.run.get("run_id", "–")
        return f"selaras · dinilai per {long_day(self.content.as_of)} · putaran {run}"

    @cached_property
    def evidence_rows(self) -> dict[tuple[str, str | None, int | None], int]:
        """First row (from 1, as Excel counts) in Bukti of an agreement, region and year."""
        first: dict[tuple[str, str | None, int | None], int] = {}
        for offset, row in enumerate(self.content.evidence, start=_EVIDENCE_HEADER + 2):
            first.setdefault((row["agreement_id"], row["kode_wilayah"], row["tahun"]), offset)
        return first

    def evidence_of(self, row: Row) -> str | None:
        """The cell in Bukti where the evidence of a reconciliation row begins."""
        place = self.evidence_rows.get((row["agreement_id"], row["kode_wilayah"], row["tahun"]))
        return f"'Bukti'!A{place}" if place else None
