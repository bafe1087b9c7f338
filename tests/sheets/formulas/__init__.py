"""The part of the formula language that we use: text -> tree, references that shift, values.

Outside facts: https://support.google.com/docs/table/25273 for functions and their arguments.
"""
