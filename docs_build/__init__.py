"""Writes the parts of the documentation that are generated from the code; tests fail when they are out of date."""
