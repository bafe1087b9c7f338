"""An error in words: what happened, and what to do."""

from __future__ import annotations

from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.texts import Texts


def explain(error: RmaSheetsError, texts: Texts) -> tuple[str, str]:
    """Message and hint of an error in the language of `texts`; a reference without texts still says its facts."""
    try:
        return (texts.say(f"{error.reference}.message", **error.facts),
                texts.say(f"{error.reference}.hint", **error.facts))
    except (KeyError, IndexError):
        return str(error), ""
