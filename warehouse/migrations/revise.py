"""Writes a migration from what the models say and a fresh database lacks: ``python -m warehouse.migrations.revise``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command

from warehouse.engine import begin_writing, create_engine
from warehouse.migrations import alembic_config


def main(message: str, revision_id: str) -> None:
    """Upgrade a scratch SQLite database to the newest migration and write the next one beside it."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'scratch.db'}")
        with begin_writing(engine) as connection:
            config = alembic_config(connection)
            command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=revision_id)


if __name__ == "__main__":
    main(*sys.argv[1:])
