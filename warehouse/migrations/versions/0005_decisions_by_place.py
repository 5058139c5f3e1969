"""Decisions may name their line by its place in a document, and their agreement by number or title."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COLUMNS = ("agreement_ref", "line_place")


def upgrade() -> None:
    for table in ("decision", "decision_history"):
        for name in _COLUMNS:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    for table in ("decision", "decision_history"):
        for name in _COLUMNS:
            op.drop_column(table, name)
