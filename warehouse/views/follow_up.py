"""What has to follow: no plan yet, no PKS or budget yet, an end that is near; and what can't be answered."""

from config.regions import Thresholds
from warehouse.views.words import OFFICES, OUTSIDE, TAKING_PART, names_of

#: Active agreements of which the covered plans of a year hold no accepted line. The day is the one the run judged.
V_TANPA_PERENCANAAN = f"""
SELECT
    s.party_region_code AS kode_wilayah, r.name AS wilayah, s.fiscal_year AS tahun, a.title AS judul, {names_of("a")},
    a.instrument AS jenis_naskah, a.end_date AS berakhir, s.anggaran, s.status,
    CASE
        WHEN s.cakupan IN ('tanpa_biaya', 'dibiayai_mitra', 'rkap_bumd') THEN 'di luar APBD, bukan kekurangan'
        WHEN s.status = 'MENUNGGU_PUTUSAN' THEN 'ada yang menunggu putusan'
        WHEN s.anggaran = 'ada' THEN 'dianggarkan tanpa perencanaan'
        WHEN s.realisasi IN ('sebagian', 'selesai') THEN 'direalisasikan tanpa perencanaan'
        WHEN s.anggaran = 'belum_dapat_dinilai' THEN 'tidak ada dalam perencanaan, anggaran belum dapat dilihat'
        WHEN s.status = 'BELUM_DAPAT_DINILAI' THEN 'hanya ada dalam laporan realisasi'
        ELSE 'belum terintegrasi'
    END AS keterangan,
    s.reason AS alasan, (SELECT MAX(u.as_of) FROM run u WHERE u.run_id = (
        SELECT MAX(w.run_id) FROM run w WHERE w.as_of IS NOT NULL)) AS dinilai_per,
    s.agreement_id
FROM assessment s
JOIN agreement a ON a.agreement_id = s.agreement_id
LEFT JOIN region r ON r.region_code = s.party_region_code
WHERE s.rencana = 'tidak_ada' AND s.status <> 'TIDAK_VALID'
  AND s.naskah IN ('kb_tanpa_pks', 'pks_aktif', 'nk_rk_aktif', 'adendum')
"""

#: a PKS of the KB, or of one that amends, continues or preceded it and that didn't end before this one was signed
_CONFIRMED_PKS = """c.parent_basis IN ('dirujuk', 'orang') AND c.instrument = 'PKS' AND NOT c.is_planned
        AND (c.parent_agreement_id = a.agreement_id
            OR ((c.end_date IS NULL OR a.signed_date IS NULL OR c.end_date >= a.signed_date)
                AND c.parent_agreement_id IN (SELECT x.agreement_id FROM pokok x JOIN pokok y
                    ON y.counted_as = x.counted_as WHERE y.agreement_id = a.agreement_id)))"""
#: in days: an older register doesn't prove that there is no PKS yet (the threshold of regions that set none)
_REGISTER_AGE = Thresholds().register_max_age_days

