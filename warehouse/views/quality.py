"""What is wrong or doubtful in the documents, each with its place: refused, unexpected, untied, implausible."""

V_MUTU = """
SELECT
    'karantina' AS golongan, q.stage AS tahap, q.reason_code AS aturan, NULL AS tingkat, d.file_name AS dokumen,
    rr.page AS halaman, rr.sheet AS lembar, COALESCE(rr.sheet_row, rr.row_number) AS baris, q.detail AS uraian,
    CAST(NULL AS NUMERIC) AS tercetak_idr, CAST(NULL AS NUMERIC) AS terhitung_idr, q.source_row_id, q.document_id
FROM quarantine q
JOIN document d ON d.document_id = q.document_id
LEFT JOIN raw_row rr ON rr.source_row_id = q.source_row_id
UNION ALL
SELECT
    'harapan', 'mutu', qr.expectation, qr.severity, d.file_name, NULL, NULL, NULL, qr.observed, NULL, NULL, NULL,
    qr.document_id
FROM quality_result qr
JOIN document d ON d.document_id = qr.document_id
WHERE NOT qr.success
UNION ALL
SELECT
    'jumlah tidak cocok', 'akuntansi', t.measure || COALESCE('/' || t.period, ''), 'warning', d.file_name, rr.page,
    rr.sheet, COALESCE(rr.sheet_row, rr.row_number), COALESCE(li.name, t.detail),
    ROUND(t.printed_sen / 100.0, 2), ROUND(t.summed_sen / 100.0, 2), t.parent_source_row_id, t.document_id
FROM tie_out t
JOIN document d ON d.document_id = t.document_id
LEFT JOIN raw_row rr ON rr.source_row_id = t.parent_source_row_id
LEFT JOIN line_item li ON li.source_row_id = t.parent_source_row_id
WHERE NOT t.holds
UNION ALL
SELECT
    'nilai diragukan', 'akuntansi', la.measure || '/' || la.period, 'warning', d.file_name, rr.page, rr.sheet,
    COALESCE(rr.sheet_row, rr.row_number), li.name, ROUND(la.amount_sen / 100.0, 2), NULL, la.source_row_id,
    li.document_id
FROM line_amount la
JOIN line_item li ON li.line_item_id = la.line_item_id
JOIN document d ON d.document_id = li.document_id
JOIN raw_row rr ON rr.source_row_id = la.source_row_id
WHERE la.is_doubtful
UNION ALL
SELECT
    'koreksi', 'pembacaan', c.column_name, NULL, d.file_name, rr.page, rr.sheet, COALESCE(rr.sheet_row, rr.row_number),
    'tercetak "' || COALESCE(c.printed, '') || '", dipakai "' || COALESCE(c.used, '') || '": ' || c.reason,
    NULL, NULL, c.source_row_id, c.document_id
FROM correction c
JOIN document d ON d.document_id = c.document_id
LEFT JOIN raw_row rr ON rr.source_row_id = c.source_row_id
UNION ALL
SELECT
    'putusan', 'rekonsiliasi', dp.state, 'warning', d.file_name, rr.page, rr.sheet,
    COALESCE(rr.sheet_row, rr.row_number), 'putusan ' || dp.verdict || ': ' || COALESCE(dp.reason, ''), NULL, NULL,
    dp.source_row_id, dp.source_document_id
FROM decision_placement dp
LEFT JOIN document d ON d.document_id = dp.source_document_id
LEFT JOIN raw_row rr ON rr.source_row_id = dp.source_row_id
WHERE dp.state <> 'berlaku'
"""

VIEWS = {"v_mutu": V_MUTU}
