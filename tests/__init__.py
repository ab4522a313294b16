"""Tests of futoko."""
