"""What is not read or not changed, and why; nothing here knows of workbooks."""

from __future__ import annotations


class Refusal(ValueError):
    """A cell or a workbook that is not changed; `reason` is a key of the catalogue, `facts` fill its sentence.

    `detail` is for whoever looks for the cause in the file.
    """

    def __init__(self, reason: str, detail: str = "", **facts: object) -> None:
        super().__init__(" ".join(filter(None, (reason, detail, *map(str, facts.values())))))
        self.reason, self.facts = reason, facts
