"""Every table of the warehouse, by theme; ``HISTORY`` maps a fact table to the twin that keeps its ended rows."""

from __future__ import annotations

from sqlalchemy import Table

from warehouse.tables.agreements import (
    Agreement,
    AgreementAlias,
    AgreementCandidate,
    AgreementIdentity,
    AgreementParty,
    AgreementRecord,
    AgreementSkpd,
    AgreementSource,
    AgreementUrusan,
)
from warehouse.tables.declaration import Declared, declare_history
from warehouse.tables.documents import (
    Attempt,
    Correction,
    Document,
    DocumentSlice,
    QualityResult,
    Quarantine,
    RawRow,
    Run,
    TieOut,
)
from warehouse.tables.lines import LineAmount, LineItem, LineTarget
from warehouse.tables.links import Assessment, Decision, DecisionPlacement, Link, LinkPartition, Model
from warehouse.tables.measures import Absorption, AgreementStep, Consistency, ConsistencyUrusan, SupportingLine
from warehouse.tables.reference import (
    ExpectedDocument,
    Nomenclature,
    Region,
    RegionBorder,
    Skpd,
    Tkksd,
    UrusanMapping,
    WarehouseState,
)

metadata = Declared.metadata

#: tables whose rows come from one document, by the column that names it; parents before children
DOCUMENT_SCOPE = {
    "document": "document_id",
    "document_slice": "document_id",
    "raw_row": "document_id",
    "line_item": "document_id",
    "line_amount": "document_id",
    "line_target": "document_id",
    "agreement_record": "document_id",
    "quarantine": "document_id",
    "quality_result": "document_id",
    "tie_out": "document_id",
    "correction": "document_id",
    "decision": "source_document_id",
    "urusan_mapping": "document_id",
    "tkksd": "document_id",
}
#: tables rebuilt from all documents together
DERIVED = (
    "agreement", "agreement_party", "agreement_skpd", "agreement_urusan", "agreement_source", "agreement_identity",
    "agreement_alias", "agreement_candidate", "link", "link_partition", "decision_placement", "assessment",
    "agreement_step", "supporting_line", "absorption", "consistency", "consistency_urusan", "expected_document",
    "region", "region_border", "skpd", "nomenclature", "model",
)  # fmt: skip
TABLES: dict[str, Table] = {name: metadata.tables[name] for name in (*DOCUMENT_SCOPE, *DERIVED)}
HISTORY: dict[str, Table] = {name: declare_history(table) for name, table in TABLES.items()}

__all__ = [
    "DERIVED", "DOCUMENT_SCOPE", "HISTORY", "TABLES", "Absorption", "Agreement", "AgreementAlias",
    "AgreementCandidate", "AgreementIdentity", "AgreementParty", "AgreementRecord", "AgreementSkpd",
    "AgreementSource", "AgreementStep", "AgreementUrusan", "Assessment", "Attempt", "Consistency",
    "ConsistencyUrusan", "Correction", "Decision", "DecisionPlacement", "Declared", "Document", "DocumentSlice",
    "ExpectedDocument", "LineAmount", "LineItem", "LineTarget", "Link", "LinkPartition", "Model", "Nomenclature",
    "QualityResult", "Quarantine", "RawRow", "Region", "RegionBorder", "Run", "Skpd", "SupportingLine", "TieOut",
    "Tkksd", "UrusanMapping", "WarehouseState", "metadata",
]  # fmt: skip
