"""Readers that only a foreign file needs, beside the generous ones: csv tricks, long texts, words of shop programs."""

from __future__ import annotations

import re
from difflib import get_close_matches

from rma_sheets.model.states import FINISHED
from rma_sheets.model.values import LONGEST_TEXT, CellValue
from rma_sheets.model.vocabulary import Vocabulary, fold
from rma_sheets.planning.generous import Read, clean, read_identifier, read_text, typed

from .names import FINISHED_WORDS, STATUS_WORDS

_LOCALE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?")
_MARKED_TEXT = re.compile(r"""=["'](.*)["']|'(?=[0-9+=@-])(.*)""", re.DOTALL)


def read_foreign_identifier(value: CellValue) -> Read[str]:
    """An identifier; `="00123"` and `'00123` are how programs keep a spreadsheet from changing it."""
    match = _MARKED_TEXT.fullmatch(clean(value)) if isinstance(value, str) else None
    return read_identifier((match[1] or match[2] or None) if match else value)


def read_long_text(value: CellValue) -> Read[str]:
    """Free text, cut and told where no cell could hold it."""
    read = read_text(value.replace("\r\n", "\n") if isinstance(value, str) else value)
    if read.value is None or len(read.value) * 2 <= LONGEST_TEXT:
        return read
    kept = read.value.encode("utf-16-le", "surrogatepass")[:LONGEST_TEXT * 2].decode("utf-16-le", "ignore")
    facts = {"typed": kept, "length": len(read.value), "limit": LONGEST_TEXT}
    return read if kept == read.value else Read(kept, "text-too-long", facts)


def read_choice(value: CellValue, choices: str, vocabulary: Vocabulary | None) -> Read[str]:
    """The label of the register's own list for a label in any language, a key or a word of a shop program."""
    text = clean(typed(value))
    if choices == "status":
        return _read_finished(text, vocabulary)
    if vocabulary is None or choices not in vocabulary.keys or not text:
        return Read(text or None)
    key = vocabulary.key(choices, text)
    if not key and choices == "order_status":
        key = STATUS_WORDS.get(fold(text), "")
    if not key and choices == "language":
        key = vocabulary.key(choices, text[:2]) if _LOCALE.fullmatch(text) else ""
    if key or (choices == "language" and _LOCALE.fullmatch(text)):  # a language we have no texts for is no mistake
        return Read(vocabulary.label(choices, key) if key else text)
    near = get_close_matches(text, list(vocabulary.labels.get(choices, {}).values()), n=1, cutoff=0.6)
    return Read(None, "value-not-in-list", {"typed": text, "nearest": next(iter(near), "")})


def _read_finished(text: str, vocabulary: Vocabulary | None) -> Read[str]:
    """The register's label of a status that ends a return. Any other is blank: such a line is judged anew."""
    key = vocabulary.key("status", text) or FINISHED_WORDS.get(fold(text), "") if vocabulary else ""
    return Read(vocabulary.label("status", key) if vocabulary and key in FINISHED else None)
