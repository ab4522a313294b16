"""Commands of the command line (サブコマンド): each parses, calls, shows; one file a command."""
