"""How often nobody knew what became of a mail: one that is sent again by itself is so once. Runs keep what they mean
for mails that wait, and which run they take back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Three columns; nothing was sent again by itself before, and no run knew of another."""
    with op.batch_alter_table("mails") as changed:
        changed.add_column(sa.Column("lost", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("runs") as changed:
        changed.add_column(sa.Column("changes", sa.Text(), nullable=False, server_default=sa.text("''")))
        changed.add_column(sa.Column("undoes", sa.Integer(), nullable=False, server_default="0"))
