"""The part of the shape that tells where the shop's own sheet is and how it is laid out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from .kinds import Location, StrippedKeys, one_of, refuse
from .section import Section
from .terms import TabTitle, column_of


class Tabs(Section):
    returns: TabTitle = ""
    orders: TabTitle = ""
    policy: TabTitle = ""
    reasons: TabTitle = ""

    @model_validator(mode="after")
    def _differ(self) -> Tabs:
        titles = [title.casefold() for _, title in self if title]
        if len(set(titles)) < len(titles):
            raise refuse("tabs-same")
        return self


class Headers(Section):
    returns: Annotated[dict[str, Annotated[str, column_of("returns")]], StrippedKeys] = Field(default_factory=dict)
    orders: Annotated[dict[str, Annotated[str, column_of("orders")]], StrippedKeys] = Field(default_factory=dict)
    policy: Annotated[dict[str, Annotated[str, column_of("policy")]], StrippedKeys] = Field(default_factory=dict)
    reasons: Annotated[dict[str, Annotated[str, column_of("reasons")]], StrippedKeys] = Field(default_factory=dict)


class Register(Section):
    kind: Annotated[str, one_of("excel")] = "excel"
    path: Location = Path("returns.xlsx")
    renamed_from: str = ""
    tabs: Tabs = Tabs()
    headers: Headers = Headers()