#: days since the signing, to the day asked about or to the agreement's end
_WAITED = (
    "CASE WHEN k.berakhir < {today} THEN {day_no}k.berakhir{as_no} ELSE {day_no}{today}{as_no} END"
    " - {day_no}k.sejak{as_no}"
)
#: From KB to PKS (Sinergi needs none), days counted to the day asked about ({{today}}) while there is none.
_KB_TO_PKS = f"""
SELECT
    'KB ke PKS' AS tahap, k.kode_wilayah, r.name AS wilayah, k.judul, k.nomor, k.kategori, k.sejak,
    k.sampai, {{day_no}}k.sampai{{as_no}} - {{day_no}}k.sejak{{as_no}} AS hari,
    CASE WHEN k.jumlah = 0 THEN {_WAITED} END AS hari_menunggu,
    CASE
        WHEN k.jumlah = 0 AND k.berakhir < {{today}} THEN 'berakhir tanpa PKS yang tercatat'
        WHEN k.jumlah > 0 AND k.sampai IS NULL THEN 'sudah ada PKS, tanggalnya tidak diketahui'
        WHEN k.jumlah > 0 THEN 'sudah ada PKS'
        WHEN k.calon > 0 THEN 'ada calon PKS, menunggu putusan'
        WHEN k.lengkap_sampai IS NULL OR k.lengkap_sampai < k.sejak OR k.sejak IS NULL
            THEN 'belum tercatat PKS; register tidak menyatakan lengkap'
        WHEN {{day_no}}k.lengkap_sampai{{as_no}} < {{day_no}}{{today}}{{as_no}} - {_REGISTER_AGE}
            THEN 'belum tercatat PKS; register hanya lengkap sampai ' || CAST(k.lengkap_sampai AS TEXT)
        ELSE 'belum ada PKS'
    END AS keadaan,
    k.lengkap_sampai AS register_lengkap_sampai, k.berakhir, k.agreement_id
FROM (
    SELECT a.agreement_id, a.region_code AS kode_wilayah, a.title AS judul, a.number AS nomor, a.category AS kategori,
        a.signed_date AS sejak, COALESCE(a.ended_on, a.end_date) AS berakhir,
        (SELECT COUNT(*) FROM agreement c WHERE {_CONFIRMED_PKS}) AS jumlah,
        (SELECT MIN(c.signed_date) FROM agreement c WHERE {_CONFIRMED_PKS}) AS sampai,
        (SELECT COUNT(*) FROM agreement_candidate n WHERE n.other_agreement_id = a.agreement_id
            AND n.relation = 'induk')
        + (SELECT COUNT(*) FROM agreement c WHERE c.parent_agreement_id = a.agreement_id
            AND c.parent_basis = 'kandidat') AS calon,
        (SELECT MAX(d.complete_to) FROM document_slice d WHERE d.kind = 'agreement_list' AND d.state = 'current'
            AND d.is_complete AND d.region_code = a.region_code) AS lengkap_sampai
    FROM agreement a
    WHERE a.instrument = 'KB' AND NOT a.is_planned AND a.is_readable AND COALESCE(a.category, '') <> 'sinergi'
) AS k
LEFT JOIN region r ON r.region_code = k.kode_wilayah
"""

