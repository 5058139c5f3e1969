"""What is measured: integration, consistency by urusan, absorption by quarter, and where lines are lost."""

from warehouse.views.words import AFFAIRS, OFFICES, OUTSIDE, TAKING_PART, names_of

#: of several documents that print one line the one whose figure counts
_FOREMOST = """CASE i.kind WHEN 'rkpd' THEN 0 WHEN 'apbd' THEN 0 WHEN 'renja' THEN 1 WHEN 'dpa' THEN 1 WHEN 'e81' THEN 2
            WHEN 'lkpj' THEN 3 WHEN 'lra' THEN 4 ELSE 5 END"""

#: Agreements that amend or continue one another (``assessment.counted_as``) are one: integrated where one of them is,
#: outside where all are, open where none is integrated and one can't be judged yet. Its offices and urusan are those of
#: all of them.
_GROUPED = f"""
WITH told AS (
    SELECT s.agreement_id, COALESCE(s.counted_as, s.agreement_id) AS pokok_id, s.party_region_code, s.fiscal_year,
        s.rencana,
        CASE WHEN {OUTSIDE} THEN 1 ELSE 0 END AS is_outside,
        CASE WHEN s.status IN ('BELUM_DAPAT_DINILAI', 'TANGGAL_TIDAK_JELAS', 'MENUNGGU_PUTUSAN',
            'DI_RKPD_MENUNGGU_APBD') THEN 1 ELSE 0 END AS is_open,
        CASE WHEN s.status IN ('DIREALISASI', 'DIANGGARKAN') THEN 1 ELSE 0 END AS is_integrated
    FROM assessment s
    WHERE s.party_region_code IN {TAKING_PART}
),
judged AS (
    SELECT pokok_id, party_region_code, fiscal_year, COUNT(*) AS naskah, MIN(is_outside) AS is_outside,
        MAX(is_integrated) AS is_integrated, (1 - MAX(is_integrated)) * MAX(is_open) AS is_open,
        MAX(CASE WHEN is_outside = 0 AND rencana = 'ada' THEN 1 ELSE 0 END) AS is_planned
    FROM told
    GROUP BY pokok_id, party_region_code, fiscal_year
),
members AS (SELECT DISTINCT agreement_id, pokok_id FROM told),
offices AS (
    SELECT DISTINCT m.pokok_id, o.region_code, o.skpd_name FROM members m
    JOIN {OFFICES} o ON o.agreement_id = m.agreement_id
),
affairs AS (
    SELECT DISTINCT m.pokok_id, u.urusan_code FROM members m
    JOIN {AFFAIRS} u ON u.agreement_id = m.agreement_id
),
grouped AS (
    SELECT 'semua' AS golongan, '-' AS kode, 'Semua' AS pokok, j.* FROM judged j
    UNION ALL
    SELECT 'perangkat_daerah', '-', COALESCE(o.skpd_name, '(belum disebut dalam register)'), j.*
    FROM judged j
    LEFT JOIN offices o ON o.pokok_id = j.pokok_id
        AND (o.region_code = j.party_region_code OR o.region_code IS NULL)
    UNION ALL
    SELECT 'urusan', COALESCE(u.urusan_code, '-'), COALESCE(n.name, u.urusan_code, '(belum dipetakan)'), j.*
    FROM judged j
    LEFT JOIN affairs u ON u.pokok_id = j.pokok_id
    LEFT JOIN (SELECT code, MIN(name) AS name FROM nomenclature GROUP BY code) n ON n.code = u.urusan_code
)"""

