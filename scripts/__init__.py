"""Scripts that make what the repository ships: run them from its root with ``python -m scripts.NAME``."""
