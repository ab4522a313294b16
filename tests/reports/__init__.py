"""Tests of results as JSON and CSV."""
