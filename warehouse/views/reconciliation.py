"""Agreements against plans and budgets: the reconciliation, its evidence, and what has to be done."""

from warehouse.views.words import OFFICES, TAKING_PART, TITLE, names_of

#: where a row stands in its document, as a reader finds it
_PLACE = """
    CASE WHEN rr.page IS NOT NULL THEN 'hlm. ' || CAST(rr.page AS TEXT)
         ELSE 'lembar ' || COALESCE(rr.sheet, '-') END
    || ', baris ' || CAST(COALESCE(rr.sheet_row, rr.row_number) AS TEXT)"""

V_REKONSILIASI = f"""
SELECT
    s.agreement_id, s.party_region_code AS kode_wilayah, r.name AS wilayah, s.fiscal_year AS tahun,
    s.as_of AS per_tanggal,
    {TITLE} AS judul, {names_of("a")},
    a.instrument AS jenis_naskah, a.instrument_printed AS jenis_tercetak, a.category AS kategori, a.number AS nomor,
    a.signed_date AS tanggal_tanda_tangan, a.start_date AS mulai, a.end_date AS berakhir,
    a.term_printed AS jangka_waktu,
    s.status, s.reason AS alasan, s.naskah, s.cakupan, s.rencana, s.anggaran, s.realisasi, s.flags AS tanda,
    a.warnings AS peringatan_register,
    ROUND(s.supporting_planned_sen / 100.0, 2) AS pagu_rencana_pendukung_idr,
    ROUND(s.supporting_budgeted_sen / 100.0, 2) AS pagu_anggaran_pendukung_idr,
    ROUND(s.supporting_realised_sen / 100.0, 2) AS realisasi_pendukung_idr,
    ROUND(s.supporting_doubtful_sen / 100.0, 2) AS nilai_diragukan_idr,
    COALESCE(s.links_accepted, 0) AS tautan_diterima, COALESCE(s.links_candidate, 0) AS tautan_menunggu_putusan,
    (SELECT d.file_name || ', ' || {_PLACE} || ': '
         || COALESCE(li.code || ' ', 'No. ' || li.number_printed || ' ', '') || li.name
     FROM link l
     JOIN line_item li ON li.line_item_id = l.line_item_id
     JOIN raw_row rr ON rr.source_row_id = li.source_row_id
     JOIN document d ON d.document_id = li.document_id
     WHERE l.agreement_id = s.agreement_id AND li.region_code = s.party_region_code
       AND li.fiscal_year = s.fiscal_year
       -- what the answer rests on; where that is a line of another agreement, an open one of its own is none of it
       AND (l.state = 'accepted' OR (l.is_open AND COALESCE(s.flags, '') NOT LIKE '%melalui_naskah_lain%'))
     ORDER BY CASE l.state WHEN 'accepted' THEN 0 ELSE 1 END, l.strength, l.probability DESC, l.line_item_id
     LIMIT 1) AS bukti_terbaik
FROM assessment s
JOIN agreement a ON a.agreement_id = s.agreement_id
LEFT JOIN region r ON r.region_code = s.party_region_code
"""


def _by_person(told: str) -> str:
    """What the evidence tells of a decision: read only where there is one."""
    return f"CASE WHEN l.decided_by = 'person' THEN {told} END"


#: the decision shown is the one the link was made with: of the line's own key, or carried there (``putusan_melalui``),
#: and of the agreement under whatever id it was taken
V_BUKTI = f"""
SELECT
    l.agreement_id, l.line_item_id, li.line_item_key, a.title AS judul, li.region_code AS kode_wilayah,
    li.fiscal_year AS tahun, li.kind AS jenis_dokumen, li.version AS versi, li.skpd_name AS perangkat_daerah,
    li.level AS tingkat, li.code AS kode, li.number_printed AS nomor_tercetak, li.name AS uraian,
    li.indicator AS indikator,
    l.state AS keadaan, l.basis AS dasar, l.strength AS kekuatan, l.probability AS peluang,
    l.decided_by AS diputus_oleh, l.is_open AS terbuka, l.is_audit AS uji_petik,
    d.file_name AS dokumen, rr.page AS halaman, rr.sheet AS lembar, COALESCE(rr.sheet_row, rr.row_number) AS baris,
    (SELECT ROUND(SUM(la.amount_sen) / 100.0, 2) FROM line_amount la
     WHERE la.line_item_id = li.line_item_id AND la.measure IN ('anggaran', 'pagu_indikatif')
       AND la.fiscal_year = li.fiscal_year AND la.period = 'tahun') AS pagu_idr,
    (SELECT ROUND(SUM(la.amount_sen) / 100.0, 2) FROM line_amount la
     WHERE la.line_item_id = li.line_item_id AND la.measure = 'realisasi'
       AND la.fiscal_year = li.fiscal_year AND la.period = 'tahun') AS realisasi_idr,
    {_by_person("{told_by}l.evidence{verdict}")} AS putusan,
    {_by_person("{told_by}l.evidence{reviewer}")} AS penelaah,
    {_by_person("{moment_of}l.evidence{moment}")} AS diputus_pada,
    {_by_person("{told_by}l.evidence{way}")} AS putusan_melalui,
    l.model_version AS versi_model, l.evidence AS bukti
FROM link l
JOIN agreement a ON a.agreement_id = l.agreement_id
JOIN line_item li ON li.line_item_id = l.line_item_id
JOIN raw_row rr ON rr.source_row_id = li.source_row_id
JOIN document d ON d.document_id = li.document_id
"""

