"""The register in a Google Sheet: gspread and google-auth behind one door, with a protocol under which staff may type,
sort and delete while a pass runs.
"""
