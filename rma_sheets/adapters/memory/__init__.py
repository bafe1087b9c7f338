"""The outside world in memory: a register, a journal and a mailer that keep the promises of the real ones.

For tests and trials. They pass the same contract tests as the adapters that touch files and servers; nothing in them
survives the process.
"""

from __future__ import annotations

from .journal import MemoryJournal
from .mailer import MemoryMailer
from .sheet import register_grids
from .store import MemoryStore

__all__ = ["MemoryJournal", "MemoryMailer", "MemoryStore", "register_grids"]
