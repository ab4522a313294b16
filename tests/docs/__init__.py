"""The docs are held against the program."""
