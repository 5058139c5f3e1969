"""Between and inside regions: bordering pairs, both sides of an agreement, affairs mapped, coordination teams."""

from warehouse.views.words import (
    AFFAIRS,
    COMPLETE_REGISTER,
    DOUBTED_REGIONS,
    REGIONS_OF,
    TAKING_PART,
    TITLE,
    WITH_REGISTER,
    is_running,
)

#: Pairs of bordering regions of which at least one takes part, seen from each side that does. Planned cooperation is
#: counted apart, an agreement with its addenda and renewals counts once; only a register of either side that says it is
#: complete makes an agreement absent. Running as of the day asked about ({{today}}).
V_BERBATASAN = f"""
WITH members AS {REGIONS_OF},
shared AS (
    SELECT p.region_code, q.region_code AS neighbour_code, a.is_planned,
        COALESCE((SELECT MIN(x.counted_as) FROM assessment x WHERE x.agreement_id = a.agreement_id), a.agreement_id)
            AS agreement_id,
        CASE WHEN {is_running("a")} THEN 1 ELSE 0 END AS is_running
    FROM members p
    JOIN members q ON q.agreement_id = p.agreement_id AND q.region_code <> p.region_code
    JOIN agreement a ON a.agreement_id = p.agreement_id
)
SELECT
    b.region_code AS kode_wilayah, r.name AS wilayah, b.neighbour_code AS kode_tetangga, n.name AS tetangga,
    COUNT(DISTINCT CASE WHEN NOT s.is_planned THEN s.agreement_id END) AS jumlah_perjanjian,
    COUNT(DISTINCT CASE WHEN s.is_running = 1 THEN s.agreement_id END) AS masih_berlaku,
    COUNT(DISTINCT CASE WHEN s.is_planned THEN s.agreement_id END) AS masih_rencana,
    CASE
        WHEN COUNT(CASE WHEN s.is_running = 1 THEN 1 END) > 0 THEN 'ada perjanjian'
        WHEN COUNT(CASE WHEN NOT s.is_planned THEN 1 END) > 0 THEN 'pernah ada, sudah berakhir'
        WHEN COUNT(s.agreement_id) > 0 THEN 'masih rencana'
        WHEN EXISTS (SELECT 1 FROM {DOUBTED_REGIONS} d JOIN {REGIONS_OF} e ON e.agreement_id = d.agreement_id
            WHERE (d.region_code = b.region_code AND e.region_code = b.neighbour_code)
               OR (d.region_code = b.neighbour_code AND e.region_code = b.region_code))
            THEN 'tercatat, tetapi pihaknya diragukan dalam register'
        WHEN b.region_code NOT IN {WITH_REGISTER} AND b.neighbour_code NOT IN {WITH_REGISTER}
            THEN 'register belum ada'
        WHEN b.region_code NOT IN {COMPLETE_REGISTER} AND b.neighbour_code NOT IN {COMPLETE_REGISTER}
            THEN 'belum tercatat; register tidak menyatakan lengkap'
        ELSE 'belum ada perjanjian'
    END AS keadaan
FROM region_border b
JOIN region r ON r.region_code = b.region_code
JOIN region n ON n.region_code = b.neighbour_code
LEFT JOIN shared s ON s.region_code = b.region_code AND s.neighbour_code = b.neighbour_code
WHERE b.region_code IN {TAKING_PART}
GROUP BY b.region_code, r.name, b.neighbour_code, n.name
"""


def _side(alias: str, number: int) -> str:
    return f"""
    {alias}.party_region_code AS kode_wilayah_{number}, {alias}.nama AS wilayah_{number},
    {alias}.rencana AS rencana_{number}, {alias}.anggaran AS anggaran_{number}, {alias}.realisasi AS realisasi_{number},
    {alias}.status AS status_{number},
    ROUND({alias}.supporting_planned_sen / 100.0, 2) AS pagu_rencana_pendukung_{number}_idr,
    ROUND({alias}.supporting_budgeted_sen / 100.0, 2) AS pagu_anggaran_pendukung_{number}_idr,
    ROUND({alias}.supporting_realised_sen / 100.0, 2) AS realisasi_pendukung_{number}_idr"""