#: From PKS to its first accepted budget line of its own: the day the document was printed, else the first of its year.
#: What is budgeted by a line of its family, or by a rule of the region, is no lack; nobody can tell since which day.
_PKS_TO_BUDGET = f"""
SELECT
    'PKS ke anggaran', k.kode_wilayah, r.name, k.judul, k.nomor, k.kategori, k.sejak, k.sampai,
    {{day_no}}k.sampai{{as_no}} - {{day_no}}k.sejak{{as_no}},
    CASE WHEN k.sampai IS NULL AND k.melalui = 0 THEN {_WAITED} END,
    CASE
        WHEN k.sampai IS NOT NULL THEN 'sudah dianggarkan'
        WHEN k.melalui > 0 THEN 'dianggarkan melalui naskah serumpun atau menurut aturan daerah'
        WHEN k.di_luar > 0 THEN 'di luar APBD'
        WHEN k.calon > 0 THEN 'ada calon baris, menunggu putusan'
        WHEN k.sejak IS NULL THEN 'tanggal tanda tangan tidak diketahui'
        WHEN k.dinilai > 0 AND k.jelas = 0 THEN 'masa berlakunya tidak dapat dipastikan'
        WHEN k.tidak_terlihat > 0 OR k.dinilai = 0 THEN 'anggarannya belum dapat dilihat'
        ELSE 'belum ada baris anggaran'
    END,
    NULL, k.berakhir, k.agreement_id
FROM (
    SELECT a.agreement_id, a.region_code AS kode_wilayah, a.title AS judul, a.number AS nomor, a.category AS kategori,
        a.signed_date AS sejak, COALESCE(a.ended_on, a.end_date) AS berakhir,
        (SELECT MIN(COALESCE(d.printed_on, {{iso_day}}CAST(li.fiscal_year AS TEXT) || '-01-01'{{as_day}}))
         FROM link l
         JOIN line_item li ON li.line_item_id = l.line_item_id
         JOIN document_slice d ON d.slice_id = li.slice_id
         WHERE l.agreement_id = a.agreement_id AND l.state = 'accepted' AND l.strength IN ('A', 'B', 'C')
           AND li.kind IN ('apbd', 'dpa') AND li.region_code = a.region_code AND d.state = 'current') AS sampai,
        (SELECT COUNT(*) FROM assessment s WHERE s.agreement_id = a.agreement_id
            AND s.party_region_code = a.region_code AND s.anggaran = 'ada') AS melalui,
        (SELECT COUNT(*) FROM assessment s WHERE s.agreement_id = a.agreement_id
            AND s.party_region_code = a.region_code AND s.cakupan IN ('tanpa_biaya', 'dibiayai_mitra', 'rkap_bumd'))
            AS di_luar,
        (SELECT COUNT(*) FROM assessment s WHERE s.agreement_id = a.agreement_id
            AND s.party_region_code = a.region_code AND NOT {OUTSIDE}
            AND (s.anggaran = 'kandidat' OR s.status = 'MENUNGGU_PUTUSAN')) AS calon,
        (SELECT COUNT(*) FROM assessment s WHERE s.agreement_id = a.agreement_id
            AND s.party_region_code = a.region_code AND NOT {OUTSIDE} AND s.anggaran = 'belum_dapat_dinilai')
            AS tidak_terlihat,
        (SELECT COUNT(*) FROM assessment s WHERE s.agreement_id = a.agreement_id
            AND s.party_region_code = a.region_code AND NOT {OUTSIDE}) AS dinilai,
        (SELECT COUNT(*) FROM assessment s WHERE s.agreement_id = a.agreement_id
            AND s.party_region_code = a.region_code AND NOT {OUTSIDE} AND s.status <> 'TANGGAL_TIDAK_JELAS') AS jelas
    FROM agreement a
    WHERE a.instrument = 'PKS' AND NOT a.is_planned AND a.is_readable
) AS k
LEFT JOIN region r ON r.region_code = k.kode_wilayah
"""

V_UMUR_TINDAK_LANJUT = f"""
WITH pokok AS (SELECT DISTINCT agreement_id, counted_as FROM assessment WHERE counted_as IS NOT NULL)
{_KB_TO_PKS} UNION ALL {_PKS_TO_BUDGET}
"""

