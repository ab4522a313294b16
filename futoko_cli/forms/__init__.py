"""The official forms (様式): the fields of each, and what they are filled with; pure."""
