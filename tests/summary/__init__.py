"""Tests of ``futoko summary``."""
