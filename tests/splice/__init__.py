"""Cells written into untouched workbooks."""
