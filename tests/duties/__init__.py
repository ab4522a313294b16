"""What a user sees of duties: the agenda, the unseen clock, screen, tables, calendar file and page."""
