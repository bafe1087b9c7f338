"""Countries: ISO 3166-1 alpha-2 codes, from codes and from names as shops and customers write them.

Names come from CLDR through babel, in six languages; the table below holds what CLDR does not list. A name that is
no country (Channel Islands, European Community) is country-unknown: it is never taken for a neighbour.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import fold

from .plain import Read, clean, no_value, trouble

LANGUAGES = ("en", "fr", "de", "es", "it", "nl")
_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_ODD = {  # folded name -> code
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "united kingdom (uk)": "GB", "britain": "GB", "grande bretagne": "GB", "angleterre": "GB", "grossbritannien": "GB",
    "gran bretana": "GB", "inglaterra": "GB", "gran bretagna": "GB", "groot brittannie": "GB", "engeland": "GB",
    "eire": "IE", "republic of ireland": "IE", "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states (us)": "US",
    "united states of america": "US", "etats unis d'amerique": "US", "vereinigte staaten von amerika": "US",
    "estados unidos de america": "US", "stati uniti d'america": "US", "verenigde staten van amerika": "US",
    "rsa": "ZA", "holland": "NL", "the netherlands": "NL", "hollande": "NL", "holanda": "NL", "olanda": "NL",
    "czech republic": "CZ", "republique tcheque": "CZ", "tschechische republik": "CZ", "macedonia": "MK",
    "turkey": "TR", "el": "GR", "hellas": "GR", "south korea": "KR", "korea": "KR", "republic of korea": "KR",
    "russian federation": "RU", "federation de russie": "RU", "uae": "AE", "viet nam": "VN", "bosnia": "BA",
    "slovak republic": "SK", "schweiz (ch)": "CH", "suisse (ch)": "CH", "moldova, republic of": "MD",
    "hong kong": "HK", "macau": "MO", "ivory coast": "CI", "vatican": "VA", "vatikan": "VA", "brasil": "BR",
    "osterreich": "AT", "oesterreich": "AT", "belgie": "BE", "polska": "PL", "sverige": "SE", "danmark": "DK",
    "norge": "NO", "suomi": "FI", "cesko": "CZ", "magyarorszag": "HU", "luxemburg": "LU",
}
_ALPHA_3 = {
    "aus": "AU", "aut": "AT", "bel": "BE", "bgr": "BG", "bra": "BR", "can": "CA", "che": "CH", "chn": "CN",
    "cyp": "CY", "cze": "CZ", "deu": "DE", "dnk": "DK", "esp": "ES", "est": "EE", "fin": "FI", "fra": "FR",
    "gbr": "GB", "grc": "GR", "hkg": "HK", "hrv": "HR", "hun": "HU", "ind": "IN", "irl": "IE", "isl": "IS",
    "isr": "IL", "ita": "IT", "jpn": "JP", "kor": "KR", "lie": "LI", "ltu": "LT", "lux": "LU", "lva": "LV",
    "mco": "MC", "mex": "MX", "mlt": "MT", "nld": "NL", "nor": "NO", "nzl": "NZ", "pol": "PL", "prt": "PT",
    "rou": "RO", "sgp": "SG", "svk": "SK", "svn": "SI", "swe": "SE", "tur": "TR", "ukr": "UA", "usa": "US",
    "zaf": "ZA",
}


def read_country(value: CellValue) -> Read[str]:
    """A two-letter code in capitals, from a code (alpha-2, the common alpha-3) or a name; else country-unknown."""
    if (nothing := no_value(value)) is not None:
        return nothing
    code = _codes().get(fold(clean(value))) if isinstance(value, str) else None
    return trouble("country-unknown", value) if code is None else Read(code)


@functools.cache
def _codes() -> Mapping[str, str]:
    """Folded code or name -> code. babel reads a file of its own package here, once; it costs some 50 ms."""
    from babel import Locale  # only for those who read countries

    codes: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                codes.setdefault(fold(name), code)
                codes[fold(code)] = code
    return codes | _ALPHA_3 | _ODD
