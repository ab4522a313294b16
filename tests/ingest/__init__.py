"""Tests of reading: hostile files, every format, every layout."""
