"""Short, stable hashes of rows and tabs: equal content, equal text, in every process.

A register of 100,000 rows is fingerprinted on each pass, so this is one `repr` and one hash a row.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import itemgetter

from rma_sheets.model.snapshot import Tab
from rma_sheets.model.vocabulary import fold


def cells_fingerprint(cells: Sequence[object]) -> str:
    """20 hex characters of some cells in their order."""
    return blake2b(repr(tuple(cells)).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def tabs_fingerprint(tabs: Iterable[Tab], ignore: frozenset[str] = frozenset()) -> str:
    """20 hex characters of the known columns of whole tabs, wherever they stand, without the columns `ignore`.

    Cheap for 70,000 rows.
    """
    digest = blake2b(digest_size=10)
    for tab in tabs:
        keys = sorted(tab.columns.keys() - ignore)
        width = max(tab.columns.values(), default=-1) + 1
        known = itemgetter(*(tab.columns[key] for key in keys))
        rows = [known(row if len(row) >= width else row + (None,) * (width - len(row))) for row in tab.rows]
        buffer = io.BytesIO()
        pickler = pickle.Pickler(buffer, protocol=4)
        pickler.fast = True  # no memo: the bytes then depend on values alone, not on which objects are shared
        pickler.dump((tab.key, keys, rows))
        digest.update(buffer.getbuffer())
    return digest.hexdigest()


def identity_text(*parts: str) -> str:
    """What makes a request the same request (order, SKU, customer, day, ...), for rows that lost their key."""
    return blake2b("\x1f".join(fold(part) for part in parts).encode("utf-8", "surrogatepass"),
                   digest_size=10).hexdigest()