#: Integrated is what stands in the latest budget or is realised. The denominator (``penyebut``) counts an agreement
#: with its addenda and with what continues it under a new number once (``naskah_dan_perubahannya`` counts each); a KB
#: and its PKS are two. Pairs that may be the same and wait for a decision still count as two. Two shares: of what can
#: be judged, and of all that ought to be (so that what can't be judged counts as not integrated): the true one lies
#: between. Rupiah is the pagu of the planned supporting sub kegiatan, each line once however many documents print it;
#: that part of it is integrated whose agreement is. Doubtful figures of plan, budget and reports are in none of these
#: sums and stand apart.
V_INTEGRASI = f"""
{_GROUPED},
counted AS (
    SELECT golongan, kode, pokok, party_region_code, fiscal_year,
        COUNT(*) AS naskah_tercatat, SUM(naskah) AS naskah_dan_perubahannya, SUM(is_outside) AS di_luar_penilaian,
        SUM(1 - is_outside) AS penyebut,
        SUM((1 - is_outside) * is_open) AS belum_dapat_dinilai,
        SUM((1 - is_outside) * (1 - is_open)) AS dapat_dinilai,
        SUM((1 - is_outside) * is_integrated) AS terintegrasi,
        SUM(is_planned) AS di_perencanaan
    FROM grouped
    GROUP BY golongan, kode, pokok, party_region_code, fiscal_year
),
prints AS (
    SELECT g.golongan, g.kode, g.pokok, g.party_region_code, g.fiscal_year, l.stage, l.amount_sen,
        MAX(l.doubtful_sen) OVER same_line AS doubtful_sen,
        MAX(g.is_integrated) OVER same_line AS is_integrated,
        MAX(CASE WHEN g.is_open = 0 THEN 1 ELSE 0 END) OVER same_line AS is_judged,
        ROW_NUMBER() OVER (same_line ORDER BY CASE WHEN l.amount_sen IS NULL THEN 1 ELSE 0 END, {_FOREMOST},
            l.amount_sen DESC, i.line_item_id) AS place
    FROM grouped g
    JOIN members m ON m.pokok_id = g.pokok_id
    JOIN supporting_line l ON l.agreement_id = m.agreement_id AND l.party_region_code = g.party_region_code
        AND l.fiscal_year = g.fiscal_year
    JOIN line_item i ON i.line_item_id = l.line_item_id
    WHERE g.is_outside = 0
    WINDOW same_line AS (PARTITION BY g.golongan, g.kode, g.pokok, g.party_region_code, g.fiscal_year, l.stage,
        i.line_item_key)
),
lines AS (SELECT * FROM prints WHERE place = 1),
summed AS (
    SELECT golongan, kode, pokok, party_region_code, fiscal_year,
        SUM(CASE WHEN stage = 'rencana' AND is_judged = 1 THEN amount_sen END) AS planned_sen,
        SUM(CASE WHEN stage = 'rencana' AND is_judged = 1 AND is_integrated = 1 THEN amount_sen END) AS kept_sen,
        SUM(CASE WHEN stage = 'anggaran' AND is_integrated = 1 THEN amount_sen END) AS budgeted_sen,
        SUM(CASE WHEN stage = 'realisasi' THEN amount_sen END) AS realised_sen, SUM(doubtful_sen) AS doubtful_sen
    FROM lines
    GROUP BY golongan, kode, pokok, party_region_code, fiscal_year
)
SELECT
    c.golongan, NULLIF(c.kode, '-') AS kode_urusan, c.pokok, c.party_region_code AS kode_wilayah, r.name AS wilayah,
    c.fiscal_year AS tahun, c.naskah_tercatat, c.naskah_dan_perubahannya, c.di_luar_penilaian, c.penyebut,
    c.belum_dapat_dinilai, c.dapat_dinilai, c.di_perencanaan, c.terintegrasi,
    ROUND(100.0 * c.terintegrasi / NULLIF(c.dapat_dinilai, 0), 1) AS persen_dari_yang_dinilai,
    ROUND(100.0 * c.terintegrasi / NULLIF(c.penyebut, 0), 1) AS persen_paling_sedikit,
    ROUND(m.planned_sen / 100.0, 2) AS pagu_rencana_dinilai_idr,
    ROUND(COALESCE(m.kept_sen, CASE WHEN m.planned_sen IS NOT NULL THEN 0 END) / 100.0, 2)
        AS pagu_rencana_terintegrasi_idr,
    ROUND(100.0 * COALESCE(m.kept_sen, 0) / NULLIF(m.planned_sen, 0), 1) AS persen_rupiah,
    ROUND(m.budgeted_sen / 100.0, 2) AS pagu_anggaran_pendukung_idr,
    ROUND(m.realised_sen / 100.0, 2) AS realisasi_pendukung_idr,
    ROUND(m.doubtful_sen / 100.0, 2) AS nilai_diragukan_idr
FROM counted c
LEFT JOIN summed m ON m.golongan = c.golongan AND m.kode = c.kode AND m.pokok = c.pokok
    AND m.party_region_code = c.party_region_code AND m.fiscal_year = c.fiscal_year
LEFT JOIN region r ON r.region_code = c.party_region_code
"""


