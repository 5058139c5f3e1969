"""What must, or should, hold in a document beyond what the tables say: one plain list per table.

Critical is what makes a document unfit to count from: lost rows and signs of a misreading. What the print itself does
wrong (broken sums, overspending, ends before starts) is a warning: it is reported, not repaired.
"""

from __future__ import annotations

from warehouse.expectations.checks import Between, HasRows, NotBelow, NotNull, OneOf, Shape, Unique, is_false, is_true
from warehouse.expectations.rules import Rule
from warehouse.tables.vocabulary import KINDS

LINE_KINDS = frozenset({"rpjmd", "renstra", "rkpd", "renja", "kua_ppas", "rka", "apbd", "dpa", "e81", "lra", "lkpj"})
REGISTERS = frozenset({"agreement_list"})
#: of a review each decision stands for itself: one wrong row says nothing about the others
_READ_WHOLE = frozenset(KINDS) - {"review"}
#: a nomenclature code has 1, 2, 3, 5 or 6 segments, an office code 8, an account code up to 6
_CODE = r"^\d{1,2}(?:\.\d{1,4}){0,15}$"
#: kinds about one year: years before the present regional finance system are a misreading
_YEARLY = LINE_KINDS - {"rpjmd", "renstra"}
_FIRST_YEAR, _LAST_YEAR = 2005, 2060
#: Rp 50 trillion in one line is more than the budget of any kabupaten or kota
_LARGEST_SEN = 50_000_000_000_000_00
#: below this many ties a broken one says little about the reading
_TIES_TO_JUDGE = 20

SLICE_RULES = (
    Rule("document_slice", "ada", "dokumen memuat paling sedikit satu bagian", HasRows(), "critical"),
    Rule(
        "document_slice",
        "tahun_terisi",
        "tahun anggaran diketahui",
        NotNull("fiscal_year"),
        "critical",
        kinds=_YEARLY,
    ),
    Rule(
        "document_slice",
        "tahun_masuk_akal",
        f"tahun anggaran antara {_FIRST_YEAR} dan {_LAST_YEAR}",
        Between("fiscal_year", _FIRST_YEAR, _LAST_YEAR),
        "critical",
    ),
    Rule(
        "document_slice",
        "wilayah_dikenal",
        "kode wilayah berbentuk 64 atau 64.71",
        Shape("region_code", r"^\d{2}(?:\.\d{2})?$"),
        "critical",
    ),
    Rule("document_slice", "lengkap", "bagian terbaca lengkap", is_true("is_complete"), shows="incomplete_because"),
    Rule(
        "document_slice",
        "kantor_terbaca",
        "nama perangkat daerah diisi dan terbaca; tanpa itu bagian ini berdiri sendiri",
        is_true("is_office_told"),
        shows="skpd_name_lacks",
    ),
    Rule(
        "document_slice",
        "periode_terbaca",
        "periode diisi dan terbaca; tanpa itu bagian ini berdiri sendiri",
        is_true("is_period_told"),
        shows="period_lacks",
    ),
    Rule(
        "document_slice",
        "versi_terbaca",
        "versi diisi dan terbaca; tanpa itu bagian ini berdiri sendiri",
        is_true("is_version_told"),
        shows="version_lacks",
    ),
    Rule(
        "document_slice",
        "perangkat_daerah_berkode",
        "kode perangkat daerah diketahui",
        NotNull("skpd_code"),
        kinds=LINE_KINDS,
    ),
)

RAW_ROW_RULES = (
    Rule("raw_row", "ada", "dokumen memuat baris", HasRows(), "critical"),
    Rule("raw_row", "tempat_tunggal", "setiap baris punya tempat sendiri", Unique(("place", "row_number")), "critical"),
    Rule(
        "raw_row",
        "nomor_berurut",
        "nomor baris tiap halaman atau lembar tidak terputus",
        is_true("is_in_sequence"),
        "critical",
    ),
    Rule(
        "raw_row",
        "tercatat",
        "setiap baris isi masuk tabel, karantina, atau dijelaskan jenisnya",
        is_true("is_accounted"),
        "critical",
    ),
    Rule(
        "raw_row",
        "sebagian_besar_terbaca",
        "paling sedikit 90 % baris isi terbaca, angkanya pun",
        is_false("is_misread"),
        "critical",
        kinds=_READ_WHOLE,
        mostly=0.9,
        min_rows=10,
    ),
    Rule("raw_row", "terbaca", "setiap baris isi terbaca", is_false("is_refused")),
)

