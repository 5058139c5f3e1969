"""Documents expected, received and late; planning held against budget."""

#: A document promised for one office is received when that office has a slice; one for the region, when any slice is
#: there. The report of a later quarter prints the earlier ones too. Due and late are told from the day of looking,
#: never stored.
V_DOKUMEN = """
SELECT
    e.region_code AS kode_wilayah, r.name AS wilayah, e.kind AS jenis_dokumen, e.fiscal_year AS tahun,
    e.version AS versi, e.period AS periode, e.skpd_name AS perangkat_daerah, e.due_date AS tenggat,
    CASE
        WHEN EXISTS (SELECT 1 FROM document_slice s
            WHERE s.region_code = e.region_code AND s.kind = e.kind AND s.state IN ('current', 'sengketa')
              AND (e.fiscal_year IS NULL OR s.fiscal_year = e.fiscal_year)
              AND (e.version IS NULL OR s.version = e.version
                   OR (e.version LIKE 'perubahan%' AND s.version LIKE 'perubahan%'))
              AND (e.period IS NULL OR s.period = e.period)
              AND (e.skpd_name IS NULL OR s.skpd_code = e.skpd_code OR LOWER(s.skpd_name) = LOWER(e.skpd_name)))
            THEN 'diterima'
        WHEN e.period LIKE 'tw%' AND EXISTS (SELECT 1 FROM document_slice s
            WHERE s.region_code = e.region_code AND s.kind = e.kind AND s.state = 'current' AND s.is_complete
              AND s.fiscal_year = e.fiscal_year AND s.period LIKE 'tw%' AND s.period > e.period
              AND (e.skpd_name IS NULL OR s.skpd_code = e.skpd_code OR LOWER(s.skpd_name) = LOWER(e.skpd_name)))
            THEN 'tercakup laporan sesudahnya'
        WHEN e.due_date IS NULL THEN 'belum ada tenggat'
        WHEN e.due_date < {today} THEN 'terlambat'
        ELSE 'belum jatuh tempo'
    END AS keadaan,
    NULL AS berkas, NULL AS alasan
FROM expected_document e
LEFT JOIN region r ON r.region_code = e.region_code
UNION ALL
SELECT DISTINCT
    s.region_code, r.name, d.kind, s.fiscal_year, s.version, s.period, s.skpd_name, CAST(NULL AS DATE),
    CASE s.state WHEN 'current' THEN 'dimuat' WHEN 'superseded' THEN 'digantikan'
                 WHEN 'duplicate' THEN 'cetakan ganda' ELSE 'sengketa' END,
    d.file_name, CASE WHEN s.is_complete THEN NULL ELSE COALESCE(s.incomplete_because, 'tidak lengkap') END
FROM document d
JOIN document_slice s ON s.document_id = d.document_id
LEFT JOIN region r ON r.region_code = s.region_code
WHERE d.state = 'loaded'
UNION ALL
SELECT
    NULL, NULL, d.kind, NULL, NULL, NULL, NULL, NULL,
    CASE d.state WHEN 'quarantined' THEN 'dikarantina' ELSE 'ditarik' END, d.file_name, d.reason
FROM document d
WHERE d.state <> 'loaded'
"""

V_KONSISTENSI = """
SELECT
    c.region_code AS kode_wilayah, r.name AS wilayah, c.fiscal_year AS tahun, c.skpd_name AS perangkat_daerah,
    c.planning_document AS dokumen_perencanaan, c.budget_document AS dokumen_anggaran,
    CASE c.state WHEN 'covered' THEN 'dinilai' WHEN 'no_planning' THEN 'perencanaan belum lengkap'
        ELSE 'anggaran belum lengkap' END AS keadaan,
    c.planned_count AS sub_kegiatan_rencana, c.kept_count AS ditemukan_di_anggaran, c.added_count AS baru_di_anggaran,
    c.kept_count_pct AS persen_jumlah, c.count_class AS kelas_mkpp_jumlah,
    ROUND(c.planned_sen / 100.0, 2) AS pagu_rencana_idr,
    ROUND(c.kept_planned_sen / 100.0, 2) AS pagu_rencana_yang_ditemukan_idr,
    ROUND(c.kept_budgeted_sen / 100.0, 2) AS anggaran_yang_ditemukan_idr,
    ROUND(c.added_sen / 100.0, 2) AS anggaran_baru_idr, ROUND(c.doubtful_sen / 100.0, 2) AS nilai_diragukan_idr,
    c.kept_rupiah_pct AS persen_rupiah, c.rupiah_class AS kelas_mkpp_rupiah
FROM consistency c
LEFT JOIN region r ON r.region_code = c.region_code
"""

VIEWS = {"v_dokumen": V_DOKUMEN, "v_konsistensi": V_KONSISTENSI}
