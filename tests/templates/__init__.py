"""The official forms as shipped."""