def _mkpp(part: str, whole: str) -> tuple[str, str]:
    """Percent cut to one decimal, and its class, of two sums; whole numbers throughout, so that no class is reached by
    rounding."""
    part, whole = f"CAST(SUM({part}) AS BIGINT)", f"CAST(SUM({whole}) AS BIGINT)"
    share = f"({part} * 1000 / NULLIF({whole}, 0))"
    return (
        f"{share} / 10.0",
        f"CASE WHEN {share} >= 800 THEN '80-100 %' WHEN {share} >= 600 THEN '60-79,9 %' "
        f"WHEN {share} >= 400 THEN '40-59,9 %' WHEN {share} >= 200 THEN '20-39,9 %' "
        f"WHEN {share} IS NOT NULL THEN '0-19,9 %' END",
    )


_BY_COUNT, _COUNT_CLASS = _mkpp("c.kept_count", "c.planned_count")
_BY_RUPIAH, _RUPIAH_CLASS = _mkpp("c.kept_planned_sen", "c.planned_sen")

#: over all offices whose plan and budget were both read whole
V_KONSISTENSI_URUSAN = f"""
SELECT
    c.region_code AS kode_wilayah, r.name AS wilayah, c.fiscal_year AS tahun, c.urusan_code AS kode_urusan,
    COALESCE(n.name, c.urusan_code, '(baris tanpa kode)') AS urusan,
    COUNT(DISTINCT c.skpd_name) AS perangkat_daerah_dibandingkan,
    SUM(c.planned_count) AS sub_kegiatan_rencana, SUM(c.kept_count) AS ditemukan_di_anggaran,
    SUM(c.added_count) AS baru_di_anggaran, {_BY_COUNT} AS persen_jumlah, {_COUNT_CLASS} AS kelas_mkpp_jumlah,
    ROUND(SUM(c.planned_sen) / 100.0, 2) AS pagu_rencana_idr,
    ROUND(SUM(c.kept_planned_sen) / 100.0, 2) AS pagu_rencana_yang_ditemukan_idr,
    ROUND(SUM(c.kept_budgeted_sen) / 100.0, 2) AS anggaran_yang_ditemukan_idr,
    ROUND(SUM(c.added_sen) / 100.0, 2) AS anggaran_baru_idr,
    ROUND(SUM(c.doubtful_sen) / 100.0, 2) AS nilai_diragukan_idr,
    {_BY_RUPIAH} AS persen_rupiah, {_RUPIAH_CLASS} AS kelas_mkpp_rupiah
FROM consistency_urusan c
LEFT JOIN region r ON r.region_code = c.region_code
LEFT JOIN (SELECT code, MIN(name) AS name FROM nomenclature GROUP BY code) n ON n.code = c.urusan_code
GROUP BY c.region_code, r.name, c.fiscal_year, c.urusan_code, n.name
"""

#: Quarters that have ended by the day asked about ({{today}}); the budget is that of the latest APBD or DPA, else the
#: anggaran that the report itself prints. Only the agreement's own lines are measured: where its family realised what
#: they didn't, that is said and no rupiah of it counted.
V_SERAPAN = f"""
SELECT
    x.party_region_code AS kode_wilayah, r.name AS wilayah, x.fiscal_year AS tahun, x.quarter AS triwulan,
    x.quarter_end AS akhir_triwulan, a.title AS judul, {names_of("a")},
    ROUND(x.budget_sen / 100.0, 2) AS pagu_pendukung_idr,
    CASE x.budget_basis WHEN 'anggaran' THEN 'APBD atau DPA' ELSE 'anggaran dalam laporan' END AS dasar_pagu,
    ROUND(x.realised_sen / 100.0, 2) AS realisasi_pendukung_idr, x.realised_pct AS persen_serapan,
    CASE
        WHEN x.realised_sen IS NULL AND x.doubtful_sen IS NOT NULL THEN 'realisasi meragukan'
        WHEN x.realised_sen IS NULL AND x.report IS NOT NULL THEN 'laporan ada, barisnya belum ditautkan atau terbaca'
        WHEN x.realised_sen IS NULL THEN 'belum ada laporan'
        WHEN x.realised_sen <= 0 AND x.doubtful_sen IS NOT NULL THEN 'realisasi meragukan'
        WHEN x.realised_sen <= 0 AND x.budget_sen IS NULL THEN 'belum terealisasi, anggarannya tidak terlihat'
        WHEN x.realised_sen <= 0 AND x.realised_pct IS NULL AND x.budget_sen > 0
            THEN 'sebagian barisnya belum dilaporkan atau meragukan'
        WHEN x.realised_sen <= 0 AND s.flags LIKE '%realisasi_melalui_naskah_lain%'
            THEN 'barisnya belum terealisasi; realisasi tercatat pada naskah serumpun'
        WHEN x.realised_sen <= 0 THEN 'dianggarkan, belum terealisasi'
        ELSE 'terealisasi'
    END AS keadaan,
    x.report AS laporan, x.line_count AS jumlah_baris, ROUND(x.doubtful_sen / 100.0, 2) AS nilai_diragukan_idr,
    CASE WHEN x.quarter = (
        SELECT MAX(y.quarter) FROM absorption y WHERE y.agreement_id = x.agreement_id
          AND y.party_region_code = x.party_region_code AND y.fiscal_year = x.fiscal_year
          AND y.realised_sen IS NOT NULL) THEN 'ya' ELSE 'tidak' END AS terakhir_dilaporkan,
    x.agreement_id
FROM absorption x
JOIN agreement a ON a.agreement_id = x.agreement_id
-- the region is nothing to search by, most assessments are of one region
LEFT JOIN assessment s ON s.agreement_id = x.agreement_id AND s.fiscal_year = x.fiscal_year
    AND COALESCE(s.party_region_code, '') = COALESCE(x.party_region_code, '')
LEFT JOIN region r ON r.region_code = x.party_region_code
WHERE x.quarter_end <= {{today}}
"""


