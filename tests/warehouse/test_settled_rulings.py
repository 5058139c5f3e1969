"""Decisions about agreements through a whole settlement: merged, set, taken back, reported where they fit nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, text

from config.settings import Settings
from flows.opened import Opened
from flows.settle import Settled, settle
from warehouse import read
from warehouse.archive import default_archive
from warehouse.load import load_document
from warehouse.runs import end_run, start_run

AS_OF = date(2024, 10, 15)
CITY = {
    "ordinal": 1,
    "name": "Pemerintah Kota Balikpapan",
    "party_kind": "pemda",
    "region_code": "64.71",
    "number": None,
}


@pytest.fixture
def opened(sqlite_engine: Engine, tmp_path: Path) -> Opened:
    """A register of two prints of one event, one of them with a wrong partner."""
    regions = tmp_path / "regions"
    regions.mkdir()
    url = sqlite_engine.url.render_as_string()
    found = Opened(sqlite_engine, default_archive(url), Settings(warehouse=url, regions_dir=regions))
    found.run_id = start_run(sqlite_engine, "manual", "v1")
    records = [record(1, "PT Bersih Sejahtera"), record(2, "PT Bening Makmur")]
    row = {"slice_id": "s", "document_id": "d", "region_code": "64.71", "kind": "agreement_list", "is_complete": True}
    raw = {"page": 1, "row_kind": "line", "cells": ["x"]}
    frames = {
        "document_slice": [row],
        "raw_row": [{**raw, "source_row_id": f"row{n}", "row_number": n} for n in (1, 2)],
        "agreement_record": records,
    }
    load(found, "d", "agreement_list", frames)
    return found


def record(number: int, partner: str) -> dict[str, Any]:
    other = {"ordinal": 2, "name": partner, "party_kind": "swasta", "region_code": None, "number": None}
    return {
        "record_id": f"record{number}", "source_row_id": f"row{number}", "slice_id": "s", "register_no": str(number),
        "region_code": "64.71", "instrument": "PKS", "category": "ksdpk", "title": "Pengelolaan sampah pesisir",
        "partner_printed": partner, "parties": [CITY, other], "signed_date": date(2022, 3, 1),
        "signed_date_printed": "1 Maret 2022", "date_precision": "day", "end_date": date(2027, 3, 1),
        "is_planned": False, "budget_scope": "belum_ditetapkan", "source_rows": [[f"row{number}", "utama"]],
    }  # fmt: skip


def load(opened: Opened, name: str, kind: str, frames: dict[str, list[dict[str, Any]]]) -> None:
    document = {"document_id": name, "file_name": f"{name}.xlsx", "kind": kind, "page_count": 1}
    tables = {table: pd.DataFrame(rows, dtype=object) for table, rows in frames.items()}
    load_document(opened.engine, opened.run_id, document, tables)


def decide(opened: Opened, day: int, *told: tuple[str, str, str | None, str]) -> Settled:
    """The decisions of one returned workbook, settled in a run of its own: (agreement, subject, value, verdict)."""
    end_run(opened.engine, opened.run_id, "done")
    opened.run_id = start_run(opened.engine, "manual", "v1")
    rows = [
        {
            "agreement_id": agreement, "subject": subject, "value": value, "verdict": verdict,
            "reviewer": "Bagian Kerja Sama", "decided_at": datetime(2024, 10, day),
        }
        for agreement, subject, value, verdict in told
    ]  # fmt: skip
    load(opened, f"review-{day}", "review", {"decision": rows})
    return settle(opened, AS_OF)


def ids_by_partner(opened: Opened) -> dict[str, str]:
    parties = read.read_parties(opened.engine)
    partners = parties[parties["party_kind"] == "swasta"]
    return dict(zip(partners["name"], partners["agreement_id"], strict=True))


def test_a_second_print_is_merged_and_stands_for_itself_again_when_that_is_taken_back(opened: Opened) -> None:
    assert settle(opened, AS_OF).agreements == 2
    ids = ids_by_partner(opened)
    right, wrong = ids["PT Bersih Sejahtera"], ids["PT Bening Makmur"]

    merged = decide(opened, 1, (wrong, "duplikat", right, "sesuai"))
    assert (merged.agreements, merged.notices) == (1, [])
    aliases = read.read_table(opened.engine, "agreement_alias")
    assert dict(zip(aliases["alias_id"], aliases["agreement_id"], strict=True)) == {wrong: right}
    assert not any(change.any for change in settle(opened, AS_OF).changes.values()), "settling again changes nothing"

    again = decide(opened, 2, (wrong, "duplikat", right, "tidak_sesuai"))
    assert (again.agreements, again.notices) == (2, [])
    assert read.read_table(opened.engine, "agreement_alias").empty
    assert read.read_table(opened.engine, "agreement_candidate").empty  # a person has told them apart
    assert set(ids_by_partner(opened).values()) == {right, wrong}, "ids are kept"


def test_a_scope_that_a_person_sets_is_judged_by_and_told(opened: Opened) -> None:
    settle(opened, AS_OF)
    agreement = ids_by_partner(opened)["PT Bersih Sejahtera"]
    decide(opened, 1, (agreement, "cakupan", "dibiayai_mitra", "sesuai"))
    assessed = read.read_table(opened.engine, "assessment", agreement_id=agreement)
    assert set(assessed["status"]) == {"DI_LUAR_APBD"}
    assert all("menurut putusan penelaah" in reason for reason in assessed["reason"])


def test_a_decision_that_fits_nothing_is_reported_and_kept(opened: Opened) -> None:
    settle(opened, AS_OF)
    settled = decide(opened, 1, ("f" * 32, "cakupan", "tanpa_biaya", "sesuai"))
    assert [notice.split(":")[0] for notice in settled.notices] == ["Putusan 'cakupan"]
    assert "tidak ditemukan lagi" in settled.notices[0]
    assert len(read.read_decisions(opened.engine)) == 1


def bring_park(opened: Opened, name: str = "rkpd", printed_on: date | None = None) -> None:
    """An RKPD of one line that resembles no agreement."""
    place = {
        "slice_id": f"s-{name}", "document_id": name, "region_code": "64.71", "kind": "rkpd", "fiscal_year": 2024,
        "version": "murni", "skpd_name": "Dinas Lingkungan Hidup",
    }  # fmt: skip
    line = {
        **place, "line_item_id": f"baris-{name}", "line_item_key": "kunci", "source_row_id": f"raw-{name}",
        "level": "sub_kegiatan", "name": "Penataan Taman Kota",
    }  # fmt: skip
    raw = {"source_row_id": f"raw-{name}", "page": 3, "row_number": 5, "row_kind": "line", "cells": ["x"]}
    slices = [{**place, "is_complete": True, "printed_on": printed_on}]
    load(opened, name, "rkpd", {"document_slice": slices, "raw_row": [raw], "line_item": [line]})


def add_by_place(opened: Opened, agreement: str, place: str) -> None:
    row = {
        "agreement_id": "", "subject": "tautan", "verdict": "tambah", "reviewer": "Bagian Kerja Sama",
        "decided_at": datetime(2024, 10, 1), "agreement_ref": agreement, "line_place": place,
        "source_row_id": f"{agreement} {place}",
    }  # fmt: skip
    load(opened, f"tambah {agreement}", "review", {"decision": [row]})


def test_a_link_added_by_place_outlives_the_version_it_was_seen_in(opened: Opened) -> None:
    settle(opened, AS_OF)
    agreement = ids_by_partner(opened)["PT Bersih Sejahtera"]
    bring_park(opened, printed_on=date(2023, 6, 1))
    add_by_place(opened, agreement[:8], "rkpd.xlsx, hlm. 3, baris 5")
    assert settle(opened, AS_OF).notices == []
    for document in ("baris-rkpd", "baris-rkpd-baru"):
        links = read.read_links(opened.engine)
        assert [(row.agreement_id, row.line_item_id, row.state, row.strength) for row in links.itertuples()] == [
            (agreement, document, "accepted", "C")
        ]
        bring_park(opened, "rkpd-baru", date(2023, 9, 1))
        assert settle(opened, AS_OF).notices == []
    assert not any(change.any for change in settle(opened, AS_OF).changes.values()), "settling again changes nothing"


def test_a_title_of_two_agreements_and_a_page_without_the_row_are_told_and_kept(opened: Opened) -> None:
    bring_park(opened)
    add_by_place(opened, "Pengelolaan sampah pesisir", "rkpd.xlsx, hlm. 3, baris 5")
    add_by_place(opened, "entah", "rkpd.xlsx, hlm. 3, baris 6")
    none, several = sorted(settle(opened, AS_OF).notices)
    assert "cocok dengan 2 naskah" in several + none and "tidak ada baris pada" in several + none
    assert read.read_links(opened.engine)["decided_by"].eq("person").sum() == 0
    assert len(read.read_decisions(opened.engine)) == 2
    with opened.engine.connect() as connection:
        shown = connection.execute(text("SELECT uraian FROM v_mutu WHERE golongan = 'putusan'")).scalars().all()
    assert len(shown) == 2


def test_a_decision_on_a_merged_agreement_is_shown_with_the_links_of_the_one_it_went_into(opened: Opened) -> None:
    settle(opened, AS_OF)
    ids = ids_by_partner(opened)
    right, wrong = ids["PT Bersih Sejahtera"], ids["PT Bening Makmur"]
    bring_park(opened)
    row = {
        "agreement_id": wrong, "subject": "tautan", "line_item_key": "kunci", "verdict": "tambah",
        "reviewer": "Bagian Kerja Sama", "decided_at": datetime(2024, 10, 1), "source_row_id": "putusan-1",
    }  # fmt: skip
    load(opened, "tautan", "review", {"decision": [row]})
    decide(opened, 2, (wrong, "duplikat", right, "sesuai"))
    with opened.engine.connect() as connection:
        shown = connection.execute(text("SELECT * FROM v_bukti")).mappings().all()
    assert [(each["agreement_id"], each["keadaan"], each["putusan"], each["penelaah"]) for each in shown] == [
        (right, "accepted", "tambah", "Bagian Kerja Sama")
    ]


def test_decisions_that_contradict_each_other_are_reported(opened: Opened) -> None:
    settle(opened, AS_OF)
    bring_park(opened)
    agreement = ids_by_partner(opened)["PT Bersih Sejahtera"]
    for number, verdict in enumerate(("sesuai", "tidak_sesuai")):
        row = {
            "agreement_id": agreement, "subject": "tautan", "line_item_key": "kunci", "verdict": verdict,
            "reviewer": f"Penelaah {number}", "decided_at": datetime(2024, 10, 1),
        }  # fmt: skip
        load(opened, f"putusan-{number}", "review", {"decision": [row]})
    (notice,) = settle(opened, AS_OF).notices
    assert "bertentangan" in notice and "Penelaah 0" in notice and "Penelaah 1" in notice
    links = read.read_links(opened.engine)
    assert [(row.state, row.decided_by, row.is_open) for row in links.itertuples()] == [("candidate", "person", True)]
