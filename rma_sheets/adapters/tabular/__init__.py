"""Reads the files a shop exports elsewhere: csv, csv.gz and xlsx. Only reads, and only tables."""

from .read import read_table

__all__ = ["read_table"]
