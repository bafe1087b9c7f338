"""A spreadsheet as Google makes a new one (recorded answers): 1000 x 26, en_US, Etc/GMT, the theme of 2023."""

from __future__ import annotations

from .book import Book, Json
from .tab_properties import new_sheet

_WHITE = {"red": 1, "green": 1, "blue": 1}
_THEME = {
    "TEXT": {}, "BACKGROUND": _WHITE,
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}
_DEFAULT_FORMAT: Json = {
    "backgroundColor": _WHITE, "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM", "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {"foregroundColor": {}, "fontFamily": "arial,sans,sans-serif", "fontSize": 10, "bold": False,
                   "italic": False, "strikethrough": False, "underline": False,
                   "foregroundColorStyle": {"rgbColor": {}}},
    "backgroundColorStyle": {"rgbColor": _WHITE},
}


def new_book(book_id: str, title: str, owner: str, *, locale: str = "en_US", time_zone: str = "Etc/GMT") -> Book:
    """One blank sheet called Sheet1."""
    theme = [{"colorType": kind, "color": {"rgbColor": colour}} for kind, colour in _THEME.items()]
    properties = {"title": title, "locale": locale, "autoRecalc": "ON_CHANGE", "timeZone": time_zone,
                  "defaultFormat": _DEFAULT_FORMAT,
                  "spreadsheetTheme": {"primaryFontFamily": "Arial", "themeColors": theme}}
    return Book(book_id, properties, [new_sheet({"sheetId": 0, "title": "Sheet1"})], owner)
