"""Sets cells in the bytes of a workbook and leaves everything else as it is: charts, macros, comments, formats.

Knows nothing of registers. `patched_workbook` is the door; `Refusal` says, by a key of the catalogue, what it does not
change and where.
"""

from .change import Refusal, SheetChange
from .door import patched_workbook
from .patterns import UnusualSheet
from .records import BadArchive

__all__ = ["BadArchive", "Refusal", "SheetChange", "UnusualSheet", "patched_workbook"]
