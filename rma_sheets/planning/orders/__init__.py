"""The tab Orders: an index over its lines, and finding in it what a return refers to.

The index is made in one quick look at each row; a line is read in full only when a return asks for it.
"""

from rma_sheets.rules.context import Match

from .book import OrderBook
from .claims import allocate, claimed_lines
from .matching import match

__all__ = ["Match", "OrderBook", "allocate", "claimed_lines", "match"]
