"""Policies: the strict loader, the shipped files, every threshold one short of it and at it."""
