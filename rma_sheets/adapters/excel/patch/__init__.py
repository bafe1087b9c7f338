"""Sets cells in the bytes of a workbook and leaves everything else as it is: charts, macros, comments, formats.

Knows nothing of registers. `patched_workbook` is the door; a `refusal.Refusal` says, by a key of the catalogue, what it
does not change and where.
"""

from .door import patched_workbook

__all__ = ["patched_workbook"]
