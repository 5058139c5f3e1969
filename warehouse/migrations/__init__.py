"""Brings a database to the schema of this code and makes the views of the evaluators."""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, delete, insert, inspect, select, text

from warehouse.engine import WarehouseUnreachable, begin_writing
from warehouse.tables import metadata

_PLACE = Path(__file__).parent
_STATE = metadata.tables["warehouse_state"]
#: any number of its own: one migration at a time on PostgreSQL
_ADVISORY_KEY = 0x53454C4152
#: Alembic's ``op`` and ``context`` belong to the process, not to the thread
_ONE_AT_A_TIME = threading.Lock()


def upgrade(engine: Engine) -> None:
    """Apply what is missing, in one transaction; a database at the newest schema is only looked at.

    Raises :class:`WarehouseUnreachable` where the database was made by newer code.
    """
    with engine.connect() as connection:
        if _is_ready(connection):
            return
    with _ONE_AT_A_TIME, begin_writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_KEY})
        if not _is_ready(connection):
            _migrate(connection)
            _make_views(connection)


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an ini file, so that it works from an installed wheel."""
    config = Config()
    config.set_main_option("script_location", str(_PLACE))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _newest() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def _is_ready(connection: Connection) -> bool:
    if MigrationContext.configure(connection).get_current_revision() != _newest():
        return False
    return _stored_views(connection) == _views_digest()


def _migrate(connection: Connection) -> None:
    try:
        command.upgrade(alembic_config(connection), "head")
    except CommandError as error:
        message = f"Gudang data dibuat oleh versi selaras yang lebih baru; perbarui selaras ({error})"
        raise WarehouseUnreachable(message) from error


def _views_module() -> Path | None:
    spec = importlib.util.find_spec("warehouse.views")
    return Path(spec.origin) if spec and spec.origin else None


def _views_digest() -> str:
    """What the views are made from: the code of ``warehouse.views`` (a module or a package)."""
    module = _views_module()
    if module is None:
        return ""
    parts = sorted(module.parent.rglob("*.py")) if module.name == "__init__.py" else [module]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:32]


def _stored_views(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_STATE.name):
        return None
    return connection.scalar(select(_STATE.c.value).where(_STATE.c.name == "views"))


def _make_views(connection: Connection) -> None:
    digest = _views_digest()
    if digest:
        from warehouse.views import create_views

        create_views(connection)
    connection.execute(delete(_STATE).where(_STATE.c.name == "views"))
    connection.execute(insert(_STATE).values(name="views", value=digest))