#: Agreements that end within 180 days of the day asked about ({{today}}), and what the following year says of them.
V_AKAN_BERAKHIR = f"""
SELECT
    k.kode_wilayah, r.name AS wilayah, k.judul, k.para_pihak, k.perangkat_daerah, k.berakhir, k.sisa_hari,
    CASE WHEN k.sisa_hari <= 90 THEN '90 hari' ELSE '180 hari' END AS rentang,
    CASE WHEN k.auto_renew THEN 'ya' ELSE 'tidak' END AS perpanjangan_otomatis, k.naskah_lanjutan, k.tahun_berikut,
    CASE
        WHEN s.agreement_id IS NULL THEN 'dokumen tahun berikutnya belum ada'
        WHEN s.anggaran = 'ada' THEN 'barisnya masih dianggarkan'
        WHEN s.rencana = 'ada' THEN 'barisnya masih direncanakan'
        WHEN s.cakupan IN ('tanpa_biaya', 'dibiayai_mitra', 'rkap_bumd') THEN 'di luar APBD, tidak memerlukan baris'
        WHEN s.rencana = 'kandidat' OR s.anggaran = 'kandidat' OR s.flags LIKE '%baris_pada_naskah_terkait%'
            THEN 'calon baris menunggu putusan'
        WHEN s.rencana = 'belum_dapat_dinilai' THEN 'belum dapat dilihat'
        WHEN s.anggaran = 'belum_dapat_dinilai' THEN 'tidak ada dalam perencanaan, anggaran belum dapat dilihat'
        ELSE 'tidak ada barisnya'
    END AS keadaan_tahun_berikut,
    s.rencana AS rencana_tahun_berikut, s.anggaran AS anggaran_tahun_berikut,
    (SELECT ROUND(SUM(m.amount_sen) / 100.0, 2) FROM supporting_line l
     JOIN line_amount m ON m.line_item_id = l.line_item_id AND m.measure = 'prakiraan_maju' AND NOT m.is_doubtful
        AND m.fiscal_year = k.tahun_berikut
     WHERE l.agreement_id = k.agreement_id AND l.party_region_code = k.kode_wilayah
       AND l.fiscal_year = k.tahun_berikut - 1 AND l.stage = 'rencana') AS prakiraan_maju_idr,
    k.agreement_id
FROM (
    SELECT p.agreement_id, p.party_region_code AS kode_wilayah, a.title AS judul, {names_of("a")},
        a.end_date AS berakhir, a.auto_renew, {{day_no}}a.end_date{{as_no}} - {{day_no}}{{today}}{{as_no}} AS sisa_hari,
        {{year_of}}a.end_date{{as_year}} + 1 AS tahun_berikut,
        (SELECT COUNT(*) FROM agreement c WHERE c.parent_agreement_id = a.agreement_id
            AND c.parent_basis IN ('dirujuk', 'orang') AND NOT c.is_planned
            AND (c.instrument = a.instrument OR LOWER(COALESCE(c.title, '')) LIKE '%adendum%')
            AND (c.end_date IS NULL OR c.end_date > a.end_date)) AS naskah_lanjutan
    FROM (SELECT DISTINCT agreement_id, party_region_code FROM assessment) p
    JOIN agreement a ON a.agreement_id = p.agreement_id
    WHERE a.end_date IS NOT NULL AND NOT a.is_planned AND (a.ended_on IS NULL OR a.ended_on > {{today}})
) AS k
LEFT JOIN assessment s ON s.agreement_id = k.agreement_id AND s.party_region_code = k.kode_wilayah
    AND s.fiscal_year = k.tahun_berikut
LEFT JOIN region r ON r.region_code = k.kode_wilayah
WHERE k.sisa_hari BETWEEN 0 AND 180
"""


def _unanswered(stage: str, axis: str, kinds: str) -> str:
    return f"""
SELECT
    '{axis}' AS tahap, s.party_region_code AS kode_wilayah, r.name AS wilayah, s.fiscal_year AS tahun,
    COUNT(DISTINCT COALESCE(s.counted_as, s.agreement_id)) AS jumlah_perjanjian,
    MIN({{detail_of}}s.coverage{{in_{stage}}}) AS sebab,
    (SELECT {{join_text}}(d.nama, '; ') FROM (
        SELECT DISTINCT v.jenis_dokumen || COALESCE(' ' || v.versi, '') || COALESCE(' ' || v.periode, '') || ' ('
            || v.keadaan || COALESCE(', tenggat ' || CAST(v.tenggat AS TEXT), '') || ')' AS nama
        FROM v_dokumen v
        WHERE v.kode_wilayah = s.party_region_code AND v.tahun = s.fiscal_year AND v.jenis_dokumen IN ({kinds})
          AND v.keadaan IN ('terlambat', 'belum jatuh tempo', 'belum ada tenggat')
        ORDER BY 1) AS d) AS dokumen_yang_belum_ada
FROM assessment s
LEFT JOIN region r ON r.region_code = s.party_region_code
WHERE s.{axis} = 'belum_dapat_dinilai' AND NOT {OUTSIDE}
GROUP BY s.party_region_code, r.name, s.fiscal_year
"""


