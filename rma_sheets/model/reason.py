"""One return reason of the shop's own list (tab Reasons)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`key` is the code as the shop wrote it; `parent` is the key of a more general reason, or empty."""

    key: str
    label_en: str = ""
    label_fr: str = ""
    parent: str = ""
    active: bool = True

    def label(self, language: str) -> str:
        """What people of that language see; another language's label, then the code, where it has none."""
        own = {"en": self.label_en, "fr": self.label_fr}.get(language, "")
        return own or self.label_en or self.label_fr or self.key
