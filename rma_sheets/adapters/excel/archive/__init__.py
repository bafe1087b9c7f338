"""Zip files as they stand: every member can be read, and single ones replaced while all others keep their bytes.

`zipfile` can only write what it has inflated, and it mends on the way what it reads. Knows nothing of workbooks.
"""

from .codec import Codec, Pieces, fastest_codec, zlib_codec
from .entry import BadArchive, Entry
from .members import Archive, read_archive
from .rewrite import rewritten, stored

__all__ = ["Archive", "BadArchive", "Codec", "Entry", "Pieces", "fastest_codec", "read_archive", "rewritten",
           "stored", "zlib_codec"]
