"""What `doctor` checks, part by part. Each says in one line what it found, with what to do where something should be.

A check raises RmaSheetsError where its part fails. Nothing is changed: no register and no journal is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rma_sheets.config import Config
from rma_sheets.model.texts import Texts

from . import agreement, journal, register, shop
from .found import Found

CHECKS: Mapping[str, Callable[[Config, Texts], Found]] = {
    "config": shop.settings, "register": register.content, "in-use": register.in_use, "templates": shop.templates,
    "documents": shop.documents, "mail": shop.mail, "journal": journal.wholeness, "promises": agreement.promises}
"""In this order; the names stand in `doctor.part.<name>`."""
