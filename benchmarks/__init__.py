"""Measurements of speed: run them from the root of the repository with ``python -m benchmarks.NAME``."""
