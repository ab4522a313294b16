"""Tests of ``futoko district``: many schools at once."""