_IS_OUTSIDER = f"(s.party_region_code IS NOT NULL AND s.party_region_code NOT IN {TAKING_PART})"

#: what each status asks for and whose turn it is; statuses left out ask for nothing. Of a party region that takes no
#: part only its documents are asked for: what the agreement itself lacks is told to the region whose register has it.
V_TINDAK_LANJUT = f"""
SELECT
    COALESCE(o.skpd_name, 'Bagian Kerja Sama') AS perangkat_daerah, s.party_region_code AS kode_wilayah,
    r.name AS wilayah, s.fiscal_year AS tahun, {TITLE} AS judul, s.status, s.reason AS alasan,
    CASE CASE WHEN {_IS_OUTSIDER} THEN 'TIDAK_IKUT' ELSE s.status END
        WHEN 'TIDAK_IKUT' THEN 'Minta dokumen perencanaan dan anggaran kepada daerah mitra, atau daftarkan daerahnya'
        WHEN 'TIDAK_VALID' THEN 'Lengkapi judul dan pihak dalam daftar kerja sama'
        WHEN 'TANGGAL_TIDAK_JELAS' THEN 'Lengkapi tanggal penandatanganan dan jangka waktu'
        WHEN 'KEDALUWARSA_TETAP_DIANGGARKAN' THEN 'Perpanjang perjanjian atau tinjau kembali anggarannya'
        WHEN 'KEDALUWARSA' THEN 'Putuskan: perpanjang atau akhiri dengan berita acara'
        WHEN 'DIANGGARKAN' THEN 'Pantau realisasi'
        WHEN 'DIHAPUS_DI_PERUBAHAN' THEN 'Bahas penghapusan dalam perubahan APBD'
        WHEN 'DI_RKPD_TIDAK_DI_APBD' THEN 'Usulkan kembali dalam KUA-PPAS atau perubahan APBD'
        WHEN 'DI_RKPD_MENUNGGU_APBD' THEN 'Serahkan dokumen APBD'
        WHEN 'MENUNGGU_PUTUSAN' THEN CASE WHEN s.flags LIKE '%dokumen_sengketa%'
            THEN 'Tentukan cetakan yang berlaku (received_on dalam manifest.csv), lalu putuskan tautan yang diusulkan'
            ELSE 'Putuskan tautan yang diusulkan pada lembar Putusan' END
        WHEN 'BELUM_DAPAT_DINILAI' THEN 'Serahkan dokumen perencanaan dan anggaran yang belum ada'
        WHEN 'DITANDATANGANI_TANPA_PKS' THEN 'Susun perjanjian kerja sama (PKS)'
        WHEN 'TANPA_PROGRAM' THEN 'Usulkan sub kegiatan dalam Renja dan RKPD berikutnya'
    END AS tindak_lanjut,
    CASE CASE WHEN {_IS_OUTSIDER} THEN 'TIDAK_IKUT' ELSE s.status END
        WHEN 'TIDAK_IKUT' THEN 'Bagian Kerja Sama'
        WHEN 'TIDAK_VALID' THEN 'Bagian Kerja Sama'
        WHEN 'TANGGAL_TIDAK_JELAS' THEN 'Bagian Kerja Sama'
        WHEN 'KEDALUWARSA' THEN 'Bagian Kerja Sama'
        WHEN 'MENUNGGU_PUTUSAN' THEN 'Penelaah'
        WHEN 'DI_RKPD_MENUNGGU_APBD' THEN 'BPKAD'
        WHEN 'BELUM_DAPAT_DINILAI' THEN 'Bappeda'
        ELSE 'Perangkat daerah pelaksana'
    END AS giliran,
    COALESCE(s.links_candidate, 0) AS tautan_menunggu_putusan, s.agreement_id
FROM assessment s
JOIN agreement a ON a.agreement_id = s.agreement_id
LEFT JOIN region r ON r.region_code = s.party_region_code
LEFT JOIN {OFFICES} o ON o.agreement_id = s.agreement_id
    AND (o.region_code = s.party_region_code OR o.region_code IS NULL)
WHERE s.naskah <> 'rencana'
  AND s.status NOT IN ('DIREALISASI', 'DI_LUAR_APBD', 'BELUM_BERLAKU', 'DIAKHIRI')
  AND (s.status = 'BELUM_DAPAT_DINILAI' OR NOT {_IS_OUTSIDER})
"""

VIEWS = {"v_rekonsiliasi": V_REKONSILIASI, "v_bukti": V_BUKTI, "v_tindak_lanjut": V_TINDAK_LANJUT}
