"""Between and inside regions: bordering pairs, affairs that can be cooperated on, coordination teams."""

#: Pairs of bordering regions of which at least one takes part (has documents or is expected to have).
V_BERBATASAN = """
SELECT
    b.region_code AS kode_wilayah, r.name AS wilayah, b.neighbour_code AS kode_tetangga, n.name AS tetangga,
    COUNT(DISTINCT a.agreement_id) AS jumlah_perjanjian,
    COUNT(DISTINCT CASE WHEN a.is_planned THEN a.agreement_id END) AS masih_rencana,
    CASE WHEN COUNT(DISTINCT a.agreement_id) = 0 THEN 'belum ada perjanjian' ELSE 'ada perjanjian' END AS keadaan
FROM region_border b
JOIN region r ON r.region_code = b.region_code
JOIN region n ON n.region_code = b.neighbour_code
LEFT JOIN agreement_party p ON p.region_code = b.region_code
LEFT JOIN agreement_party q ON q.agreement_id = p.agreement_id AND q.region_code = b.neighbour_code
LEFT JOIN agreement a ON a.agreement_id = q.agreement_id
WHERE b.region_code IN (
    SELECT region_code FROM expected_document
    UNION SELECT region_code FROM document_slice WHERE region_code IS NOT NULL)
GROUP BY b.region_code, r.name, b.neighbour_code, n.name
"""

V_PEMETAAN_URUSAN = """
SELECT
    m.region_code AS kode_wilayah, r.name AS wilayah, m.fiscal_year AS tahun, m.skpd_name AS perangkat_daerah,
    m.urusan_code AS kode_urusan, COALESCE(m.urusan_name, u.name) AS urusan, m.cooperation_object AS objek,
    m.partner AS calon_mitra, m.is_accepted AS disetujui,
    (SELECT COUNT(*) FROM agreement_urusan au JOIN agreement a ON a.agreement_id = au.agreement_id
     WHERE au.urusan_code = m.urusan_code AND a.region_code = m.region_code) AS jumlah_perjanjian
FROM urusan_mapping m
LEFT JOIN region r ON r.region_code = m.region_code
LEFT JOIN (SELECT code, MIN(name) AS name FROM nomenclature GROUP BY code) u ON u.code = m.urusan_code
"""

#: Every region that takes part, with its team or none.
V_TKKSD = """
SELECT
    w.region_code AS kode_wilayah, r.name AS wilayah, t.decree_number AS nomor_sk, t.decree_date AS tanggal_sk,
    t.valid_to AS berlaku_sampai, t.has_work_programme AS program_kerja,
    CASE WHEN t.region_code IS NULL THEN 'belum ada data' WHEN t.is_active THEN 'aktif' ELSE 'tidak aktif' END
        AS keadaan
FROM (SELECT region_code FROM expected_document
      UNION SELECT region_code FROM document_slice WHERE region_code IS NOT NULL) w
LEFT JOIN region r ON r.region_code = w.region_code
LEFT JOIN tkksd t ON t.region_code = w.region_code
"""

VIEWS = {"v_berbatasan": V_BERBATASAN, "v_pemetaan_urusan": V_PEMETAAN_URUSAN, "v_tkksd": V_TKKSD}
