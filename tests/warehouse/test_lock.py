"""Two runs never meet, and a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import Engine

from warehouse.engine import create_engine
from warehouse.lock import WarehouseBusy, hold, told_busy

HOLDER = """
import sys, time
from warehouse.engine import create_engine
from warehouse.lock import hold
with hold(create_engine(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def start_holder(url: str) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_holder_is_told_who_holds(engine: Engine) -> None:
    other = create_engine(address(engine))
    with hold(engine), pytest.raises(WarehouseBusy, match=r"sedang dipakai.*sejak \d{4}-"), hold(other):
        pass
    with hold(other):
        pass
    other.dispose()


def test_asking_who_holds_takes_nothing(engine: Engine) -> None:
    assert told_busy(engine) is None
    other = create_engine(address(engine))
    with hold(engine):
        assert "sedang dipakai" in str(told_busy(other))
    assert told_busy(other) is None
    other.dispose()


def test_a_block_that_fails_gives_the_warehouse_back(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), hold(engine):
        raise ZeroDivisionError
    with hold(engine):
        pass


def test_a_killed_holder_gives_the_warehouse_back(engine: Engine) -> None:
    holder = start_holder(address(engine))
    with pytest.raises(WarehouseBusy), hold(engine):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    for _ in range(50):  # the server notices a closed connection a moment later
        try:
            with hold(engine):
                return
        except WarehouseBusy:
            time.sleep(0.1)
    pytest.fail("the lock outlived its holder")
