"""What a pass that had nothing to do leaves for the next one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One line for each register."""
    op.create_table("quiet", sa.Column("register", sa.Text(), nullable=False),
                    sa.Column("state", sa.Text(), nullable=False),
                    sa.ForeignKeyConstraint(["register"], ["registers.register"], name="fk_quiet_register"),
                    sa.PrimaryKeyConstraint("register", name="pk_quiet"))
