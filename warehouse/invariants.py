"""What must hold of a warehouse at any time, each as a query that counts the rows breaking it."""

from __future__ import annotations

import json
import math

from sqlalchemy import Connection, Engine, text

#: probabilities are kept to six decimals
_ROUNDED = 1e-6
_FAR = 700.0
_AT_ONCE = 5_000
SUMS = "peluang tautan sama dengan jumlah suku yang ditunjukkan"


def _has_nip(column: str) -> str:
    """Whether the text holds an employee number: the word and its first digits, which are a year of birth. The three
    letters alone stand in ordinary names (Nipah-Nipah)."""
    marks = [f"NIP{mark}{century}" for mark in ("", " ", ".", ". ", ":", ": ", " : ") for century in ("19", "20")]
    return "(" + " OR ".join(f"UPPER({column}) LIKE '%{mark}%'" for mark in marks) + ")"


INVARIANTS: dict[str, str] = {
    "setiap baris uraian menjadi butir, angka, perjanjian atau karantina": """
        SELECT COUNT(*) FROM raw_row r JOIN document d ON d.document_id = r.document_id
        WHERE d.state = 'loaded' AND r.row_kind = 'line'
          AND NOT EXISTS (SELECT 1 FROM line_item t WHERE t.source_row_id = r.source_row_id)
          AND NOT EXISTS (SELECT 1 FROM agreement_record t WHERE t.source_row_id = r.source_row_id)
          AND NOT EXISTS (SELECT 1 FROM decision t WHERE t.source_row_id = r.source_row_id)
          AND NOT EXISTS (SELECT 1 FROM urusan_mapping t WHERE t.source_row_id = r.source_row_id)
          AND NOT EXISTS (SELECT 1 FROM tkksd t WHERE t.source_row_id = r.source_row_id)
          AND NOT EXISTS (SELECT 1 FROM line_amount t WHERE t.source_row_id = r.source_row_id)
          AND NOT EXISTS (SELECT 1 FROM quarantine t WHERE t.source_row_id = r.source_row_id)""",
    "jumlah baris dokumen sama dengan baris mentahnya": """
        SELECT COUNT(*) FROM document d WHERE d.state = 'loaded'
          AND d.row_count <> (SELECT COUNT(*) FROM raw_row r WHERE r.document_id = d.document_id)""",
    "dokumen yang tidak dimuat tidak menyumbang butir": """
        SELECT COUNT(*) FROM line_item li JOIN document d ON d.document_id = li.document_id
        WHERE d.state <> 'loaded'""",
    "dokumen yang dikarantina menyebut alasannya": """
        SELECT COUNT(*) FROM document d WHERE d.state = 'quarantined'
          AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.document_id = d.document_id)""",
    "tautan diterima hanya dengan kekuatan A-C atau menurut aturan daerah": """
        SELECT COUNT(*) FROM link WHERE state = 'accepted' AND strength = 'D' AND decided_by <> 'rule'""",
    "tautan menyebut model yang tersimpan": """
        SELECT COUNT(*) FROM link l WHERE l.model_version IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM model m WHERE m.model_version = l.model_version)""",
    "tautan tidak menunjuk cetakan ganda": """
        SELECT COUNT(*) FROM link l JOIN line_item li ON li.line_item_id = l.line_item_id
        WHERE li.duplicate_of IS NOT NULL""",
    "tautan tidak menunjuk irisan yang digantikan": """
        SELECT COUNT(*) FROM link l JOIN line_item li ON li.line_item_id = l.line_item_id
        JOIN document_slice s ON s.slice_id = li.slice_id WHERE s.state NOT IN ('current', 'sengketa')""",
    "paling banyak satu irisan berlaku per kantor, tahun dan versi": """
        SELECT COUNT(*) FROM (
            SELECT region_code, kind, fiscal_year, version, period, COALESCE(skpd_code, LOWER(skpd_name)) AS skpd
            FROM document_slice
            WHERE state = 'current' AND region_code IS NOT NULL AND fiscal_year IS NOT NULL AND skpd_name IS NOT NULL
            GROUP BY region_code, kind, fiscal_year, version, period, COALESCE(skpd_code, LOWER(skpd_name))
            HAVING COUNT(DISTINCT document_id) > 1) AS doubled""",
    "perjanjian dengan kandidat terbuka tidak disebut tanpa program atau tanpa PKS": """
        SELECT COUNT(*) FROM assessment
        WHERE status IN ('TANPA_PROGRAM', 'DITANDATANGANI_TANPA_PKS') AND links_candidate > 0""",
    "tidak ada NIP dalam butir dan baris": f"""
        SELECT (SELECT COUNT(*) FROM line_item WHERE {_has_nip("name")})
             + (SELECT COUNT(*) FROM agreement WHERE {_has_nip("title")})
             + (SELECT COUNT(*) FROM raw_row WHERE {_has_nip("cells")})""",
}


def broken_invariants(engine: Engine) -> dict[str, int]:
    """How many rows break each invariant; all zero for a sound warehouse."""
    with engine.connect() as connection:
        broken = {name: int(connection.scalar(text(query)) or 0) for name, query in INVARIANTS.items()}
        return broken | {SUMS: _wrong_sums(connection)}


def _wrong_sums(connection: Connection) -> int:
    """How many links show a probability that the terms shown with it don't add up to."""
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(text("SELECT probability, evidence FROM link"))
    return sum(not _adds_up(float(probability), json.loads(evidence).get("terms")) for probability, evidence in rows)


def _adds_up(probability: float, terms: dict[str, float] | None) -> bool:
    if terms is None:
        return True
    total = max(-_FAR, min(_FAR, math.fsum(terms.values())))
    return abs(probability - 1.0 / (1.0 + math.exp(-total))) <= _ROUNDED
