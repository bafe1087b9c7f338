"""What alembic runs for each upgrade: on the connection, and in the transaction, that `upgrade.py` hands over."""

from __future__ import annotations

from alembic import context

from rma_sheets.adapters.journal.schema import REVISION_TABLE, metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata,
                  version_table=REVISION_TABLE, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
