"""The register in an Excel workbook: guarded, read by calamine, changed beside the old file, compared, replaced."""
