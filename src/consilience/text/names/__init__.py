"""Names as strings: folding, words, spelling variants, short forms and acronyms.

The only door to rapidfuzz and anyascii. Not here: who a name stands for: `stages.entities`
decides that, on more than strings.
"""
