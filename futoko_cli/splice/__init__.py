"""Cells written into an untouched workbook (差し込み); knows nothing of forms."""
