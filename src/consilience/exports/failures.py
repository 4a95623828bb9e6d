"""What an export can end with: one line for a person."""

from __future__ import annotations


class MissingLibrary(ImportError):
    """An export needs a library that is not installed. The message says what to install."""


class NothingSelected(ValueError):
    """A selection that cannot be made: no such story, no such place, days the wrong way round. One line, with what to do."""
