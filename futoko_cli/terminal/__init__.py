"""The screens: scan, explain, inspect and problems, laid out in lines that fit the terminal."""
