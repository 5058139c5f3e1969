"""What the workbook shows, read from the views in one go; only what the warehouse says, nothing judged anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, text

from warehouse.views import select_on

Row = dict[str, Any]

_DAYS = frozenset(
    {
        "per_tanggal",
        "tanggal_tanda_tangan",
        "tanggal_lain",
        "mulai",
        "berakhir",
        "tenggat",
        "akhir_triwulan",
        "tanggal_sk",
        "berlaku_sampai",
    }
)
_JSON = frozenset({"tanda", "peringatan_register", "bukti"})

#: one decision per agreement and line: the latest, as the links were made with it
_DECISIONS = """
SELECT p.agreement_id, p.line_item_key, p.verdict, p.reviewer, p.decided_at,
    CASE WHEN p.state = 'tidak_terpasang' THEN COALESCE(d.note || '; ', '') || p.reason
         WHEN p.verdict = d.verdict THEN d.note ELSE p.reason END AS note,
    COALESCE(a.title, d.agreement_ref) AS judul,
    -- a line that no key names is told as the reviewer wrote it
    CASE WHEN d.line_item_key IS NULL AND p.line_item_key = p.source_row_id THEN d.line_place END AS tempat_tertulis
FROM decision_placement p
LEFT JOIN decision d ON d.source_row_id = p.source_row_id AND d.source_document_id = p.source_document_id
LEFT JOIN agreement a ON a.agreement_id = p.agreement_id
ORDER BY p.agreement_id, p.line_item_key
"""

#: what people decided about agreements themselves, oldest first
_RULINGS = """
SELECT d.agreement_id, d.subject, d.value, d.verdict, d.reviewer, d.decided_at, d.note, a.title AS judul,
    a.number AS nomor, a.signed_date AS tanggal_tanda_tangan, b.title AS judul_lain,
    EXISTS (SELECT 1 FROM agreement_alias x WHERE x.alias_id = d.agreement_id) AS digabung
FROM decision d
LEFT JOIN agreement a ON a.agreement_id = d.agreement_id
LEFT JOIN agreement b ON b.agreement_id = d.value
WHERE d.subject <> 'tautan'
ORDER BY d.decided_at, d.fact_id
"""

#: pairs of agreements that may belong together, each with what the second may be to the first
_TIES = """
SELECT c.relation AS hubungan, c.score AS peluang, c.evidence AS bukti,
    c.agreement_id, a.title AS judul, a.number AS nomor, a.signed_date AS tanggal_tanda_tangan,
    c.other_agreement_id, b.title AS judul_lain, b.number AS nomor_lain, b.signed_date AS tanggal_lain
FROM agreement_candidate c
JOIN agreement a ON a.agreement_id = c.agreement_id
JOIN agreement b ON b.agreement_id = c.other_agreement_id
"""

#: the day judged: of the newest run that judged, else of the newest judgement
_JUDGED_ON = """
SELECT COALESCE(
    (SELECT as_of FROM run WHERE as_of IS NOT NULL ORDER BY run_id DESC LIMIT 1),
    (SELECT MAX(as_of) FROM assessment)) AS per_tanggal
"""

#: lines a reviewer may add a link to: the finest planning and budget lines, each key once, its newest print
_LINES = """
SELECT li.line_item_key, li.line_item_id, li.region_code AS kode_wilayah, r.name AS wilayah,
    li.skpd_name AS perangkat_daerah,
    li.code AS kode, li.number_printed AS nomor_tercetak, li.name AS uraian, li.indicator AS indikator,
    li.kind AS jenis_dokumen, li.fiscal_year AS tahun, li.version AS versi, d.file_name AS dokumen,
    rr.page AS halaman, rr.sheet AS lembar, COALESCE(rr.sheet_row, rr.row_number) AS baris