def _standing(axis: str) -> str:
    """What one side can be said to do on an axis: an open question or a doubt about the agreement is no absence."""
    return f"""
        CASE WHEN s.{axis} = 'ada' THEN 'ada'
             WHEN s.{axis} IN ('belum_dapat_dinilai', 'kandidat')
                OR s.status IN ('MENUNGGU_PUTUSAN', 'TANGGAL_TIDAK_JELAS', 'TIDAK_VALID') THEN 'belum'
             WHEN s.status = 'DI_LUAR_APBD' THEN 'luar' ELSE 'tidak' END"""


def _compared(axis: str, verb: str) -> str:
    """What both sides come to on one axis, in words."""

    def one(side: str) -> str:
        return (
            f"{side}.nama || CASE {side}.{axis}_di WHEN 'ada' THEN ' {verb}' WHEN 'tidak' THEN ' belum {verb}' "
            f"WHEN 'luar' THEN ' di luar APBD' ELSE ' belum dapat dinilai' END"
        )

    return f"""
    CASE
        WHEN s.{axis}_di = 'ada' AND t.{axis}_di = 'ada' THEN 'kedua pihak {verb}'
        WHEN s.{axis}_di = 'tidak' AND t.{axis}_di = 'tidak' THEN 'kedua pihak belum {verb}'
        WHEN s.{axis}_di = 'belum' AND t.{axis}_di = 'belum' THEN 'kedua pihak belum dapat dinilai'
        ELSE {one("s")} || ', ' || {one("t")}
    END"""


#: Agreements between regions, the issuer (else the first code) beside each other party; each side by its own documents.
#: Agreements that are not in force in the year are left out, unless a side still budgets.
V_KSDD_PARA_PIHAK = f"""
WITH sides AS (
    SELECT s.*, COALESCE(r.name, s.party_region_code) AS nama, {_standing("rencana")} AS rencana_di,
        {_standing("anggaran")} AS anggaran_di
    FROM assessment s
    LEFT JOIN region r ON r.region_code = s.party_region_code
    WHERE s.naskah <> 'rencana'
)
SELECT
    s.agreement_id, a.title AS judul, a.number AS nomor, a.category AS kategori, s.fiscal_year AS tahun,
    CASE WHEN EXISTS (SELECT 1 FROM region_border b WHERE b.region_code = s.party_region_code
        AND b.neighbour_code = t.party_region_code) THEN 'ya' ELSE 'tidak' END AS berbatasan,
    {_side("s", 1)},
    {_side("t", 2)},
    {_compared("rencana", "merencanakan")} AS keadaan_rencana,
    {_compared("anggaran", "menganggarkan")} AS keadaan_anggaran
FROM sides s
JOIN agreement a ON a.agreement_id = s.agreement_id
JOIN sides t ON t.agreement_id = s.agreement_id AND t.fiscal_year = s.fiscal_year
    AND t.party_region_code <> s.party_region_code
WHERE s.party_region_code = COALESCE(a.region_code, (
    SELECT MIN(f.party_region_code) FROM assessment f WHERE f.agreement_id = a.agreement_id))
  AND (s.status NOT IN ('KEDALUWARSA', 'DIAKHIRI', 'BELUM_BERLAKU') OR s.anggaran = 'ada' OR t.anggaran = 'ada')
"""

_URUSAN_NAMES = "(SELECT code, MIN(name) AS name FROM nomenclature GROUP BY code)"

