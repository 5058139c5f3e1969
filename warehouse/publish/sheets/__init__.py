"""The sheets of the workbook in their order, each with the function that writes it."""

from __future__ import annotations

from collections.abc import Callable

from warehouse.publish.frame import Frame
from warehouse.publish.sheets.agreement_review import write_agreement_review
from warehouse.publish.sheets.coordination import write_mapping, write_teams
from warehouse.publish.sheets.dictionary import write_dictionary
from warehouse.publish.sheets.documents import write_consistency, write_documents
from warehouse.publish.sheets.evidence import write_evidence
from warehouse.publish.sheets.follow_up import write_follow_up
from warehouse.publish.sheets.lines import write_lines
from warehouse.publish.sheets.measures import write_absorption, write_integration, write_lost
from warehouse.publish.sheets.outlook import write_borders, write_changes, write_ending
from warehouse.publish.sheets.overview import write_overview
from warehouse.publish.sheets.quality import write_quality
from warehouse.publish.sheets.reconciliation import write_reconciliation
from warehouse.publish.sheets.review import write_review

SHEETS: dict[str, Callable[[Frame], None]] = {
    "Ringkasan": write_overview,
    "Rekonsiliasi": write_reconciliation,
    "Bukti": write_evidence,
    "Tindak Lanjut": write_follow_up,
    "Putusan": write_review,
    "Putusan Naskah": write_agreement_review,
    "Dokumen": write_documents,
    "Mutu": write_quality,
    "Integrasi": write_integration,
    "Konsistensi": write_consistency,
    "Hilang": write_lost,
    "Serapan": write_absorption,
    "Akan Berakhir": write_ending,
    "Berbatasan": write_borders,
    "Pemetaan Urusan": write_mapping,
    "TKKSD": write_teams,
    "Perubahan": write_changes,
    "Daftar Baris": write_lines,
    "Kamus": write_dictionary,
}
