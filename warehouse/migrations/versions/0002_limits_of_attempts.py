"""Within which limits a document was read, so that other limits are seen to be worth another try."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempt", sa.Column("limits", sa.Text(), nullable=True))
