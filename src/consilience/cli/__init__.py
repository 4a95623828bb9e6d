"""The command line: arguments in, exit status out. One file a command; no decision about news is taken here."""