FROM line_item li
JOIN document_slice s ON s.slice_id = li.slice_id
JOIN raw_row rr ON rr.source_row_id = li.source_row_id
JOIN document d ON d.document_id = li.document_id
LEFT JOIN region r ON r.region_code = li.region_code
WHERE s.state IN ('current', 'sengketa') AND li.duplicate_of IS NULL AND li.level = 'sub_kegiatan'
"""

#: documents that may speak of a region without its taking part
_LISTS = frozenset({"agreement_list", "tkksd"})

#: candidates that nobody is asked to look at stay in the warehouse
_EVIDENCE = "SELECT * FROM v_bukti WHERE keadaan = 'accepted' OR terbuka OR uji_petik OR putusan IS NOT NULL"

#: databases sort texts differently, so rows are sorted here
_ORDERS = {
    "reconciliation": ("kode_wilayah", "tahun", "judul", "agreement_id"),
    "evidence": ("judul", "agreement_id", "kode_wilayah", "tahun", "keadaan", "kekuatan", "line_item_id"),
    "follow_up": ("kode_wilayah", "perangkat_daerah", "tahun", "giliran", "judul", "agreement_id"),
    "documents": ("kode_wilayah", "tahun", "jenis_dokumen", "versi", "periode", "perangkat_daerah", "berkas"),
    "consistency": ("kode_wilayah", "tahun", "perangkat_daerah"),
    "quality": ("dokumen", "golongan", "halaman", "lembar", "baris", "aturan", "uraian", "source_row_id"),
    "integration": ("kode_wilayah", "tahun", "golongan", "kode_urusan", "pokok"),
    "ending": ("berakhir", "kode_wilayah", "judul", "agreement_id"),
    "absorption": ("kode_wilayah", "tahun", "judul", "agreement_id", "triwulan"),
    "lost": ("kode_wilayah", "tahun", "judul", "agreement_id"),
    "borders": ("kode_wilayah", "tetangga", "kode_tetangga"),
    "mapping": ("kode_wilayah", "tahun", "kode_urusan", "perangkat_daerah", "objek", "agreement_id"),
    "teams": ("kode_wilayah", "tanggal_sk", "nomor_sk"),
    "changes": ("golongan", "kode_wilayah", "tahun", "pokok", "sebelum", "sesudah"),
    "lines": ("kode_wilayah", "perangkat_daerah", "kode", "nomor_tercetak", "uraian", "line_item_key"),
}


@dataclass(frozen=True)
class Content:
    """Rows of the sheets; ``as_of`` is the day judged. ``own_regions`` are those whose plans, budgets or reports are at
    hand or expected; other regions only appear as parties and come last."""

    as_of: date | None
    run: Mapping[str, Any]
    own_regions: frozenset[str]
    reconciliation: list[Row]
    integration: list[Row]
    evidence: list[Row]
    follow_up: list[Row]
    decisions: list[Row]
    ties: list[Row]
    rulings: list[Row]
    lines: list[Row]
    documents: list[Row]
    consistency: list[Row]
    quality: list[Row]
    ending: list[Row]
    absorption: list[Row]
    lost: list[Row]
    borders: list[Row]
    mapping: list[Row]
    teams: list[Row]
    changes: list[Row]


def read_content(engine: Engine, as_of: date | None = None) -> Content:
    """Everything the workbook needs, in an order that depends on the rows alone."""
    with engine.connect() as connection:
        runs = _read(connection, "SELECT run_id, kind, code_version FROM run ORDER BY run_id DESC LIMIT 1")
        day = as_of or _read(connection, _JUDGED_ON)[0]["per_tanggal"]

        def view(name: str, order: str) -> list[Row]:
            return _read(connection, select_on(connection, name, day), _ORDERS[order])

        documents = view("v_dokumen", "documents")
        own = frozenset(
            row["kode_wilayah"] for row in documents if row["kode_wilayah"] and row["jenis_dokumen"] not in _LISTS
        )
        return Content(
            as_of=day,
            run=runs[0] if runs else {},
            own_regions=own,
            reconciliation=_own_first(view("v_rekonsiliasi", "reconciliation"), own),
            integration=view("v_integrasi", "integration"),
            evidence=_read(connection, _EVIDENCE, _ORDERS["evidence"]),
            follow_up=_own_first(view("v_tindak_lanjut", "follow_up"), own),
            decisions=_read(connection, _DECISIONS),
            ties=_read(connection, _TIES, ("judul", "agreement_id", "hubungan", "judul_lain", "other_agreement_id")),
            rulings=_read(connection, _RULINGS),
            lines=_newest_of_each(_read(connection, _LINES)),
            documents=documents,
            consistency=view("v_konsistensi", "consistency"),
            quality=view("v_mutu", "quality"),
            ending=_own_first(view("v_akan_berakhir", "ending"), own),
            absorption=view("v_serapan", "absorption"),
            lost=view("v_hilang_di", "lost"),
            borders=view("v_berbatasan", "borders"),
            mapping=view("v_pemetaan_urusan", "mapping"),
            teams=view("v_tkksd", "teams"),
            changes=view("v_perubahan", "changes"),
        )


def _own_first(rows: list[Row], own: frozenset[str]) -> list[Row]:
    return sorted(rows, key=lambda row: row["kode_wilayah"] not in own)


def _read(connection: Connection, query: str, order: tuple[str, ...] = ()) -> list[Row]:
    rows = [
        {name: _plain(name, value) for name, value in row.items()} for row in connection.execute(text(query)).mappings()
    ]
    return sorted(rows, key=lambda row: [_sortable(row[name]) for name in order]) if order else rows


def _plain(name: str, value: Any) -> Any:
    """The same value whichever database holds it."""
    if name in _JSON:
        return json.loads(value) if isinstance(value, str) else value
    if name in _DAYS and isinstance(value, str):
        return date.fromisoformat(value[:10])
    if name == "decided_at" and isinstance(value, str):
        return datetime.fromisoformat(value)
    return float(value) if isinstance(value, Decimal) else value


def _sortable(value: Any) -> tuple[bool, float, str]:
    """Missing last, numbers by size, everything else by its text."""
    if value is None:
        return True, 0.0, ""
    if isinstance(value, int | float):
        return False, float(value), ""
    return False, 0.0, str(value)


def _newest_of_each(rows: list[Row]) -> list[Row]:
    """The newest print of every line key, in the order of region, office and code."""
    by_age = ("tahun", "jenis_dokumen", "versi", "line_item_id")
    newest = {row["line_item_key"]: row for row in sorted(rows, key=lambda row: [_sortable(row[n]) for n in by_age])}
    return sorted(newest.values(), key=lambda row: [_sortable(row[name]) for name in _ORDERS["lines"]])
