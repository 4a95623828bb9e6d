"""Pure functions on strings: sentences, words, dates, numbers, names, places. Nothing here knows of articles or stages."""
