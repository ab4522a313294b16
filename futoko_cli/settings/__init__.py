"""Settings (設定): what a school or a board writes down for the program, read strictly from TOML."""
