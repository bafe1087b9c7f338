"""Number formats of cells that have none of their own (ECMA-376 18.8.30)."""

TEXT, DATE, MOMENT, TIME = "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"
