"""Reproduce the English language model shipped in `consilience/data/english`.

Run by hand (`python -m training --data DIR`), never by the test suite: it needs the corpora named in MODEL_CARD.md
and about two hours on two cores. Nothing here is imported by the program itself.
"""
