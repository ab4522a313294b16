"""Counting and deciding: frozen data and pure functions on numpy, no file, no terminal, no clock."""
