"""What the last run changed: statuses before and after, documents that came."""

V_PERUBAHAN = """
SELECT
    'status' AS golongan, a.title AS pokok, s.party_region_code AS kode_wilayah, s.fiscal_year AS tahun,
    h.status AS sebelum, s.status AS sesudah, s.reason AS uraian, s.run_id AS putaran
FROM assessment s
JOIN agreement a ON a.agreement_id = s.agreement_id
LEFT JOIN assessment_history h ON h.agreement_id = s.agreement_id AND h.fiscal_year = s.fiscal_year
    AND h.party_region_code = s.party_region_code AND h.ended_run_id = s.run_id
WHERE s.run_id = (SELECT MAX(run_id) FROM run) AND (h.status IS NULL OR h.status <> s.status)
UNION ALL
SELECT
    'status', COALESCE(a.title, h.agreement_id), h.party_region_code, h.fiscal_year, h.status, NULL,
    'tidak lagi dinilai', h.ended_run_id
FROM assessment_history h
LEFT JOIN agreement a ON a.agreement_id = h.agreement_id
WHERE h.ended_run_id = (SELECT MAX(run_id) FROM run)
  AND NOT EXISTS (SELECT 1 FROM assessment s WHERE s.agreement_id = h.agreement_id
      AND s.fiscal_year = h.fiscal_year AND s.party_region_code = h.party_region_code)
UNION ALL
SELECT
    'dokumen', d.file_name, NULL, NULL,
    (SELECT MAX(h.state) FROM document_history h WHERE h.document_id = d.document_id AND h.ended_run_id = d.run_id),
    d.state, d.reason, d.run_id
FROM document d
WHERE d.run_id = (SELECT MAX(run_id) FROM run)
"""

VIEWS = {"v_perubahan": V_PERUBAHAN}
