"""How often nobody knew what became of a mail: one that is sent again by itself is so once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """One column; nothing was sent again by itself before."""
    with op.batch_alter_table("mails") as changed:
        changed.add_column(sa.Column("lost", sa.Integer(), nullable=False, server_default="0"))
