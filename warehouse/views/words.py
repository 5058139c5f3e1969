"""Pieces of SQL that several views share."""

#: agreements that owe nothing to plan or budget of the year: not in force, ended, unreadable, or paid elsewhere
OUTSIDE = """(s.naskah = 'rencana' OR s.status IN ('TIDAK_VALID', 'BELUM_BERLAKU', 'DIAKHIRI', 'KEDALUWARSA',
            'KEDALUWARSA_TETAP_DIANGGARKAN', 'DI_LUAR_APBD'))"""

#: the title of agreement ``a``, or by what else its row in the register is found again
TITLE = "COALESCE(a.title, '(judul tidak terbaca' || COALESCE(', nomor ' || a.number, '') || ')')"

#: the offices of agreements, each once; an office belongs to the region whose register names it
OFFICES = "(SELECT DISTINCT agreement_id, region_code, skpd_name FROM agreement_skpd WHERE skpd_name IS NOT NULL)"

#: the urusan of agreements: as the register prints them, else as their supporting lines are coded
AFFAIRS = """(SELECT agreement_id, urusan_code FROM agreement_urusan
    UNION SELECT l.agreement_id, l.urusan_code FROM supporting_line l
    WHERE l.urusan_code IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM agreement_urusan u WHERE u.agreement_id = l.agreement_id))"""

#: regions that take part: with documents, or expected to hand some in; a province's list of teams makes none of them
TAKING_PART = """(SELECT region_code FROM expected_document
    UNION SELECT region_code FROM document_slice WHERE region_code IS NOT NULL AND kind <> 'tkksd')"""

#: regions with a register of agreements at hand
WITH_REGISTER = """(SELECT region_code FROM document_slice WHERE kind = 'agreement_list'
    AND state IN ('current', 'sengketa') AND region_code IS NOT NULL)"""

#: regions with a register that says it is complete: only there is an agreement absent that it doesn't list
COMPLETE_REGISTER = """(SELECT region_code FROM document_slice WHERE kind = 'agreement_list'
    AND state = 'current' AND is_complete AND complete_to IS NOT NULL AND region_code IS NOT NULL)"""

#: party regions the register is sure of, as :func:`transforms.assessing.parties.read_party_regions` reads them
_IS_PARTY = """region_code IS NOT NULL AND COALESCE(name, '') NOT LIKE '%?%'
    AND (party_kind IS NULL OR party_kind IN ('pemda', 'perangkat_daerah') OR (party_kind = 'blud' AND (
        LOWER(name) LIKE '%kota %' OR LOWER(name) LIKE '%kab%' OR LOWER(name) LIKE '%prov%' OR LOWER(name) LIKE '%pem%'
    )))"""

#: the regions of an agreement: its issuer and every party that spends a region's budget
REGIONS_OF = f"""(SELECT agreement_id, region_code FROM agreement WHERE region_code IS NOT NULL
    UNION SELECT agreement_id, region_code FROM agreement_party WHERE {_IS_PARTY})"""

#: agreements with a region of which the register itself asks whether it is a party
DOUBTED_REGIONS = """(SELECT agreement_id, region_code FROM agreement_party
    WHERE region_code IS NOT NULL AND name LIKE '%?%')"""


def names_of(agreement: str) -> str:
    """Parties and offices of an agreement as one text each; ``agreement`` is its alias in the view."""
    return f"""
    (SELECT {{join_text}}(p.name, '; ') FROM (
        SELECT name FROM agreement_party WHERE agreement_id = {agreement}.agreement_id ORDER BY ordinal) AS p)
        AS para_pihak,
    (SELECT {{join_text}}(o.skpd_name, '; ') FROM (
        SELECT DISTINCT skpd_name FROM agreement_skpd WHERE agreement_id = {agreement}.agreement_id
        ORDER BY skpd_name) AS o) AS perangkat_daerah"""


def is_running(agreement: str) -> str:
    """Whether nothing says that the agreement has ended by the day asked about."""
    has_end = f"{agreement}.end_date IS NOT NULL AND {agreement}.end_date < {{today}}"
    return (
        f"(NOT {agreement}.is_planned AND ({agreement}.ended_on IS NULL OR {agreement}.ended_on >= {{today}}) "
        f"AND NOT ({has_end} AND NOT COALESCE({agreement}.auto_renew, FALSE)))"
    )
