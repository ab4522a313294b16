"""Duties as files: JSON, CSV, a calendar (.ics), a month's page for the wall (.xlsx), and the words they share."""
