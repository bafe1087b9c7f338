"""The register in an Excel workbook: guarded, read by calamine, written beside the old file, compared, then replaced."""
