"""The first schema: every table of the contract, and beside each fact table the one that keeps its ended rows."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KINDS = (
    "agreement_list agreement rpjmd renstra rkpd renja kua_ppas rka apbd dpa e81 lra lkpj urusan_mapping tkksd review"
)
STATUSES = (
    "TIDAK_VALID TANGGAL_TIDAK_JELAS BELUM_BERLAKU DIAKHIRI KEDALUWARSA_TETAP_DIANGGARKAN KEDALUWARSA "
    "DI_LUAR_APBD DIREALISASI DIANGGARKAN DIHAPUS_DI_PERUBAHAN DI_RKPD_TIDAK_DI_APBD DI_RKPD_MENUNGGU_APBD "
    "MENUNGGU_PUTUSAN BELUM_DAPAT_DINILAI DITANDATANGANI_TANPA_PKS TANPA_PROGRAM"
)


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Checked at commit."""
    return sa.ForeignKeyConstraint([column], [other], f"fk_{table}_{column}", deferrable=True, initially="DEFERRED")


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def _years(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint("fiscal_year BETWEEN 1900 AND 2200", name=op.f(f"ck_{table}_fiscal_year_range"))


def _consistency_figures() -> list[sa.Column[Any]]:
    whole = ("planned_count", "kept_count", "added_count")
    sums = ("planned_sen", "kept_planned_sen", "kept_budgeted_sen", "added_sen", "doubtful_sen")
    return [
        *(sa.Column(name, sa.Integer(), nullable=True) for name in whole),
        sa.Column("kept_count_pct", sa.Double(), nullable=True),
        _text("count_class", True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in sums),
        sa.Column("kept_rupiah_pct", sa.Double(), nullable=True),
        _text("rupiah_class", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
    ]


def _per_agreement(table: str, *columns: Any) -> sa.Table:
    """A derived table by agreement, party region and fiscal year."""
    created = op.create_table(
        table,
        _text("fact_id"),
        _text("agreement_id"),
        _text("party_region_code"),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        *columns,
        sa.Column("run_id", sa.Integer(), nullable=False),
        _years(table),
        _refers(table, "agreement_id", "agreement.agreement_id"),
        _refers(table, "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_agreement_id", table, ["agreement_id"])
    return created


def _create_measures() -> list[sa.Table]:
    step = _per_agreement(
        "agreement_step",
        _text("step"),
        _text("state"),
        _text("document", True),
        sa.Column("line_count", sa.Integer(), nullable=False),
        _one_of("agreement_step", "state", "ada kandidat tidak_ada belum_dapat_dinilai"),
        _one_of(
            "agreement_step", "step", "jangka_menengah rencana_tahunan kua_ppas apbd_murni apbd_terakhir realisasi"
        ),
    )
    supporting = _per_agreement(
        "supporting_line",
        _text("stage"),
        _text("line_item_id"),
        _text("skpd_name", True),
        _text("urusan_code", True),
        sa.Column("amount_sen", sa.BigInteger(), nullable=True),
        sa.Column("doubtful_sen", sa.BigInteger(), nullable=True),
        _one_of("supporting_line", "stage", "rencana anggaran realisasi"),
    )
    op.create_index("ix_supporting_line_line_item_id", "supporting_line", ["line_item_id"])
    absorption = _per_agreement(
        "absorption",
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("quarter_end", sa.Date(), nullable=False),
        sa.Column("budget_sen", sa.BigInteger(), nullable=True),
        _text("budget_basis", True),
        sa.Column("realised_sen", sa.BigInteger(), nullable=True),
        sa.Column("doubtful_sen", sa.BigInteger(), nullable=True),
        sa.Column("realised_pct", sa.Double(), nullable=True),
        _text("report", True),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_absorption_quarter_range")),
    )
    by_urusan = op.create_table(
        "consistency_urusan",
        _text("fact_id"),
        _text("region_code"),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        _text("skpd_name", True),
        _text("urusan_code", True),
        *_consistency_figures(),
        _years("consistency_urusan"),
        _refers("consistency_urusan", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_consistency_urusan"),
    )
    return [step, supporting, absorption, by_urusan]


def _create_history(table: sa.Table) -> None:
    columns = [sa.Column(column.name, column.type, nullable=True) for column in table.columns]
    op.create_table(f"{table.name}_history", *columns, sa.Column("ended_run_id", sa.Integer(), nullable=False))
    op.create_index(f"ix_{table.name}_history_ended_run_id", f"{table.name}_history", ["ended_run_id"])


def _create_matching() -> list[sa.Table]:
    link_partition = op.create_table(
        "link_partition",
        _text("partition"),
        _text("region_code", True),
        _text("fingerprint"),
        _text("model_version"),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("link_count", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("link_partition", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("partition", name="pk_link_partition"),
    )
    op.create_index("ix_link_partition_region_code", "link_partition", ["region_code"])
    decision_placement = op.create_table(
        "decision_placement",
        _text("fact_id"),
        _text("agreement_id"),
        _text("line_item_key"),
        _text("verdict"),
        _text("reviewer", True),
        _text("decided_at", True),
        _text("state"),
        sa.Column("line_count", sa.Integer(), nullable=False),
        _text("reason", True),
        _text("source_document_id", True),
        _text("source_row_id", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("decision_placement", "state", "berlaku terbuka_kembali tidak_terpasang"),
        _refers("decision_placement", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_decision_placement"),
    )
    op.create_index("ix_decision_placement_agreement_id", "decision_placement", ["agreement_id"])
    return [link_partition, decision_placement]


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column("run_id", sa.Integer(), nullable=False),
        _text("kind"),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        _text("state"),
        _text("code_version"),
        _text("host", True),
        sa.Column("pid", sa.Integer(), nullable=True),
        _text("note", True),
        _one_of("run", "kind", "nightly backfill manual"),
        _one_of("run", "state", "running done done_with_quarantine failed aborted"),
        sa.PrimaryKeyConstraint("run_id", name="pk_run"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "warehouse_state", _text("name"), _text("value"), sa.PrimaryKeyConstraint("name", name="pk_warehouse_state")
    )
    agreement = op.create_table(
        "agreement",
        _text("agreement_id"),
        _text("parent_agreement_id", True),
        _text("parent_basis", True),
        _text("parent_ref", True),
        sa.Column("is_readable", sa.Boolean(), nullable=False),
        _text("register_no", True),
        _text("section", True),
        _text("region_code", True),
        _text("instrument", True),
        _text("instrument_printed", True),
        _text("category", True),
        _text("category_basis", True),
        _text("title", True),
        _text("scope", True),
        _text("number", True),
        sa.Column("signed_date", sa.Date(), nullable=True),
        _text("signed_date_printed", True),
        _text("date_precision", True),
        _text("date_flag", True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        _text("end_basis", True),
        _text("term_printed", True),
        sa.Column("auto_renew", sa.Boolean(), nullable=True),
        _text("status_printed", True),
        sa.Column("is_planned", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _text("note", True),
        _text("budget_scope", True),
        _text("budget_scope_basis", True),
        _text("warnings"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("agreement", "budget_scope", "wajib_apbd tanpa_biaya dibiayai_mitra rkap_bumd belum_ditetapkan"),
        _one_of("agreement", "category", "ksdd_wajib ksdd_sukarela ksdd_belum_ditetapkan ksdpk ksdpl ksdll sinergi"),
        _one_of("agreement", "date_precision", "day month year"),
        _one_of("agreement", "instrument", "KB PKS NK RK LOI lainnya"),
        _one_of("agreement", "parent_basis", "dirujuk kandidat orang"),
        _refers("agreement", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("agreement_id", name="pk_agreement"),
    )
    op.create_index("ix_agreement_parent_agreement_id", "agreement", ["parent_agreement_id"])
    op.create_index("ix_agreement_region_code", "agreement", ["region_code"])
    agreement_alias = op.create_table(
        "agreement_alias",
        _text("alias_id"),
        _text("agreement_id"),
        _text("reason", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("agreement_alias", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("alias_id", name="pk_agreement_alias"),
    )
    op.create_index("ix_agreement_alias_agreement_id", "agreement_alias", ["agreement_id"])
    agreement_identity = op.create_table(
        "agreement_identity",
        _text("agreement_id"),
        _text("basis", True),
        _text("identity_key"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("agreement_identity", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("agreement_id", name="pk_agreement_identity"),
        sa.UniqueConstraint("identity_key", name="uq_agreement_identity_identity_key"),
    )
    op.create_table(
        "attempt",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        _text("document_id"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _text("code_version", True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _text("outcome", True),
        _refers("attempt", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_document_id", "attempt", ["document_id"])
    document = op.create_table(
        "document",
        _text("document_id"),
        _text("file_name"),
        _text("uri", True),
        _text("archive_uri", True),
        _text("format", True),
        _text("kind", True),
        _text("layout_id", True),
        sa.Column("layout_version", sa.Integer(), nullable=True),
        _text("code_version", True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        _text("manifest", True),
        _text("state"),
        _text("reason", True),
        _text("warnings"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("document", "kind", KINDS),
        sa.CheckConstraint("state = 'loaded' OR reason IS NOT NULL", name=op.f("ck_document_reason_given")),
        _one_of("document", "state", "loaded quarantined withdrawn"),
        _refers("document", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("document_id", name="pk_document"),
    )
    op.create_index("ix_document_state", "document", ["state"])
    expected_document = op.create_table(
        "expected_document",
        _text("fact_id"),
        _text("region_code"),
        _text("kind"),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        _text("version", True),
        _text("period", True),
        _text("skpd_code", True),
        _text("skpd_name", True),
        sa.Column("due_date", sa.Date(), nullable=True),
        _text("due_basis", True),
        sa.Column("is_due_verified", sa.Boolean(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("expected_document", "kind", KINDS),
        _refers("expected_document", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_expected_document"),
    )
    op.create_index("ix_expected_document_region_code", "expected_document", ["region_code"])
    model = op.create_table(
        "model",
        _text("model_version"),
        _text("kind"),
        _text("trained_on", True),
        _text("parameters"),
        _text("figures"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("model", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("model_version", name="pk_model"),
    )
    nomenclature = op.create_table(
        "nomenclature",
        _text("edition"),
        _text("code"),
        _text("level"),
        _text("name"),
        _text("parent_code", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("nomenclature", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("edition", "code", name="pk_nomenclature"),
    )
    region = op.create_table(
        "region",
        _text("region_code"),
        _text("name"),
        _text("level"),
        _text("province_code", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("region", "level", "provinsi kabupaten kota"),
        _refers("region", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("region_code", name="pk_region"),
    )
    op.create_index("ix_region_province_code", "region", ["province_code"])
    region_border = op.create_table(
        "region_border",
        _text("region_code"),
        _text("neighbour_code"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("region_border", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("region_code", "neighbour_code", name="pk_region_border"),
    )
    skpd = op.create_table(
        "skpd",
        _text("fact_id"),
        _text("region_code"),
        _text("skpd_code", True),
        _text("skpd_name"),
        sa.Column("valid_from", sa.Integer(), nullable=True),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        _text("office", True),
        _text("part_of", True),
        _text("aliases"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("skpd", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_skpd"),
    )
    op.create_index("ix_skpd_region_code", "skpd", ["region_code"])
    agreement_candidate = op.create_table(
        "agreement_candidate",
        _text("fact_id"),
        _text("agreement_id"),
        _text("other_agreement_id"),
        _text("relation"),
        sa.Column("score", sa.Double(), nullable=True),
        _text("evidence"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("agreement_candidate", "relation", "duplikat penerus induk"),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_agreement_candidate_score_range")),
        _refers("agreement_candidate", "agreement_id", "agreement.agreement_id"),
        _refers("agreement_candidate", "other_agreement_id", "agreement.agreement_id"),
        _refers("agreement_candidate", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_agreement_candidate"),
    )
    op.create_index("ix_agreement_candidate_agreement_id", "agreement_candidate", ["agreement_id"])
    op.create_index("ix_agreement_candidate_other_agreement_id", "agreement_candidate", ["other_agreement_id"])
    agreement_party = op.create_table(
        "agreement_party",
        _text("agreement_id"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        _text("name", True),
        _text("party_kind", True),
        _text("region_code", True),
        _text("number", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("agreement_party", "agreement_id", "agreement.agreement_id"),
        _refers("agreement_party", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("agreement_id", "ordinal", name="pk_agreement_party"),
    )
    op.create_index("ix_agreement_party_region_code", "agreement_party", ["region_code"])
    agreement_skpd = op.create_table(
        "agreement_skpd",
        _text("fact_id"),
        _text("agreement_id"),
        _text("region_code", True),
        _text("skpd_code", True),
        _text("skpd_name", True),
        _text("skpd_printed", True),
        _text("basis", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("agreement_skpd", "agreement_id", "agreement.agreement_id"),
        _refers("agreement_skpd", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_agreement_skpd"),
    )
    op.create_index("ix_agreement_skpd_agreement_id", "agreement_skpd", ["agreement_id"])
    agreement_urusan = op.create_table(
        "agreement_urusan",
        _text("agreement_id"),
        _text("urusan_code"),
        _text("basis", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("agreement_urusan", "agreement_id", "agreement.agreement_id"),
        _refers("agreement_urusan", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("agreement_id", "urusan_code", name="pk_agreement_urusan"),
    )
    assessment = op.create_table(
        "assessment",
        _text("fact_id"),
        _text("agreement_id"),
        _text("party_region_code", True),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        _text("naskah"),
        _text("cakupan"),
        _text("rencana"),
        _text("anggaran"),
        _text("realisasi"),
        _text("status"),
        _text("reason", True),
        sa.Column("supporting_planned_sen", sa.BigInteger(), nullable=True),
        sa.Column("supporting_budgeted_sen", sa.BigInteger(), nullable=True),
        sa.Column("supporting_realised_sen", sa.BigInteger(), nullable=True),
        sa.Column("supporting_doubtful_sen", sa.BigInteger(), nullable=True),
        _text("flags"),
        sa.Column("links_accepted", sa.Integer(), nullable=True),
        sa.Column("links_candidate", sa.Integer(), nullable=True),
        _text("coverage", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of(
            "assessment", "anggaran", "ada kandidat tidak_ada belum_dapat_dinilai hanya_fasilitasi dihapus_di_perubahan"
        ),
        _one_of("assessment", "cakupan", "wajib_apbd tanpa_biaya dibiayai_mitra rkap_bumd belum_ditetapkan"),
        _one_of(
            "assessment",
            "naskah",
            "rencana kb_tanpa_pks pks_aktif nk_rk_aktif adendum kedaluwarsa diakhiri tanggal_tidak_jelas",
        ),
        _one_of("assessment", "realisasi", "belum sebagian selesai tidak_ada_data"),
        _one_of("assessment", "rencana", "ada kandidat tidak_ada belum_dapat_dinilai"),
        _one_of("assessment", "status", STATUSES),
        sa.CheckConstraint("fiscal_year BETWEEN 1900 AND 2200", name=op.f("ck_assessment_fiscal_year_range")),
        _refers("assessment", "agreement_id", "agreement.agreement_id"),
        _refers("assessment", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_assessment"),
    )
    op.create_index("ix_assessment_agreement_id", "assessment", ["agreement_id"])
    op.create_index("ix_assessment_party_region_code", "assessment", ["party_region_code"])
    op.create_index("ix_assessment_status", "assessment", ["status"])
    consistency = op.create_table(
        "consistency",
        _text("fact_id"),
        _text("region_code"),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        _text("skpd_name", True),
        _text("planning_document", True),
        _text("budget_document", True),
        _text("state"),
        *_consistency_figures(),
        _one_of("consistency", "state", "covered no_planning no_budget"),
        _years("consistency"),
        _refers("consistency", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_consistency"),
    )
    correction = op.create_table(
        "correction",
        _text("fact_id"),
        _text("document_id"),
        _text("source_row_id", True),
        _text("column_name"),
        _text("printed", True),
        _text("used", True),
        _text("reason"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("correction", "document_id", "document.document_id"),
        _refers("correction", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_correction"),
    )
    op.create_index("ix_correction_document_id", "correction", ["document_id"])
    decision = op.create_table(
        "decision",
        _text("fact_id"),
        _text("agreement_id"),
        _text("subject"),
        _text("value", True),
        _text("line_item_key", True),
        _text("verdict"),
        _text("reviewer", True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        _text("note", True),
        _text("line_name", True),
        _text("source_document_id"),
        _text("source_row_id", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("decision", "verdict", "sesuai tidak_sesuai ragu tambah"),
        _one_of("decision", "subject", "tautan cakupan kategori induk duplikat"),
        _refers("decision", "run_id", "run.run_id"),
        _refers("decision", "source_document_id", "document.document_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_decision"),
    )
    op.create_index("ix_decision_agreement_id", "decision", ["agreement_id"])
    op.create_index("ix_decision_line_item_key", "decision", ["line_item_key"])
    op.create_index("ix_decision_source_document_id", "decision", ["source_document_id"])
    document_slice = op.create_table(
        "document_slice",
        _text("slice_id"),
        _text("document_id"),
        sa.Column("block", sa.Integer(), nullable=True),
        _text("region_code", True),
        _text("kind"),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        _text("version", True),
        _text("period", True),
        _text("skpd_code", True),
        _text("skpd_name", True),
        sa.Column("first_page", sa.Integer(), nullable=True),
        sa.Column("last_page", sa.Integer(), nullable=True),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        _text("incomplete_because", True),
        _text("lacks"),
        _text("state"),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("complete_to", sa.Date(), nullable=True),
        sa.Column("duplicate_of_block", sa.Integer(), nullable=True),
        _text("basis"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("document_slice", "kind", KINDS),
        _one_of("document_slice", "state", "current superseded sengketa duplicate"),
        sa.CheckConstraint("first_page <= last_page", name=op.f("ck_document_slice_pages_in_order")),
        sa.CheckConstraint("fiscal_year BETWEEN 1900 AND 2200", name=op.f("ck_document_slice_fiscal_year_range")),
        _refers("document_slice", "document_id", "document.document_id"),
        _refers("document_slice", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("slice_id", name="pk_document_slice"),
    )
    op.create_index("ix_document_slice_document_id", "document_slice", ["document_id"])
    op.create_index("ix_document_slice_region_code", "document_slice", ["region_code"])
    quality_result = op.create_table(
        "quality_result",
        _text("fact_id"),
        _text("document_id"),
        _text("expectation"),
        _text("severity"),
        sa.Column("success", sa.Boolean(), nullable=False),
        _text("observed", True),
        _text("unexpected_source_row_ids"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("quality_result", "severity", "critical warning"),
        _refers("quality_result", "document_id", "document.document_id"),
        _refers("quality_result", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_quality_result"),
        sa.UniqueConstraint("document_id", "expectation", name="uq_quality_result_document_id_expectation"),
    )
    op.create_index("ix_quality_result_document_id", "quality_result", ["document_id"])
    quarantine = op.create_table(
        "quarantine",
        _text("fact_id"),
        _text("document_id"),
        _text("source_row_id", True),
        _text("column_name", True),
        _text("stage"),
        _text("reason_code"),
        _text("detail", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("quarantine", "document_id", "document.document_id"),
        _refers("quarantine", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_document_id", "quarantine", ["document_id"])
    op.create_index("ix_quarantine_source_row_id", "quarantine", ["source_row_id"])
    raw_row = op.create_table(
        "raw_row",
        _text("source_row_id"),
        _text("document_id"),
        sa.Column("page", sa.Integer(), nullable=True),
        _text("sheet", True),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("sheet_row", sa.Integer(), nullable=True),
        _text("row_kind"),
        sa.Column("block", sa.Integer(), nullable=True),
        _text("zone", True),
        _text("bbox", True),
        _text("cells"),
        _text("fill", True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        _text("confidence", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("raw_row", "row_kind", "line continuation section header summary note signature blank not_relevant"),
        sa.CheckConstraint("row_number >= 1", name=op.f("ck_raw_row_row_number_from_1")),
        _refers("raw_row", "document_id", "document.document_id"),
        _refers("raw_row", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("source_row_id", name="pk_raw_row"),
    )
    op.create_index("ix_raw_row_document_id", "raw_row", ["document_id"])
    tie_out = op.create_table(
        "tie_out",
        _text("fact_id"),
        _text("document_id"),
        _text("parent_source_row_id", True),
        _text("measure"),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        _text("period", True),
        sa.Column("printed_sen", sa.BigInteger(), nullable=True),
        sa.Column("summed_sen", sa.BigInteger(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=True),
        _text("detail", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("tie_out", "document_id", "document.document_id"),
        _refers("tie_out", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_tie_out"),
    )
    op.create_index("ix_tie_out_document_id", "tie_out", ["document_id"])
    op.create_index("ix_tie_out_parent_source_row_id", "tie_out", ["parent_source_row_id"])
    tkksd = op.create_table(
        "tkksd",
        _text("fact_id"),
        _text("document_id"),
        _text("source_row_id", True),
        _text("slice_id", True),
        _text("region_code", True),
        _text("decree_number", True),
        sa.Column("decree_date", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=True),
        sa.Column("has_work_programme", sa.Boolean(), nullable=True),
        _text("note", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("tkksd", "document_id", "document.document_id"),
        _refers("tkksd", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_tkksd"),
    )
    op.create_index("ix_tkksd_document_id", "tkksd", ["document_id"])
    op.create_index("ix_tkksd_region_code", "tkksd", ["region_code"])
    urusan_mapping = op.create_table(
        "urusan_mapping",
        _text("fact_id"),
        _text("document_id"),
        _text("source_row_id", True),
        _text("slice_id", True),
        _text("region_code", True),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        _text("skpd_code", True),
        _text("skpd_name", True),
        _text("urusan_code", True),
        _text("urusan_name", True),
        _text("cooperation_object", True),
        _text("potential", True),
        _text("partner", True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        _text("note", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("fiscal_year BETWEEN 1900 AND 2200", name=op.f("ck_urusan_mapping_fiscal_year_range")),
        _refers("urusan_mapping", "document_id", "document.document_id"),
        _refers("urusan_mapping", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_urusan_mapping"),
    )
    op.create_index("ix_urusan_mapping_document_id", "urusan_mapping", ["document_id"])
    op.create_index("ix_urusan_mapping_region_code", "urusan_mapping", ["region_code"])
    agreement_record = op.create_table(
        "agreement_record",
        _text("record_id"),
        _text("document_id"),
        _text("source_row_id"),
        _text("slice_id"),
        _text("numbers"),
        _text("partner_printed", True),
        _text("parties"),
        _text("skpds"),
        _text("urusans"),
        _text("parent_ref", True),
        _text("source_rows"),
        _text("register_no", True),
        _text("section", True),
        _text("region_code", True),
        _text("instrument", True),
        _text("instrument_printed", True),
        _text("category", True),
        _text("category_basis", True),
        _text("title", True),
        _text("scope", True),
        _text("number", True),
        sa.Column("signed_date", sa.Date(), nullable=True),
        _text("signed_date_printed", True),
        _text("date_precision", True),
        _text("date_flag", True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        _text("end_basis", True),
        _text("term_printed", True),
        sa.Column("auto_renew", sa.Boolean(), nullable=True),
        _text("status_printed", True),
        sa.Column("is_planned", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _text("note", True),
        _text("budget_scope", True),
        _text("budget_scope_basis", True),
        _text("warnings"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("agreement_record", "budget_scope", "wajib_apbd tanpa_biaya dibiayai_mitra rkap_bumd belum_ditetapkan"),
        _one_of(
            "agreement_record", "category", "ksdd_wajib ksdd_sukarela ksdd_belum_ditetapkan ksdpk ksdpl ksdll sinergi"
        ),
        _one_of("agreement_record", "date_precision", "day month year"),
        _one_of("agreement_record", "instrument", "KB PKS NK RK LOI lainnya"),
        _refers("agreement_record", "document_id", "document.document_id"),
        _refers("agreement_record", "run_id", "run.run_id"),
        _refers("agreement_record", "slice_id", "document_slice.slice_id"),
        _refers("agreement_record", "source_row_id", "raw_row.source_row_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_agreement_record"),
    )
    op.create_index("ix_agreement_record_document_id", "agreement_record", ["document_id"])
    op.create_index("ix_agreement_record_region_code", "agreement_record", ["region_code"])
    op.create_index("ix_agreement_record_slice_id", "agreement_record", ["slice_id"])
    op.create_index("ix_agreement_record_source_row_id", "agreement_record", ["source_row_id"])
    agreement_source = op.create_table(
        "agreement_source",
        _text("agreement_id"),
        _text("source_row_id"),
        _text("role"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _refers("agreement_source", "agreement_id", "agreement.agreement_id"),
        _refers("agreement_source", "run_id", "run.run_id"),
        _refers("agreement_source", "source_row_id", "raw_row.source_row_id"),
        sa.PrimaryKeyConstraint("agreement_id", "source_row_id", "role", name="pk_agreement_source"),
    )
    op.create_index("ix_agreement_source_source_row_id", "agreement_source", ["source_row_id"])
    line_item = op.create_table(
        "line_item",
        _text("line_item_id"),
        _text("line_item_key"),
        _text("source_row_id"),
        _text("slice_id"),
        _text("document_id"),
        _text("region_code", True),
        _text("kind"),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        _text("version", True),
        _text("skpd_code", True),
        _text("skpd_name", True),
        _text("level", True),
        _text("code", True),
        _text("code_edition", True),
        _text("number_printed", True),
        _text("parent_line_item_id", True),
        _text("name", True),
        _text("name_path", True),
        _text("row_kind", True),
        _text("indicator", True),
        _text("unit", True),
        _text("location", True),
        _text("funding_source", True),
        _text("note", True),
        _text("duplicate_of", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("line_item", "kind", KINDS),
        _one_of("line_item", "level", "sasaran urusan bidang_urusan program kegiatan sub_kegiatan rekening rincian"),
        _one_of("line_item", "row_kind", "line continuation section header summary note signature blank not_relevant"),
        sa.CheckConstraint("fiscal_year BETWEEN 1900 AND 2200", name=op.f("ck_line_item_fiscal_year_range")),
        _refers("line_item", "document_id", "document.document_id"),
        _refers("line_item", "duplicate_of", "line_item.line_item_id"),
        _refers("line_item", "parent_line_item_id", "line_item.line_item_id"),
        _refers("line_item", "run_id", "run.run_id"),
        _refers("line_item", "slice_id", "document_slice.slice_id"),
        _refers("line_item", "source_row_id", "raw_row.source_row_id"),
        sa.PrimaryKeyConstraint("line_item_id", name="pk_line_item"),
    )
    op.create_index("ix_line_item_document_id", "line_item", ["document_id"])
    op.create_index("ix_line_item_duplicate_of", "line_item", ["duplicate_of"])
    op.create_index("ix_line_item_line_item_key", "line_item", ["line_item_key"])
    op.create_index("ix_line_item_parent_line_item_id", "line_item", ["parent_line_item_id"])
    op.create_index("ix_line_item_slice_id", "line_item", ["slice_id"])
    op.create_index("ix_line_item_source_row_id", "line_item", ["source_row_id"])
    line_amount = op.create_table(
        "line_amount",
        _text("fact_id"),
        _text("document_id"),
        _text("line_item_id"),
        _text("source_row_id"),
        _text("measure"),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        _text("period"),
        sa.Column("amount_sen", sa.BigInteger(), nullable=False),
        sa.Column("is_doubtful", sa.Boolean(), nullable=False),
        _text("doubt", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("fiscal_year BETWEEN 1900 AND 2200", name=op.f("ck_line_amount_fiscal_year_range")),
        _refers("line_amount", "document_id", "document.document_id"),
        _refers("line_amount", "line_item_id", "line_item.line_item_id"),
        _refers("line_amount", "run_id", "run.run_id"),
        _refers("line_amount", "source_row_id", "raw_row.source_row_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_line_amount"),
        sa.UniqueConstraint(
            "line_item_id", "source_row_id", "measure", "fiscal_year", "period", name="uq_line_amount_printed_once"
        ),
    )
    op.create_index("ix_line_amount_document_id", "line_amount", ["document_id"])
    op.create_index("ix_line_amount_line_item_id", "line_amount", ["line_item_id"])
    op.create_index("ix_line_amount_source_row_id", "line_amount", ["source_row_id"])
    line_target = op.create_table(
        "line_target",
        _text("fact_id"),
        _text("document_id"),
        _text("line_item_id"),
        _text("source_row_id"),
        _text("indicator", True),
        _text("measure"),
        _text("aspect"),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        _text("period"),
        sa.Column("quantity", sa.Double(), nullable=True),
        _text("quantity_text", True),
        _text("unit", True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("line_target", "aspect", "kinerja anggaran"),
        sa.CheckConstraint("fiscal_year BETWEEN 1900 AND 2200", name=op.f("ck_line_target_fiscal_year_range")),
        _refers("line_target", "document_id", "document.document_id"),
        _refers("line_target", "line_item_id", "line_item.line_item_id"),
        _refers("line_target", "run_id", "run.run_id"),
        _refers("line_target", "source_row_id", "raw_row.source_row_id"),
        sa.PrimaryKeyConstraint("fact_id", name="pk_line_target"),
    )
    op.create_index("ix_line_target_document_id", "line_target", ["document_id"])
    op.create_index("ix_line_target_line_item_id", "line_target", ["line_item_id"])
    op.create_index("ix_line_target_source_row_id", "line_target", ["source_row_id"])
    link = op.create_table(
        "link",
        _text("agreement_id"),
        _text("line_item_id"),
        _text("basis"),
        _text("strength"),
        sa.Column("probability", sa.Double(), nullable=True),
        _text("state"),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("is_audit", sa.Boolean(), nullable=False),
        _text("decided_by"),
        _text("model_version", True),
        _text("partition", True),
        _text("evidence"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        _one_of("link", "basis", "nomor judul mitra label keputusan tematik"),
        _one_of("link", "decided_by", "rule model person"),
        _one_of("link", "state", "accepted candidate rejected"),
        _one_of("link", "strength", "A B C D"),
        sa.CheckConstraint("probability BETWEEN 0 AND 1", name=op.f("ck_link_probability_range")),
        _refers("link", "agreement_id", "agreement.agreement_id"),
        _refers("link", "line_item_id", "line_item.line_item_id"),
        _refers("link", "run_id", "run.run_id"),
        sa.PrimaryKeyConstraint("agreement_id", "line_item_id", name="pk_link"),
    )
    op.create_index("ix_link_line_item_id", "link", ["line_item_id"])
    for table in (
        agreement,
        agreement_alias,
        agreement_candidate,
        agreement_identity,
        agreement_party,
        agreement_record,
        agreement_skpd,
        agreement_source,
        agreement_urusan,
        assessment,
        consistency,
        correction,
        decision,
        document,
        document_slice,
        expected_document,
        line_amount,
        line_item,
        line_target,
        link,
        model,
        nomenclature,
        quality_result,
        quarantine,
        raw_row,
        region,
        region_border,
        skpd,
        tie_out,
        tkksd,
        urusan_mapping,
        *_create_measures(),
        *_create_matching(),
    ):
        _create_history(table)


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it: delete the database instead")
