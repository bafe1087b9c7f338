"""Returns (RMA) kept in the shop's own spreadsheet: checked, numbered, labelled, mailed, remembered."""

__version__ = "0.1.0"
