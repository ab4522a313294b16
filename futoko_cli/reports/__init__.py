"""Results for machines and files: JSON and CSV, and the words that every printer shares."""
