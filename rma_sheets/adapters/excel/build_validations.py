"""Drop-downs and what Excel says when something is typed that cannot be: one line of a table for each kind of column.

Staff columns warn and let people go on, because the engine reads generously and tells what it could not read. Status
stops at what is not legal for the row. Engine columns refuse typing; the sheet itself is not protected, because a
protected sheet of Excel's lets no table grow and no range be sorted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Column, Kind, Owner, TabSpec
from rma_sheets.model.texts import Texts

from .addresses import MOST_ROWS

NEXT_PREFIX = "next_"
LIST_PREFIX = "list_"
"""Names in the workbook: `next_approved` holds what may follow that status, `list_condition` the list's labels."""

_MEASURED = ("date", "whole", "decimal")


@dataclass(frozen=True, slots=True)
class Check:
    """One validation. `formula` speaks of row 2: `{cell}` is the column's cell, `{synced}` that of the hidden status.

    A number or date must be at least `formula`. `text` names the message (`workbook.validation.<text>`); where it is
    empty, a list is offered and anything may be typed.
    """

    type: Literal["list", "date", "whole", "decimal", "custom"]
    formula: str
    text: str
    style: Literal["warning", "stop"] = "warning"


ENGINE = Check("custom", "FALSE", "engine", "stop")
STATUS = Check("list", f'INDIRECT("{NEXT_PREFIX}"&IF({{synced}}="","requested",{{synced}}))', "status", "stop")
"""A row that the engine has not seen may be given what a new request may become."""

BY_KIND: Mapping[Kind, Check] = MappingProxyType({
    Kind.DATE: Check("date", "36526", "date"),  # 2000-01-01
    Kind.MOMENT: Check("date", "36526", "date"),
    Kind.INTEGER: Check("whole", "0", "whole"),
    Kind.NUMBER: Check("decimal", "0", "number"),
    Kind.MONEY: Check("decimal", "0", "number"),
    Kind.EMAIL: Check("custom", 'AND(ISNUMBER(FIND("@",{cell})),ISERROR(FIND(" ",{cell})))', "email"),
})
BY_COLUMN: Mapping[tuple[str, str], Check] = MappingProxyType({
    ("returns", "status"): STATUS,
    ("returns", "qty"): Check("whole", "1", "quantity"),
    ("orders", "qty"): Check("whole", "1", "quantity"),
    # several may be named, with commas: the list helps, nothing warns
    ("policy", "reason"): Check("list", f"{LIST_PREFIX}reason", ""),
    ("policy", "condition"): Check("list", f"{LIST_PREFIX}condition", ""),
    ("policy", "resolutions"): Check("list", f"{LIST_PREFIX}resolution", ""),
    ("reasons", "parent"): Check("list", f"{LIST_PREFIX}reason_code", "list"),
})


def check_of(tab: str, column: Column) -> Check | None:
    """The validation of a column, or None where anything may stand."""
    own = BY_COLUMN.get((tab, column.key))
    if own or column.owner is not Owner.ENGINE:
        offered = Check("list", f"{LIST_PREFIX}{column.choices}", "list") if column.choices else None
        return own or offered or BY_KIND.get(column.kind)
    return ENGINE


def add_validations(sheet: Worksheet, spec: TabSpec, texts: Texts) -> None:
    """All validations of a tab, from row 2 to the sheet's last; columns with the same check share one."""
    letters = {column.key: get_column_letter(index) for index, column in enumerate(spec.columns, 1)}
    made: dict[Check, DataValidation] = {}
    for column in spec.columns:
        check = check_of(spec.key, column)
        if check:
            letter = letters[column.key]
            if check not in made:
                synced = f"${letters.get('synced_status', letter)}2"
                made[check] = _validation(check, check.formula.format(cell=f"{letter}2", synced=synced), texts)
            made[check].add(f"{letter}2:{letter}{MOST_ROWS}")
    for validation in made.values():
        sheet.add_data_validation(validation)


def _validation(check: Check, formula: str, texts: Texts) -> DataValidation:
    said = f"workbook.validation.{check.text}"
    return DataValidation(
        check.type, formula, errorStyle=check.style, allow_blank=check is not ENGINE,
        operator="greaterThanOrEqual" if check.type in _MEASURED else None, showErrorMessage=bool(check.text),
        errorTitle=texts.say(f"{said}.title") if check.text else None,
        error=texts.say(f"{said}.message") if check.text else None)
