"""What every group of keys in the configuration has in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.fields import FieldInfo


class Section(BaseModel):
    """A group of keys. A key with nothing behind it counts as not given, unless a list is due: then it is empty."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @classmethod
    def file_keys(cls) -> dict[str, FieldInfo]:
        """The keys as they stand in the file."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        droppable = {key for key, field in cls.file_keys().items() if not isinstance(field.default, tuple)}
        return {key: value for key, value in data.items() if value is not None or key not in droppable}