#: Affairs mapped, with the agreements there are in them; below, agreements in affairs that nobody mapped. A region
#: without a complete register, or without any mapping, lacks the document and not the agreement or the mapping; an
#: agreement of no known affair may be in any.
V_PEMETAAN_URUSAN = f"""
SELECT
    m.region_code AS kode_wilayah, r.name AS wilayah, m.fiscal_year AS tahun, m.skpd_name AS perangkat_daerah,
    m.urusan_code AS kode_urusan, COALESCE(m.urusan_name, u.name) AS urusan, m.cooperation_object AS objek,
    m.partner AS calon_mitra, m.is_accepted AS disetujui, m.jumlah AS jumlah_perjanjian,
    CASE
        WHEN m.jumlah > 0 THEN 'dipetakan, ada perjanjian'
        WHEN NOT m.is_accepted THEN 'diusulkan, tidak disetujui'
        WHEN m.region_code NOT IN {WITH_REGISTER} THEN 'dipetakan, register belum ada'
        WHEN m.urusan_code IS NULL THEN 'dipetakan, kode urusan tidak terbaca'
        WHEN m.region_code NOT IN {COMPLETE_REGISTER}
            THEN 'dipetakan, belum tercatat perjanjian; register tidak menyatakan lengkap'
        WHEN EXISTS (SELECT 1 FROM agreement a JOIN {REGIONS_OF} g ON g.agreement_id = a.agreement_id
            WHERE g.region_code = m.region_code AND NOT a.is_planned
              AND NOT EXISTS (SELECT 1 FROM {AFFAIRS} f WHERE f.agreement_id = a.agreement_id))
            THEN 'dipetakan, belum tercatat perjanjian; urusan sebagian perjanjian tidak disebut'
        ELSE 'dipetakan, belum ada perjanjian'
    END AS keadaan,
    CAST(NULL AS TEXT) AS agreement_id
FROM (
    SELECT x.*, (
        SELECT COUNT(DISTINCT a.agreement_id) FROM {AFFAIRS} au
        JOIN agreement a ON a.agreement_id = au.agreement_id
        JOIN {REGIONS_OF} g ON g.agreement_id = a.agreement_id
        WHERE au.urusan_code = x.urusan_code AND g.region_code = x.region_code AND NOT a.is_planned) AS jumlah
    FROM urusan_mapping x
) m
LEFT JOIN region r ON r.region_code = m.region_code
LEFT JOIN {_URUSAN_NAMES} u ON u.code = m.urusan_code
UNION ALL
SELECT
    g.region_code, r.name, NULL, NULL, au.urusan_code, u.name, {TITLE}, NULL, NULL, 1,
    CASE
        WHEN g.region_code NOT IN (SELECT region_code FROM urusan_mapping WHERE region_code IS NOT NULL)
            THEN 'ada perjanjian, pemetaan belum diserahkan'
        WHEN au.urusan_code IS NULL THEN 'ada perjanjian, urusannya tidak disebut'
        WHEN EXISTS (SELECT 1 FROM urusan_mapping m WHERE m.region_code = g.region_code AND m.urusan_code IS NULL)
            THEN 'ada perjanjian; kode urusan sebagian pemetaan tidak terbaca'
        ELSE 'ada perjanjian, belum dipetakan'
    END,
    a.agreement_id
FROM agreement a
JOIN {REGIONS_OF} g ON g.agreement_id = a.agreement_id
LEFT JOIN {AFFAIRS} au ON au.agreement_id = a.agreement_id
LEFT JOIN region r ON r.region_code = g.region_code
LEFT JOIN {_URUSAN_NAMES} u ON u.code = au.urusan_code
WHERE NOT a.is_planned AND g.region_code IN {TAKING_PART}
  AND NOT EXISTS (SELECT 1 FROM urusan_mapping m
    WHERE m.region_code = g.region_code AND m.urusan_code = au.urusan_code)
"""

#: Every region that takes part or is listed, with its team or none: of several the newest that isn't over. What is over
#: is so by the day asked about ({{today}}).
V_TKKSD = f"""
SELECT
    w.region_code AS kode_wilayah, r.name AS wilayah, t.decree_number AS nomor_sk, t.decree_date AS tanggal_sk,
    t.valid_to AS berlaku_sampai, t.has_work_programme AS program_kerja,
    CASE
        WHEN t.fact_id IS NULL THEN 'belum ada data'
        WHEN t.valid_to IS NOT NULL AND t.valid_to < {{today}} THEN 'SK sudah berakhir'
        WHEN t.is_active THEN 'aktif'
        WHEN t.is_active IS NULL THEN 'keaktifan tidak disebut'
        ELSE 'tidak aktif'
    END AS keadaan
FROM (SELECT region_code FROM {TAKING_PART} p UNION SELECT region_code FROM tkksd WHERE region_code IS NOT NULL) w
LEFT JOIN region r ON r.region_code = w.region_code
LEFT JOIN (
    SELECT k.*, ROW_NUMBER() OVER (
        PARTITION BY k.region_code
        ORDER BY CASE WHEN k.valid_to < {{today}} THEN 1 ELSE 0 END,
            CASE WHEN COALESCE(k.decree_date, k.valid_from) IS NULL THEN 1 ELSE 0 END,
            COALESCE(k.decree_date, k.valid_from) DESC, k.fact_id) AS place
    FROM tkksd k
) t ON t.region_code = w.region_code AND t.place = 1
"""

VIEWS = {
    "v_berbatasan": V_BERBATASAN,
    "v_ksdd_para_pihak": V_KSDD_PARA_PIHAK,
    "v_pemetaan_urusan": V_PEMETAAN_URUSAN,
    "v_tkksd": V_TKKSD,
}
