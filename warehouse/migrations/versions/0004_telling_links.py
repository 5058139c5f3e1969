"""Links tell whether their line is the secretariat's own cost; what judging reads, and partitions, are indexed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TELLING = "is_open OR is_facilitation OR state = 'accepted'"


def upgrade() -> None:
    """Fill the new column of stored links, past ones too, from what their evidence says."""
    op.add_column("link", sa.Column("is_facilitation", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("link_history", sa.Column("is_facilitation", sa.Boolean(), nullable=True))
    for table in ("link", "link_history"):
        says = sa.column("evidence").contains('"hanya_fasilitasi":true')
        op.execute(sa.update(sa.table(table, sa.column("is_facilitation"))).values(is_facilitation=says))
    op.create_index("ix_link_partition", "link", ["partition"])
    op.create_index(
        "ix_link_telling", "link", ["agreement_id"], sqlite_where=sa.text(TELLING), postgresql_where=sa.text(TELLING)
    )


def downgrade() -> None:
    op.drop_index("ix_link_telling", "link")
    op.drop_index("ix_link_partition", "link")
    for table in ("link", "link_history"):
        op.drop_column(table, "is_facilitation")
