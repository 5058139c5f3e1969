"""What a pass found, for the terminal, for machines and for the Prefect UI."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from config.glossary import load_glossary
from flows.terminal import numeral, told_reason

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_QUARANTINED, EXIT_BUSY = 0, 1, 2, 3, 4


@dataclass
class DocumentOutcome:
    """One file of this run: loaded, quarantined, unchanged or unread; ``reason`` says why it was refused."""

    file_name: str
    state: str
    kind: str | None = None
    rows: int = 0
    slices: int = 0
    reason_code: str | None = None
    reason: str | None = None
    document_id: str | None = None
    #: rows of a loaded document that are in quarantine, in whole or in part
    set_aside: int = 0
    #: readings in a row that were given up, this one included
    attempts: int = 1

    def in_one_line(self) -> str:
        return f"{self.file_name}: {_OUTCOME[self.state]}" + (f", {self.rows} baris" if self.rows else "")


@dataclass
class RunReport:
    run_id: str
    warehouse: str
    documents: list[DocumentOutcome] = field(default_factory=list)
    agreements: int = 0
    links: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    workbook: str | None = None
    as_of: str | None = None
    seconds: float = 0.0
    notices: list[str] = field(default_factory=list)

    @property
    def quarantined(self) -> list[DocumentOutcome]:
        return [document for document in self.documents if document.state in ("quarantined", "unread")]

    @property
    def exit_code(self) -> int:
        return EXIT_QUARANTINED if self.quarantined else EXIT_DONE

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "exit_code": self.exit_code}

    def counts(self) -> dict[str, int]:
        return {state: sum(document.state == state for document in self.documents) for state in _OUTCOME}

    def markdown(self) -> str:
        """The report for the Prefect UI."""
        counts = self.counts()
        lines = [
            f"**{len(self.documents)} dokumen**: {counts['loaded']} dimuat, {counts['unchanged']} tidak berubah, "
            f"{counts['quarantined']} dikarantina.",
            "",
        ]
        if self.quarantined:
            lines += ["| Berkas | Alasan |", "|---|---|"]
            lines += [f"| {d.file_name} | {(d.reason or '').replace('|', '/')} |" for d in self.quarantined]
            lines.append("")
        if self.statuses:
            lines += ["| Status | Perjanjian |", "|---|---:|"]
            lines += [f"| {status} | {count} |" for status, count in self.statuses.items()]
        if self.workbook:
            lines += ["", f"Buku kerja: `{self.workbook}`"]
        return "\n".join(lines)

    def show(self, console: Console) -> None:
        """The report for a person at the terminal."""
        for notice in self.notices:
            console.print(notice)
        kinds = load_glossary().kinds
        table = Table("Dokumen", "Jenis", "Hasil", "Baris")
        for document in self.documents:
            if document.state != "unchanged":
                rows = numeral(document.rows) if document.state == "loaded" else ""
                table.add_row(document.file_name, kinds.get(document.kind or "", "-"), _styled(document.state), rows)
        if table.row_count:
            console.print(table)
        for document in self.quarantined:
            times = f" (percobaan ke-{document.attempts})" if document.attempts > 1 else ""
            told = told_reason(document.file_name, document.reason)
            console.print(_styled(document.state), f"{document.file_name}: {told}{times}")
        for document in self.documents:
            if document.set_aside:
                console.print(
                    f"{document.file_name}: {document.set_aside} baris dikarantina; sebabnya pada lembar Mutu"
                )
        if self.statuses:
            table = Table("Status (perjanjian x pihak x tahun)", "Jumlah")
            for status, count in self.statuses.items():
                table.add_row(status, str(count))
            console.print(table)
        counts = self.counts()
        accepted, candidate = self.links.get("accepted", 0), self.links.get("candidate", 0)
        console.print(
            f"{counts['loaded']} dokumen dimuat, {counts['unchanged']} tidak berubah, {counts['quarantined']} "
            f"dikarantina; {self.agreements} perjanjian, {accepted} tautan diterima, {candidate} menunggu putusan "
            f"({self.seconds:.1f} detik)"
        )
        console.print(f"Gudang data : {self.warehouse}", soft_wrap=True)
        if self.workbook:
            console.print(f"Buku kerja  : {self.workbook}", soft_wrap=True)


_OUTCOME = {
    "loaded": "dimuat",
    "quarantined": "karantina",
    "unchanged": "tidak berubah",
    "unread": "tidak terbaca",
}
_STYLES = {"quarantined": "yellow", "unread": "red"}


def _styled(state: str) -> Text:
    return Text(_OUTCOME[state], style=_STYLES.get(state, ""))
