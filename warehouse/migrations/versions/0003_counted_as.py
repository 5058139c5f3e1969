"""Assessments say under which agreement shares count theirs; rows from before say it when they are judged again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("assessment", "assessment_history"):
        op.add_column(table, sa.Column("counted_as", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in ("assessment", "assessment_history"):
        op.drop_column(table, "counted_as")