#: Answers that can't be given, and what is lacking; lateness as of the day asked about ({{today}}).
V_BELUM_TERJAWAB = " UNION ALL ".join(
    (
        _unanswered("planning", "rencana", "'rkpd', 'renja', 'e81'"),
        _unanswered("budget", "anggaran", "'apbd', 'dpa', 'kua_ppas'"),
    )
)

#: One list per office for those who assist it: agreements, late documents, mapping, ties to decide. Lateness as of the
#: day asked about ({{today}}).
V_PENDAMPINGAN = f"""
SELECT
    t.kode_wilayah, t.wilayah, t.perangkat_daerah, t.tahun, 'naskah kerja sama' AS golongan, t.judul AS pokok,
    t.tindak_lanjut AS pekerjaan, t.alasan AS uraian, t.giliran, CAST(NULL AS DATE) AS tenggat, t.agreement_id
FROM v_tindak_lanjut t
UNION ALL
SELECT
    d.kode_wilayah, d.wilayah, COALESCE(d.perangkat_daerah, 'Bappeda dan BPKAD'), d.tahun, 'dokumen',
    d.jenis_dokumen || COALESCE(' ' || d.versi, '') || COALESCE(' ' || d.periode, ''), 'Serahkan dokumennya',
    'Tenggatnya lewat dan dokumennya belum diterima', COALESCE(d.perangkat_daerah, 'Bappeda dan BPKAD'), d.tenggat,
    NULL
FROM v_dokumen d
WHERE d.keadaan = 'terlambat'
UNION ALL
SELECT
    o.region_code, r.name, o.skpd_name, NULL, 'pemetaan urusan', 'Pemetaan urusan yang dapat dikerjasamakan',
    'Petakan urusan dari potensi dan karakteristiknya', 'Perangkat daerah ini belum mempunyai pemetaan urusan',
    o.skpd_name, NULL, NULL
FROM (SELECT DISTINCT region_code, skpd_name FROM skpd
      WHERE valid_to IS NULL AND part_of IS NULL AND region_code IN {TAKING_PART}) o
LEFT JOIN region r ON r.region_code = o.region_code
WHERE NOT EXISTS (SELECT 1 FROM urusan_mapping m WHERE m.region_code = o.region_code
    AND (LOWER(m.skpd_name) = LOWER(o.skpd_name)))
UNION ALL
SELECT
    a.region_code, r.name, COALESCE(o.skpd_name, 'Bagian Kerja Sama'), NULL, 'hubungan naskah', a.title,
    CASE c.relation WHEN 'duplikat' THEN 'Putuskan: apakah tercatat dua kali'
        WHEN 'penerus' THEN 'Putuskan: apakah diteruskan naskah lain' ELSE 'Putuskan: apakah melaksanakan naskah lain'
    END, 'Calon: ' || COALESCE(b.number || ' ', '') || COALESCE(b.title, '(tanpa judul)'), 'Bagian Kerja Sama', NULL,
    c.agreement_id
FROM agreement_candidate c
JOIN agreement a ON a.agreement_id = c.agreement_id
JOIN agreement b ON b.agreement_id = c.other_agreement_id
LEFT JOIN {OFFICES} o ON o.agreement_id = a.agreement_id AND (o.region_code = a.region_code OR o.region_code IS NULL)
LEFT JOIN region r ON r.region_code = a.region_code
"""

VIEWS = {
    "v_tanpa_perencanaan": V_TANPA_PERENCANAAN,
    "v_umur_tindak_lanjut": V_UMUR_TINDAK_LANJUT,
    "v_akan_berakhir": V_AKAN_BERAKHIR,
    "v_belum_terjawab": V_BELUM_TERJAWAB,
    "v_pendampingan": V_PENDAMPINGAN,
}
