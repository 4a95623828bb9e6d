"""What the program remembers between runs: articles, readings and the last record, in one SQLite file."""
