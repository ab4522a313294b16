"""Templates of forms (様式) as an office meets them: fit, privacy, check, names, commands."""