LINE_RULES = (
    Rule("line_item", "ada", "dokumen memuat baris rencana atau anggaran", HasRows(), "critical", kinds=LINE_KINDS),
    Rule(
        "line_item", "bentuk_kode", "kode terdiri atas angka dan titik", Shape("code", _CODE), "critical", mostly=0.95
    ),
    Rule("line_item", "kode_terbaca", "kode terdiri atas angka dan titik", Shape("code", _CODE)),
    Rule(
        "line_item",
        "kode_sesuai_jenjang",
        "banyaknya ruas kode sesuai jenjang baris",
        is_true("is_code_of_level"),
        "critical",
        mostly=0.95,
    ),
    Rule(
        "line_item",
        "bernama",
        "uraian memuat kata, bukan angka saja (baris nomor kolom)",
        Shape("name", r"^.*[^\W\d_]{2}"),
        "critical",
        mostly=0.98,
    ),
    Rule("line_item", "nama_terbaca", "uraian memuat kata", Shape("name", r"^.*[^\W\d_]{2}")),
    Rule("line_item", "nama_terisi", "uraian terisi", NotNull("name")),
    Rule(
        "line_item",
        "jenjang_menurun",
        "jenjang baris lebih rendah daripada induknya",
        is_true("is_below_parent"),
        "critical",
        mostly=0.95,
    ),
    Rule("line_item", "jenjang_terisi", "jenjang baris diketahui", NotNull("level")),
)

AMOUNT_RULES = (
    Rule(
        "line_amount",
        "besaran_wajar",
        "jumlah tidak melebihi Rp 50 triliun per baris",
        Between("amount_sen", -_LARGEST_SEN, _LARGEST_SEN),
    ),
    Rule("line_amount", "tidak_negatif", "jumlah tidak negatif", Between("ceiling_sen", 0, 2**63 - 1)),
    Rule(
        "line_amount",
        "tidak_diragukan",
        "angka tidak diragukan (seribu kali pembandingnya, misalnya)",
        is_false("is_doubtful"),
    ),
    Rule(
        "line_figures",
        "realisasi_tidak_melebihi_anggaran",
        "realisasi tidak melebihi anggaran tahun itu",
        NotBelow("budget_sen", "realised_sen"),
    ),
    Rule(
        "line_figures",
        "realisasi_masuk_akal",
        "realisasi tidak melebihi 120 % anggaran tahun itu",
        NotBelow("budget_limit_sen", "realised_sen"),
    ),
    Rule(
        "line_figures",
        "sejalan_antar_tahun",
        "jumlah tahun ini kurang dari 500 kali jumlah tahun lain",
        NotBelow("like_limit_sen", "largest_sen"),
    ),
)

TIE_RULES = (
    Rule("tie_out", "cocok", "jumlah bagian sama dengan jumlah tercetak", is_true("holds")),
    Rule(
        "tie_out",
        "sebagian_besar_cocok",
        "paling sedikit separuh penjumlahan cocok (selebihnya tanda salah baca)",
        is_true("holds"),
        "critical",
        mostly=0.5,
        min_rows=_TIES_TO_JUDGE,
    ),
)

AGREEMENT_RULES = (
    Rule("agreement_record", "ada", "daftar memuat paling sedikit satu naskah", HasRows(), "critical", kinds=REGISTERS),
    Rule(
        "agreement_record",
        "berjudul_atau_bermitra",
        "judul atau mitra terbaca",
        is_true("is_named"),
        "critical",
        mostly=0.8,
        min_rows=5,
    ),
    Rule("agreement_record", "judul_terisi", "judul terisi", NotNull("title")),
    Rule("agreement_record", "mitra_terisi", "mitra terisi", NotNull("partner_printed")),
    Rule("agreement_record", "nomor_terisi", "nomor terisi", NotNull("number")),
    Rule("agreement_record", "tanggal_terbaca", "tanggal penandatanganan terbaca", is_true("is_date_read")),
    Rule(
        "agreement_record",
        "tahun_wajar",
        "tahun penandatanganan antara 1970 dan 2060",
        Between("signed_year", 1970, 2060),
    ),
    Rule(
        "agreement_record",
        "sebagian_besar_tahun_wajar",
        "tahun penandatanganan antara 1970 dan 2060",
        Between("signed_year", 1970, 2060),
        "critical",
        mostly=0.8,
        min_rows=5,
    ),
    Rule(
        "agreement_record",
        "berakhir_sesudah_mulai",
        "tanggal akhir sesudah tanggal mulai",
        NotBelow("end_day", "start_day"),
    ),
    Rule(
        "agreement_record",
        "berakhir_sesudah_ditandatangani",
        "tanggal akhir sesudah penandatanganan",
        NotBelow("end_day", "signed_day"),
    ),
    Rule(
        "agreement_record",
        "jangka_paling_lama_5_tahun",
        "jangka waktu paling lama 5 tahun",
        Between("term_days", -(10**6), 5 * 366),
    ),
    Rule(
        "agreement_record",
        "naskah_sesuai_kategori",
        "sinergi memakai nota kesepakatan dan rencana kerja, bukan PKS",
        is_true("is_instrument_of_category"),
    ),
    Rule("agreement_record", "jenis_naskah_dikenal", "jenis naskah dikenal", NotNull("instrument")),
)

DECISION_RULES = (
    Rule("decision", "berpemutus", "nama pemutus terisi", NotNull("reviewer")),
    Rule(
        "decision",
        "putusan_baku",
        "putusan berupa istilah baku",
        OneOf("verdict", ("sesuai", "tidak_sesuai", "ragu", "tambah")),
    ),
)

BUSINESS_RULES: tuple[Rule, ...] = (
    *SLICE_RULES,
    *RAW_ROW_RULES,
    *LINE_RULES,
    *AMOUNT_RULES,
    *TIE_RULES,
    *AGREEMENT_RULES,
    *DECISION_RULES,
)
