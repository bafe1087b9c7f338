"""What a column of the register is: a stable key, a header per language, an owner and a type.

The tables themselves stand in `returns_columns.py` and `tab_columns.py`; this file only says what a line
of those tables means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

LANGUAGES = ("en", "fr")


class Owner(Enum):
    """Who may write a column. The engine never writes a staff column."""

    STAFF = "staff"
    ENGINE = "engine"
    SHARED = "shared"


class Kind(Enum):
    """How a cell is read and shown. Identifiers and codes are text everywhere."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    EMAIL = "email"
    COUNTRY = "country"
    LANGUAGE = "language"
    CHOICE = "choice"
    FLAG = "flag"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` names the list (see `lists.py`) a CHOICE cell is picked from.

    `width` is in Excel's unit (characters of the default font); `required` headers must be in the sheet.
    """

    key: str
    en: str
    fr: str
    owner: Owner = Owner.STAFF
    kind: Kind = Kind.TEXT
    choices: str = ""
    width: int = 14
    hidden: bool = False
    required: bool = False

    def header(self, language: str) -> str:
        """The header as staff of that language see it; English where a language has none yet."""
        return {"en": self.en, "fr": self.fr}.get(language, self.en)

    def headers(self) -> tuple[str, ...]:
        """Every header under which this column is recognised."""
        return (self.en, self.fr)


@dataclass(frozen=True, slots=True, eq=False)
class TabSpec:
    """One tab of the register: its key, its titles per language and its columns in the order of a new sheet."""

    key: str
    titles: Mapping[str, str]
    columns: tuple[Column, ...]
    required: bool = True

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError for a key the tab does not have."""
        return {column.key: column for column in self.columns}[key]

    def title(self, language: str) -> str:
        """The tab's name in that language."""
        return self.titles.get(language, self.titles["en"])
