"""Tests of issuing forms."""
