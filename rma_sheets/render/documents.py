"""Labels and return forms as PDF, from the shop's own templates or the shipped ones.

What stands on them is made in `sheet_data`, how it is set in the templates, and `typesetting` is the door to
typst. Files are not written here: bytes are handed back. Make one object per pass: it keeps a compiler, and
reads the templates once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rma_sheets.errors import TemplateError
from rma_sheets.model.settings import LABEL_SIZES
from rma_sheets.model.texts import Texts

from .sheet_data import form_data, label_data, shop_data
from .typesetting import Typesetter

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"<svg", b"<?xml")
"""How files begin that a template can show: PNG, JPEG, GIF, WebP, SVG."""


class Documents:
    """The printer's door. `folders` are searched in order for `label/<size>.typ` and `form/form.typ`."""

    def __init__(self, folders: Sequence[Path], texts: Mapping[str, Texts], shop: Mapping[str, object],
                 sign: Callable[[str], str]) -> None:
        """`texts`: catalogue per language, with `en`; `sign` makes the QR payload of a number (`signature`)."""
        self._folders = tuple(folders)
        self._texts = texts
        self._shop_facts = shop
        self._shop: dict[str, object] = {}
        self._sign = sign
        self._typesetter = Typesetter(folders)

    def label(self, context: Mapping[str, object], size: str) -> bytes:
        """One parcel's label as PDF. Raises TemplateError."""
        return self.labels([context], size)

    def labels(self, contexts: Sequence[Mapping[str, object]], size: str) -> bytes:
        """The labels of several parcels as one PDF, in that order. Raises TemplateError; ValueError for none."""
        if not contexts:
            raise ValueError("no label to make")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", size):
            raise TemplateError("documents.template-missing", template=f"label/{size}.typ",
                                known=", ".join(LABEL_SIZES))
        shop = self._shop_data()
        labels = [label_data(context, self._language(context), shop, self._sign, size) for context in contexts]
        title = ", ".join(dict.fromkeys(label["number"] for label in labels[:3]))
        return self._typesetter.pdf(f"label/{size}.typ", {"title": title, "labels": labels})

    def form(self, order: Mapping[str, object], reasons: Sequence[tuple[str, str]]) -> bytes:
        """The return form that goes into the parcel of an order; `reasons` are (code, label in its language).

        `order`: order_no, order_date (ISO text or date), customer, language, lines of (line, sku, item, qty).
        Raises TemplateError.
        """
        form = form_data(order, reasons, self._language(order), self._shop_data(), self._sign)
        return self._typesetter.pdf("form/form.typ", {"title": form["order"], "form": form})

    def _language(self, facts: Mapping[str, object]) -> Texts:
        return self._texts.get(str(facts.get("language", "")), self._texts["en"])

    def _shop_data(self) -> dict[str, object]:
        if not self._shop_facts.get("return_address"):
            raise TemplateError("documents.no-return-address")
        if not self._shop:
            self._shop = shop_data(self._shop_facts, self._logo(str(self._shop_facts.get("logo") or "")))
        return self._shop

    def _logo(self, logo: str) -> str:
        """Its path for templates; web addresses are for mails only. Looked for in and beside the template folders."""
        if not logo or "://" in logo:
            return ""
        for place in (base / logo for folder in self._folders for base in (folder, folder.parent)):
            if place.is_file():
                if not place.read_bytes()[:300].lstrip().startswith(PICTURES):
                    raise TemplateError("documents.logo-unreadable", path=logo)
                return self._typesetter.place(f"logo{place.suffix.lower()}", place)
        raise TemplateError("documents.logo-missing", path=logo)
