"""What the integrated share counts once: agreements that amend or continue one another, lines printed several times."""

from __future__ import annotations

from datetime import date
from typing import Any

from hand_made import CITY, HEALTH, TRANSPORT, HandMade, enrol
from sqlalchemy import Engine, text

AS_OF = date(2025, 2, 15)
CLINIC = (HEALTH, "1.02.02.2.01.0002", "Klinik bersama", 1_000_00)


def begin(engine: Engine) -> HandMade:
    world = HandMade(engine, {CITY: enrol(CITY, "Kota Balikpapan", [2024])})
    world.begin()
    return world


def share(world: HandMade, **where: str) -> dict[str, Any]:
    """The one row of ``v_integrasi`` for 2024, of all agreements unless ``golongan`` and ``pokok`` say otherwise."""
    chosen = {"golongan": "semua"} | where
    clause = " AND ".join(f"{name} = :{name}" for name in chosen)
    with world.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT * FROM v_integrasi WHERE tahun = 2024 AND {clause}"), chosen)
        (row,) = [dict(found) for found in rows.mappings()]
    return row


def test_an_agreement_with_its_addendum_and_its_renewal_is_one(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("first", "Klinik bersama", office=HEALTH, urusan="1.02", end_date=date(2024, 6, 30))
    world.agreement("addendum", "Adendum Klinik bersama", parent_agreement_id="first", parent_basis="dirujuk")
    renewal = {"signed_date": date(2024, 7, 1), "parent_agreement_id": "addendum", "parent_basis": "orang"}
    world.agreement("renewed", "Klinik bersama", number="90/PKS/2024", **renewal)
    world.agreement("other", "Terminal barang", office=TRANSPORT, urusan="2.15")
    world.document("rkpd", CITY, 2024, [(*CLINIC, ("first", "addendum"))])
    world.document("apbd", CITY, 2024, [(*CLINIC, ("addendum",))])
    world.judge(AS_OF)
    whole = share(world)
    assert (whole["naskah_tercatat"], whole["naskah_dan_perubahannya"]) == (2, 4)
    assert (whole["penyebut"], whole["dapat_dinilai"], whole["terintegrasi"]) == (2, 2, 1)
    assert (float(whole["persen_dari_yang_dinilai"]), whole["di_perencanaan"]) == (50.0, 1)
    assert float(whole["pagu_rencana_dinilai_idr"]) == 1_000.0
    # the addendum names no office of its own: it is the first one's
    office = share(world, golongan="perangkat_daerah", pokok=HEALTH)
    assert (office["penyebut"], office["terintegrasi"]) == (1, 1)
    affair = share(world, golongan="urusan", kode_urusan="1.02")
    assert (affair["penyebut"], affair["terintegrasi"]) == (1, 1)
    with engine.connect() as connection:
        groups = set(connection.execute(text("SELECT pokok FROM v_integrasi WHERE golongan <> 'semua'")).scalars())
    assert not any(name.startswith("(belum") for name in groups)


def test_a_kb_and_its_pks_are_two_and_a_guessed_tie_joins_nothing(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("kb", "Kesehatan", instrument="KB")
    world.agreement("pks", "Klinik bersama", parent_agreement_id="kb", parent_basis="dirujuk")
    world.agreement("maybe", "Klinik bersama", parent_agreement_id="pks", parent_basis="kandidat")
    for kind in ("rkpd", "apbd"):
        world.document(kind, CITY, 2024, [(*CLINIC, ("pks",))])
    world.judge(AS_OF)
    whole = share(world)
    assert (whole["naskah_tercatat"], whole["penyebut"], whole["terintegrasi"]) == (3, 3, 2)


def test_an_addendum_signed_after_the_year_takes_its_agreement_out_of_nothing(engine: Engine) -> None:
    world = begin(engine)
    world.agreement("first", "Klinik bersama")
    later = {"signed_date": date(2025, 1, 10), "parent_agreement_id": "first", "parent_basis": "dirujuk"}
    world.agreement("later", "Adendum Klinik bersama", **later)
    for kind in ("rkpd", "apbd"):
        world.document(kind, CITY, 2024, [(*CLINIC, ("first",))])
    world.judge(AS_OF)
    whole = share(world)
    assert (whole["naskah_tercatat"], whole["di_luar_penilaian"], whole["penyebut"]) == (1, 0, 1)
    assert whole["terintegrasi"] == 1


def test_a_line_that_two_agreements_cite_in_two_documents_is_summed_once(engine: Engine) -> None:
    world = begin(engine)
    for name in ("clinic", "ward"):
        world.agreement(name, name)
    # RKPD and Renja print the same line with other figures; the RKPD's counts
    world.document("rkpd", CITY, 2024, [(*CLINIC, ("clinic",))])
    world.document("renja", CITY, 2024, [(*CLINIC[:3], 900_00, ("ward",))])
    world.document("apbd", CITY, 2024, [(*CLINIC, ("clinic",))])
    world.document("dpa", CITY, 2024, [(*CLINIC, ("ward",))])
    world.judge(AS_OF)
    whole = share(world)
    assert float(whole["pagu_rencana_dinilai_idr"]) == 1_000.0
    assert float(whole["pagu_anggaran_pendukung_idr"]) == 1_000.0
