"""Importing a shop program's file into a tab: guess the columns, convert the cells, find what is new. All pure.

In the order of use: `sheet_fit`, `guess_mapping` (with `parse_map_options`), `headers_of_other`, `missing_columns`,
`convert`, `file_digests` (to ask the journal), `plan_import`, and the words for what was done.
"""

from .convert import Converted, ImportRow, Unread, convert, missing_columns
from .fit import OTHER, headers_of_other, sheet_fit
from .guess import Guess, guess_mapping, importable, mapped
from .identity import row_digests
from .options import MapOptions, MapProblem, parse_map_options
from .plan import Difference, ImportPlan, file_digests, plan_import, register_rows, row_below, without_mails
from .words import ImportReport, mapping_lines, needed_columns, report_lines

__all__ = ["OTHER", "Converted", "Difference", "Guess", "ImportPlan", "ImportReport", "ImportRow", "MapOptions",
           "MapProblem", "Unread", "convert", "file_digests", "guess_mapping", "headers_of_other", "importable",
           "mapped", "mapping_lines", "missing_columns", "needed_columns", "parse_map_options", "plan_import",
           "register_rows", "report_lines", "row_below", "row_digests", "sheet_fit", "without_mails"]
