"""Which runs told an older journal what had been done: there is nothing of their own to take back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SUCH = """
UPDATE runs SET took_over = 1 WHERE EXISTS (SELECT 1 FROM events WHERE events.register = runs.register
AND events.kind = 'baseline' AND events.at = runs.reserved_at)
"""


def upgrade() -> None:
    """One column. Earlier such runs are known by what they tell of their rows, in the moment in which they were opened.
    """
    with op.batch_alter_table("runs") as changed:
        changed.add_column(sa.Column("took_over", sa.Integer(), nullable=False, server_default="0"))
    op.execute(_SUCH)
