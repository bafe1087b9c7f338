"""The key that signs labels, so that a backup of the journal has it. A journal learns it when it is next opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """One text, empty until somebody tells it."""
    with op.batch_alter_table("registers") as changed:
        changed.add_column(sa.Column("label_key", sa.Text(), nullable=False, server_default=sa.text("''")))
