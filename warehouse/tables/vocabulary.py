"""The closed word lists of the contract, as the tables check them."""

from typing import get_args

from config.layout import Kind, Level

KINDS = get_args(Kind)
LEVELS = get_args(Level)
RUN_KINDS = ("nightly", "backfill", "manual")
RUN_STATES = ("running", "done", "done_with_quarantine", "failed", "aborted")
DOCUMENT_STATES = ("loaded", "quarantined", "withdrawn")
SLICE_STATES = ("current", "superseded", "sengketa", "duplicate")
ROW_KINDS = (
    "line", "continuation", "section", "header", "summary", "note", "signature", "blank", "not_relevant",
)  # fmt: skip
ASPECTS = ("kinerja", "anggaran")
INSTRUMENTS = ("KB", "PKS", "NK", "RK", "LOI", "lainnya")
CATEGORIES = ("ksdd_wajib", "ksdd_sukarela", "ksdd_belum_ditetapkan", "ksdpk", "ksdpl", "ksdll", "sinergi")
PARENT_BASES = ("dirujuk", "kandidat", "orang")
DATE_PRECISIONS = ("day", "month", "year")
LINK_BASES = ("nomor", "judul", "mitra", "label", "keputusan", "tematik")
STRENGTHS = ("A", "B", "C", "D")
LINK_STATES = ("accepted", "candidate", "rejected")
DECIDERS = ("rule", "model", "person")
VERDICTS = ("sesuai", "tidak_sesuai", "ragu", "tambah")
#: what a decision is about: a link to a line, or the agreement itself
DECISION_SUBJECTS = ("tautan", "cakupan", "kategori", "induk", "duplikat")
SEVERITIES = ("critical", "warning")
NASKAH = (
    "rencana", "kb_tanpa_pks", "pks_aktif", "nk_rk_aktif", "adendum", "kedaluwarsa", "diakhiri", "tanggal_tidak_jelas",
)  # fmt: skip
CAKUPAN = ("wajib_apbd", "tanpa_biaya", "dibiayai_mitra", "rkap_bumd", "belum_ditetapkan")
RENCANA = ("ada", "kandidat", "tidak_ada", "belum_dapat_dinilai")
ANGGARAN = (*RENCANA, "hanya_fasilitasi", "dihapus_di_perubahan")
REALISASI = ("belum", "sebagian", "selesai", "tidak_ada_data")
STATUSES = (
    "TIDAK_VALID", "TANGGAL_TIDAK_JELAS", "BELUM_BERLAKU", "DIAKHIRI", "KEDALUWARSA_TETAP_DIANGGARKAN", "KEDALUWARSA",
    "DI_LUAR_APBD", "DIREALISASI", "DIANGGARKAN", "DIHAPUS_DI_PERUBAHAN", "DI_RKPD_TIDAK_DI_APBD",
    "DI_RKPD_MENUNGGU_APBD", "MENUNGGU_PUTUSAN", "BELUM_DAPAT_DINILAI", "DITANDATANGANI_TANPA_PKS", "TANPA_PROGRAM",
)  # fmt: skip
CONSISTENCY_STATES = ("covered", "no_planning", "no_budget")
STAGES = ("rencana", "anggaran", "realisasi")
#: the way of an agreement through the documents, in order
STEPS = ("jangka_menengah", "rencana_tahunan", "kua_ppas", "apbd_murni", "apbd_terakhir", "realisasi")
STEP_STATES = ("ada", "kandidat", "tidak_ada", "belum_dapat_dinilai")
REGION_LEVELS = ("provinsi", "kabupaten", "kota")
#: what the other agreement of a candidate pair may be to the first
RELATIONS = ("duplikat", "penerus", "induk")
YEARS = (1900, 2200)
#: where a decision holds: on its lines, on none before a person looks again, nowhere
PLACEMENT_STATES = ("berlaku", "terbuka_kembali", "tidak_terpasang")
#: expectations judged over all documents together, not by what one document brings
ACROSS_YEARS = "line_amount.sejalan_dengan_dokumen_lain"
DOCUMENT_DOUBTS = ("line_amount.angka_bukan_milik_dokumen_lain", "document_slice.satu_dinas_per_urusan")
