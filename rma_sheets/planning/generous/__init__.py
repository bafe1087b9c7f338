"""The generous readers: what staff, shops and customers type into one cell, read as a value.

Generous means decimal comma, day-month-year, stray and no-break spaces, `1.234,50 €`. It never means guessing: where
a text can be read in two ways the answer is a problem, not a value, and nothing here rewrites a cell. A formula's
cached value is never taken. Neither babel nor dateparser reads numbers
or dates: both guess where they should ask.

Every reader answers a `Read`: blank cells are (None, ""). `problem` is a code of model/findings.py, `facts` fill its
sentence: `typed` (the cell as text) always; `first` and `second` (both readings) where two are possible.
"""

from .addresses import read_email
from .countries import read_country
from .dates import possible_orders, read_date, read_moment
from .numbers import read_decimal, read_integer
from .plain import Read, clean, read_flag, read_identifier, read_text, typed

__all__ = ["Read", "clean", "possible_orders", "read_country", "read_date", "read_decimal", "read_email", "read_flag",
           "read_identifier", "read_integer", "read_moment", "read_text", "typed"]
