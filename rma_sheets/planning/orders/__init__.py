"""The tab Orders: an index over its lines, and finding in it what a return refers to.

The index is made in one quick look at each row; a line is read in full only when a return asks for it.
"""

from rma_sheets.rules.context import Match

from .book import OrderBook
from .matching import match
from .units import allocate, lines_taken

__all__ = ["Match", "OrderBook", "allocate", "lines_taken", "match"]
