"""Any past day can be judged, and any past state of knowledge asked, without a change to the warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hand_made import CITY, HEALTH, HandMade, enrol
from sqlalchemy import Engine, text

from config.settings import Settings
from flows.asof import warehouse_as_of
from flows.explain import explain_agreement
from flows.failures import NotFound, WrongUsage
from flows.maintain import publish_again
from warehouse import read
from warehouse.engine import open_warehouse
from warehouse.tables import TABLES

FIRST, SECOND = date(2024, 3, 1), date(2024, 11, 1)
LINE = (HEALTH, "1.02.02.2.01.0001", "Rujukan perbatasan", 400_00, ("a",))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('past') / 'selaras.db'}"
    opened = open_warehouse(url if request.param == "sqlite" else request.getfixturevalue("postgres_database"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def settings(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two runs: in the first the line is planned and not budgeted, in the second the change of the budget has it."""
    enrolment = enrol(CITY, "Kota Balikpapan", [2024])
    regions = tmp_path_factory.mktemp("regions")
    (regions / f"{CITY}.yaml").write_text(yaml.safe_dump(enrolment.model_dump(mode="json")), encoding="utf-8")
    world = HandMade(engine, {CITY: enrolment})
    world.begin()
    world.agreement("a", "Rujukan pasien perbatasan", office=HEALTH)
    world.document("rkpd", CITY, 2024, [LINE])
    world.document("apbd", CITY, 2024, [])
    world.judge(FIRST, with_reference=False)
    world.begin()
    world.document("apbd", CITY, 2024, [LINE], "perubahan-1")
    world.agreement("b", "Arsip bersama", signed_date=date(2024, 9, 1))
    world.judge(SECOND, with_reference=False)
    url = engine.url.render_as_string(hide_password=False)
    return Settings(warehouse=url, regions_dir=regions, out=tmp_path_factory.mktemp("out"))


def statuses(engine: Engine) -> dict[str, str]:
    found = read.read_assessments(engine)
    return dict(zip(found["agreement_id"], found["status"], strict=True))


def asked(settings: Settings, **told: Any) -> dict[str, str]:
    with warehouse_as_of(settings, **told) as engine:
        return statuses(engine)


def test_now_is_the_warehouse_itself(settings: Settings, engine: Engine) -> None:
    assert asked(settings) == statuses(engine) == {"a": "DIANGGARKAN", "b": "TANPA_PROGRAM"}


def test_what_was_known_when_a_run_had_ended(settings: Settings, engine: Engine) -> None:
    assert asked(settings, known_on=1) == {"a": "DI_RKPD_TIDAK_DI_APBD"}
    with warehouse_as_of(settings, known_on=1) as past:
        assert set(read.read_documents(past)["file_name"]) == {
            "64.71-rkpd-2024-murni-None.pdf",
            "64.71-apbd-2024-murni-None.pdf",
        }
        for name in TABLES:
            then = read.as_known_on(engine, name, 1)
            pd.testing.assert_frame_equal(read.read_table(past, name), then, check_dtype=False)


def test_another_day_is_judged_by_what_is_known_now(settings: Settings) -> None:
    assert asked(settings, as_of=date(2023, 2, 1)) == {"a": "BELUM_BERLAKU", "b": "BELUM_BERLAKU"}
    assert asked(settings, as_of=FIRST) == {"a": "DIANGGARKAN", "b": "BELUM_BERLAKU"}


def test_the_day_of_a_run_judged_by_its_knowledge_gives_what_was_said_then(settings: Settings, engine: Engine) -> None:
    then = read.as_known_on(engine, "assessment", 1)
    with warehouse_as_of(settings, FIRST, 1) as past:
        again = read.read_assessments(past)
    pd.testing.assert_frame_equal(again, then, check_dtype=False)


def test_views_of_a_past_state_answer_for_its_day(settings: Settings) -> None:
    with warehouse_as_of(settings, date(2026, 11, 1)) as past, past.connect() as connection:
        rows = connection.execute(text("SELECT agreement_id, sisa_hari FROM v_akan_berakhir")).all()
    assert sorted(tuple(row) for row in rows) == [("a", 120), ("b", 120)]


def test_asking_changes_nothing(settings: Settings, engine: Engine) -> None:
    before = {name: read.read_table(engine, name) for name in (*TABLES, "run")}
    asked(settings, as_of=date(2025, 1, 1), known_on=1)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(read.read_table(engine, name), frame)


def test_a_run_that_is_not_there_is_told(settings: Settings) -> None:
    with pytest.raises(NotFound, match="1 sampai 2"):
        asked(settings, known_on=3)


def test_explain_answers_for_a_past_day_and_past_knowledge(settings: Settings) -> None:
    past = explain_agreement(settings, "a", 2024, None, FIRST, 1)
    assert [row["status"] for row in past["assessments"]] == ["DI_RKPD_TIDAK_DI_APBD"]
    assert (past["as_of"], past["known_on"]) == (FIRST, 1)


def test_the_publications_and_the_database_of_a_past_state_can_be_had(settings: Settings, tmp_path: Path) -> None:
    database = tmp_path / "dulu.db"
    answer = publish_again(settings, None, FIRST, 1, database)
    assert Path(answer["workbook"]).exists()
    with warehouse_as_of(Settings(warehouse=f"sqlite:///{database}")) as kept:
        assert statuses(kept) == {"a": "DI_RKPD_TIDAK_DI_APBD"}
    with pytest.raises(WrongUsage, match="sudah ada"):
        publish_again(settings, None, FIRST, 1, database)
