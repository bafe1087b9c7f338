"""How a shop names its tabs and columns, and which of them a register has: tabs by title, columns by header, in any
language.

Nothing here guesses; what is missing is named, and each store says it in its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .column import TabSpec
from .headers import HeaderMap
from .vocabulary import fold


@dataclass(frozen=True)
class Naming:
    """How the shop names its tabs and columns. `own_headers`: tab key -> the shop's header -> column key."""

    own_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_titles: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def title(self, spec: TabSpec) -> str:
        """The tab as staff know it."""
        return self.own_titles.get(spec.key) or spec.title(self.language)

    def header(self, spec: TabSpec, key: str) -> str:
        """The column as staff know it."""
        own = {column: header for header, column in self.own_headers.get(spec.key, {}).items()}
        return own.get(key) or spec.column(key).header(self.language)

    def find_title(self, titles: Iterable[str], spec: TabSpec) -> str:
        """Which of those is the tab: the shop's own title, else the register's language, else any; empty for none."""
        own = self.own_titles.get(spec.key)
        accepted = [own] if own else [spec.title(self.language), *spec.titles.values()]
        folded = {fold(title): title for title in reversed(list(titles))}
        return next((folded[fold(title)] for title in accepted if fold(title) in folded), "")

    def trouble(self, found: HeaderMap, spec: TabSpec) -> tuple[str, Mapping[str, object]]:
        """What is wrong with the headers of a tab, as a reason and its facts; an empty reason where nothing is."""
        if found.row < 0:
            wanted = (column.key for column in spec.columns if column.required)
            return "no-header-row", {"headers": self._names(spec, wanted)}
        if found.doubled:
            return "header-doubled", {"headers": ", ".join(dict.fromkeys(found.doubled))}
        if found.missing:
            return "header-missing", {"headers": self._names(spec, found.missing), "row": found.row + 1}
        return "", {}

    def _names(self, spec: TabSpec, keys: Iterable[str]) -> str:
        return ", ".join(self.header(spec, key) for key in keys)
