"""Reading the register: one call where its tabs are called as usual, three where a shop gave them other names."""

from __future__ import annotations

from collections.abc import Mapping

from rma_sheets.errors import StoreError
from rma_sheets.model.naming import Naming
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.model.tab_columns import TABS

from .document import Sheet, fetch_names, fetch_sheets
from .http import PatientClient
from .read import snapshot_of


def read_register(client: PatientClient, spreadsheet: str, name: str, naming: Naming) -> tuple[
        Snapshot, Mapping[str, Sheet]]:
    """The register as it stands, and its sheets by tab key. `name`: how people call it.

    Raises StoreError for a tab or a header that is missing.
    """
    titles = {spec.key: naming.title(spec) for spec in TABS}
    found = fetch_sheets(client, spreadsheet, list(titles.values()))
    if found is None:
        titles = _titles(fetch_names(client, spreadsheet), name, naming)
        found = fetch_sheets(client, spreadsheet, list(titles.values())) or ()
    by_title = {sheet.title: sheet for sheet in found}
    sheets = {key: by_title[title] for key, title in titles.items() if title in by_title}
    return snapshot_of(name, sheets, naming), sheets


def _titles(there: list[str], name: str, naming: Naming) -> dict[str, str]:
    """Tab key -> title, of the tabs that there are. Raises StoreError where one is missing that must be there."""
    titles = {spec.key: naming.find_title(there, spec) for spec in TABS}
    for spec in TABS:
        if spec.required and not titles[spec.key]:
            raise StoreError("google.no-returns-tab" if spec.key == "returns" else "google.no-tab",
                             name=name, tab=naming.title(spec), tabs=", ".join(there))
    return {key: title for key, title in titles.items() if title}