def _state_at(step: str) -> str:
    return f"MAX(CASE WHEN t.step = '{step}' THEN t.state END)"


def _document_at(step: str) -> str:
    return f"MAX(CASE WHEN t.step = '{step}' THEN t.document END)"


#: only agreements of which their status says that a line was lost; unlinked or undecided lines are no loss
V_HILANG_DI = f"""
WITH way AS (
    SELECT t.agreement_id, t.party_region_code, t.fiscal_year,
        {_state_at("rencana_tahunan")} AS rencana, {_document_at("rencana_tahunan")} AS dokumen_rencana,
        {_state_at("kua_ppas")} AS kua_ppas, {_document_at("kua_ppas")} AS dokumen_kua_ppas,
        {_state_at("apbd_murni")} AS apbd_murni, {_document_at("apbd_murni")} AS dokumen_apbd_murni,
        COALESCE({_state_at("apbd_terakhir")}, {_state_at("apbd_murni")}) AS apbd_terakhir,
        COALESCE({_document_at("apbd_terakhir")}, {_document_at("apbd_murni")}) AS dokumen_apbd_terakhir
    FROM agreement_step t
    GROUP BY t.agreement_id, t.party_region_code, t.fiscal_year
)
SELECT
    w.party_region_code AS kode_wilayah, r.name AS wilayah, w.fiscal_year AS tahun, a.title AS judul, {names_of("a")},
    CASE
        WHEN w.apbd_murni = 'ada' THEN 'APBD murni -> perubahan'
        WHEN w.kua_ppas = 'ada' THEN 'KUA-PPAS -> APBD'
        WHEN w.kua_ppas = 'tidak_ada' THEN 'RKPD -> KUA-PPAS'
        ELSE 'antara RKPD dan APBD (KUA-PPAS tidak dapat dilihat)'
    END AS hilang_di,
    w.rencana, w.kua_ppas, w.apbd_murni, w.apbd_terakhir, w.dokumen_rencana, w.dokumen_kua_ppas, w.dokumen_apbd_murni,
    w.dokumen_apbd_terakhir, s.status, s.reason AS alasan,
    ROUND(s.supporting_planned_sen / 100.0, 2) AS pagu_rencana_pendukung_idr, w.agreement_id
FROM way w
JOIN assessment s ON s.agreement_id = w.agreement_id AND s.party_region_code = w.party_region_code
    AND s.fiscal_year = w.fiscal_year
JOIN agreement a ON a.agreement_id = w.agreement_id
LEFT JOIN region r ON r.region_code = w.party_region_code
WHERE s.status IN ('DI_RKPD_TIDAK_DI_APBD', 'DIHAPUS_DI_PERUBAHAN')
   OR (s.status = 'DI_RKPD_MENUNGGU_APBD' AND w.kua_ppas = 'tidak_ada')
"""

VIEWS = {
    "v_integrasi": V_INTEGRASI,
    "v_konsistensi_urusan": V_KONSISTENSI_URUSAN,
    "v_serapan": V_SERAPAN,
    "v_hilang_di": V_HILANG_DI,
}
