"""The configuration as the rest of the program uses it: the shape, where it came from, and a few views of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from rma_sheets.model.settings import Settings

from .addresses import Mailbox
from .secret import Secret
from .section import Section
from .shape import Shape
from .shape_register import Register


class Config(Shape):
    """What the file says (attributes named like its keys), its path, and the line of each dotted key in it."""

    path: Path
    lines: Mapping[str, int] = Field(exclude=True)

    @property
    def register(self) -> Register:  # hides ABCMeta.register, which nobody calls here
        """Where the shop's own sheet is and how it is laid out."""
        return self.register_

    @property
    def folder(self) -> Path:
        """Where relative paths start: the folder of the file."""
        return self.path.absolute().parent

    def resolve(self, path: Path | str) -> Path:
        """The absolute path of one in the file; `~` is the home folder."""
        return self.folder / Path(path).expanduser()

    @property
    def register_path(self) -> Path:
        """The workbook."""
        return self.resolve(self.register_.path)

    @property
    def journal_path(self) -> Path:
        """The journal; what else the engine keeps for itself lies beside it."""
        return self.resolve(self.journal.path)

    @property
    def pass_lock_path(self) -> Path:
        """What one pass holds at a time."""
        return self.journal_path.with_name("pass.lock")

    @property
    def label_key_path(self) -> Path:
        """The key that signs labels."""
        return self.journal_path.with_name("label.key")

    @property
    def sender(self) -> Mailbox:
        """Who customers get mail from: `mail.from`, else the shop."""
        return self.mail.sender or Mailbox(self.shop.name, self.shop.email)

    @property
    def own_headers(self) -> dict[str, dict[str, str]]:
        """Tab -> the shop's own header -> key of the column."""
        return {tab: dict(headers) for tab, headers in self.register.headers if headers}

    @property
    def tab_titles(self) -> dict[str, str]:
        """Tab -> its title, where the shop has its own."""
        return {tab: title for tab, title in self.register.tabs if title}

    def shop_facts(self) -> dict[str, Any]:
        """The shop as templates know it: texts, addresses as tuples of lines, `logo` an absolute path or empty."""
        shop = self.shop
        return {"name": shop.name, "legal_name": shop.legal_name or shop.name, "email": shop.email,
                "phone": shop.phone, "url": shop.url, "address": shop.address,
                "return_address": shop.return_address or shop.address,
                "logo": str(self.resolve(shop.logo)) if shop.logo else ""}

    def settings(self) -> Settings:
        """What planning needs to know. Staff mail goes to the shop's own address where no other is given."""
        days = self.returns
        return Settings(
            language=self.language, timezone=self.timezone, currency=self.currency, date_order=self.date_order,
            decimal=self.decimal, rma_format=self.numbers.rma, request_format=self.numbers.request,
            ship_within_days=days.ship_within_days, remind_before_days=days.remind_before_days,
            transit_days=days.transit_days, close_after_days=days.close_after_days, not_goods=days.not_goods,
            notices_off=frozenset(self.notices.off), staff_email=self.mail.staff or self.shop.email,
            labels_folder=self.labels.folder.as_posix())

    def masked(self) -> dict[str, dict[str, object]]:
        """Dotted key -> `value` and `from` (`config.yaml:12`, `env NAME`, `file PATH`, `default`); secrets masked."""
        return dict(self._traced(self, Shape, ""))

    def _traced(self, section: Section, shape: type[Section], prefix: str) -> Iterator[tuple[str, dict[str, object]]]:
        for name, field in shape.model_fields.items():
            key, value = f"{prefix}{field.alias or name}", getattr(section, name)
            if isinstance(value, Section):
                yield from self._traced(value, type(value), f"{key}.")
            else:
                place = f"{self.path.name}:{self.lines[key]}" if key in self.lines else "default"
                yield key, {"value": _plain(value), "from": value.source if isinstance(value, Secret) else place}


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, Mailbox | Secret):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
