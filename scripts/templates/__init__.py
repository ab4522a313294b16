"""The official form templates (様式): where each box of a sheet stands and what it looks like."""
