"""SIGKILL in the middle of a load, then the same load again: the same rows as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from sqlalchemy import Engine

from warehouse import read
from warehouse.engine import open_warehouse
from warehouse.lock import hold
from warehouse.runs import start_run
from warehouse.tables import TABLES

LOADER = """
import sys
import pandas as pd
from warehouse.engine import open_warehouse
from warehouse.load import load_document
from warehouse.lock import hold
from warehouse.runs import end_run, start_run

def frames(name, lines):
    rows = [f"{name}-{i}" for i in range(lines)]
    place = {"slice_id": f"{name}-slice"}
    identity = {"region_code": "64.71", "kind": "rkpd", "fiscal_year": 2024, "version": "murni"}
    amounts = pd.DataFrame({"line_item_id": rows, "source_row_id": rows, "amount_sen": range(lines)})
    return {
        "document_slice": pd.DataFrame([{**place, **identity, "is_complete": True, "skpd_code": name}]),
        "raw_row": pd.DataFrame({"source_row_id": rows, "row_number": range(1, lines + 1)}).assign(
            page=1, row_kind="line", cells="[]"),
        "line_item": pd.DataFrame({"line_item_id": rows, "source_row_id": rows, "line_item_key": rows}).assign(
            **place, **identity),
        "line_amount": pd.concat([amounts.assign(measure="realisasi", period=f"tw{q}") for q in (1, 2, 3, 4)]),
    }

engine = open_warehouse(sys.argv[1])
with hold(engine):
    run = start_run(engine, "manual", "v1")
    for number in range(4):
        name = f"d{number}"
        print(name, flush=True)
        load_document(engine, run, {"document_id": name, "file_name": name}, frames(name, 1500))
    end_run(engine, run, "done")
"""


def start_loading(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", LOADER, url], stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """What the load gives when nobody disturbs it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('untouched') / 'selaras.db'}"
    assert start_loading(url).wait() == 0
    return content(open_warehouse(url))


def content(engine: Engine) -> dict[str, pd.DataFrame]:
    """All facts without the runs that made them."""
    tables = {name: read.read_table(engine, name) for name in TABLES}
    return {name: frame.drop(columns="run_id") for name, frame in tables.items() if len(frame)}


@pytest.mark.slow
@pytest.mark.parametrize("wait_s", [0.02, 0.15])
def test_a_killed_load_run_again_gives_the_same_rows(
    warehouse_url: str, untouched: dict[str, pd.DataFrame], wait_s: float
) -> None:
    loading = start_loading(warehouse_url)
    assert loading.stdout is not None
    assert [loading.stdout.readline() for _ in range(3)] == ["d0\n", "d1\n", "d2\n"]
    time.sleep(wait_s)
    os.kill(loading.pid, signal.SIGKILL)
    loading.wait()
    engine = open_warehouse(warehouse_url)
    documents = read.read_documents(engine)["document_id"].tolist()
    assert documents[:2] == ["d0", "d1"]
    assert len(read.read_table(engine, "raw_row")) == 1500 * len(documents), "a document is whole or absent"

    assert start_loading(warehouse_url).wait() == 0
    runs = read.read_table(engine, "run")["state"].tolist()
    assert runs == ["aborted", "done"]
    found = content(engine)
    assert found.keys() == untouched.keys()
    for name, wanted in untouched.items():
        pd.testing.assert_frame_equal(found[name], wanted)


def test_runs_left_running_are_swept_by_the_next(engine: Engine) -> None:
    with hold(engine):
        first = start_run(engine, "nightly", "v1")
    with hold(engine):
        second = start_run(engine, "manual", "v1")
    runs = read.read_table(engine, "run").set_index("run_id")
    assert runs.loc[first, "state"] == "aborted"
    assert pd.isna(runs.loc[first, "ended_at"])
    assert runs.loc[second, "state"] == "running"
