"""An error in words: what happened, and what to do."""

from __future__ import annotations

from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.texts import Texts


def explain(error: RmaSheetsError, texts: Texts) -> tuple[str, str]:
    """Message and hint of an error in the language of `texts`; a reference without texts still says its facts."""
    try:
        return _message(error, texts), texts.say(f"{error.reference}.hint", **error.facts)
    except (KeyError, IndexError):
        return str(error), ""


def _message(error: RmaSheetsError, texts: Texts) -> str:
    """One that is written for one and for several counts by the fact `number`."""
    key, facts = f"{error.reference}.message", dict(error.facts)
    if texts.has(f"{key}.one") and isinstance(number := facts.pop("number"), int):
        return texts.count(key, number, **facts)
    return texts.say(key, **facts)
