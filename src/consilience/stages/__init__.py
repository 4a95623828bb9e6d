"""The stages, one module each, blind to each other: facts in, facts and problems out. No I/O, clock or randomness."""
