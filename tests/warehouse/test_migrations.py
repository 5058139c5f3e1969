"""The migrations make what the models say, on both databases, also when two processes open at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, inspect, text

from warehouse.engine import WarehouseUnreachable, create_engine, open_warehouse
from warehouse.migrations import alembic_config
from warehouse.runs import begin_attempt, start_run
from warehouse.tables import HISTORY, TABLES, metadata


def test_the_migrated_schema_is_the_schema_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _is_table})
        assert compare_metadata(context, metadata) == []


def _is_table(_item: object, name: str | None, kind: str, *_: object) -> bool:
    return not (kind == "table" and str(name).startswith("v_"))


def test_every_check_constraint_of_the_models_is_in_the_database(engine: Engine) -> None:
    found = inspect(engine)
    for table in metadata.tables.values():
        wanted = {str(check.name): check for check in table.constraints if isinstance(check, CheckConstraint)}
        stored = {str(check["name"]): check["sqltext"] for check in found.get_check_constraints(table.name)}
        assert stored.keys() == wanted.keys(), table.name
        for name, check in wanted.items():
            for word in check.info.get("values", ()):
                assert f"'{word}'" in stored[name], (table.name, name)


def test_history_tables_have_the_columns_of_their_tables_and_who_ended_the_row() -> None:
    for name, table in TABLES.items():
        assert [*table.columns.keys(), "ended_run_id"] == HISTORY[name].columns.keys()


def test_stored_links_tell_of_the_secretariats_cost_once_migrated(warehouse_url: str) -> None:
    engine = create_engine(warehouse_url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        for line, is_its_cost in (("own", "true"), ("other", "false")):
            evidence = f'{{"channels":{{}},"hanya_fasilitasi":{is_its_cost},"page":3}}'
            insert = "INSERT INTO link_history (line_item_id, evidence, ended_run_id) VALUES (:line, :evidence, 2)"
            connection.execute(text(insert), {"line": line, "evidence": evidence})
    engine.dispose()
    migrated = open_warehouse(warehouse_url)
    with migrated.connect() as connection:
        told = connection.execute(text("SELECT line_item_id, is_facilitation FROM link_history"))
        assert {line: bool(is_its_cost) for line, is_its_cost in told} == {"own": True, "other": False}
    migrated.dispose()


def test_opening_again_changes_nothing(warehouse_url: str) -> None:
    for _ in range(2):
        engine = open_warehouse(warehouse_url)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
        engine.dispose()


def test_a_warehouse_of_the_first_schema_is_brought_to_the_newest_with_what_it_holds(warehouse_url: str) -> None:
    engine = create_engine(warehouse_url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
    run_id = start_run(engine, "manual", "v1")
    engine.dispose()
    opened = open_warehouse(warehouse_url)
    attempt = begin_attempt(opened, run_id, "d", "v1", "900 s")
    assert attempt == 1
    with opened.connect() as connection:
        assert connection.execute(text("SELECT run_id, limits FROM attempt")).one() == (run_id, "900 s")
    opened.dispose()


def test_two_that_open_a_new_warehouse_at_once_both_succeed(warehouse_url: str) -> None:
    code = "import sys; from warehouse.engine import open_warehouse; open_warehouse(sys.argv[1])"
    openers = [subprocess.Popen([sys.executable, "-c", code, warehouse_url]) for _ in range(2)]
    assert [opener.wait() for opener in openers] == [0, 0]
    engine = open_warehouse(warehouse_url)
    assert inspect(engine).has_table("raw_row")
    engine.dispose()


def test_two_threads_that_open_new_warehouses_at_once_both_succeed(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        engines = list(pool.map(open_warehouse, [f"sqlite:///{tmp_path}/{number % 2}.db" for number in range(4)]))
    assert all(inspect(engine).has_table("raw_row") for engine in engines)


def test_a_warehouse_of_newer_code_is_refused_in_one_line(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WarehouseUnreachable, match="lebih baru"):
        open_warehouse(engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://someone:secret@localhost:1/none",
        "sqlite:////no/such/folder/selaras.db",
        "mysql://localhost/none",
        "oracle-of-delphi://x",
        "not a url",
    ],
)
def test_an_unreachable_warehouse_is_told_in_one_line_without_the_password(url: str) -> None:
    with pytest.raises(WarehouseUnreachable) as refusal:
        create_engine(url)
    assert "\n" not in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "selaras.db").write_bytes(b"this is no database, and long enough to be read as one" * 40)
    with pytest.raises(WarehouseUnreachable, match="not a database"):
        open_warehouse(f"sqlite:///{tmp_path / 'selaras.db'}")
