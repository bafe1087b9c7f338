"""Between what staff see and the stable keys: labels of lists in every language, and the nearest match.

Staff may type a label in any language of the project, or the key itself, in any case and with stray spaces.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from .lists import LISTS
from .texts import Texts


def fold(text: str) -> str:
    """Text as it is compared: no accents, no case, single spaces; also `-`, `_` and no-break spaces are spaces."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def matches(code: str, pattern: str) -> bool:
    """Whether a code fits a pattern in which `*` stands for anything; brackets and question marks stand in codes."""
    return fnmatchcase(fold(code), fold(pattern).replace("[", "[[]").replace("?", "[?]"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`keys`: list -> folded label -> key, in all languages; `labels`: list -> key -> label of the register's."""

    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def key(self, list_name: str, typed: str) -> str:
        """The key that somebody meant, or empty where the list has no such label."""
        return self.keys.get(list_name, {}).get(fold(typed), "")

    def label(self, list_name: str, key: str) -> str:
        """What staff see for a key; the key itself where the list does not know it."""
        return self.labels.get(list_name, {}).get(key, key)

    def nearest(self, list_name: str, typed: str) -> str:
        """The label of the list that looks most like what was typed, or empty."""
        folded = {fold(label): label for label in self.labels.get(list_name, {}).values()}
        hits = difflib.get_close_matches(fold(typed), list(folded), n=1, cutoff=0.5)
        return folded[hits[0]] if hits else ""


def build_vocabulary(own: Texts, all_languages: tuple[Texts, ...]) -> Vocabulary:
    """The vocabulary of the fixed lists (`model/lists.py`); reasons are added by `planning.reasons`."""
    keys = {name: {fold(text.say(f"lists.{name}.{key}")): key for text in all_languages for key in members}
            | {fold(key): key for key in members} for name, members in LISTS.items()}
    labels = {name: {key: own.say(f"lists.{name}.{key}") for key in members} for name, members in LISTS.items()}
    return Vocabulary(keys, labels)
