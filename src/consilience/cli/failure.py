"""The one error a command ends with."""

from __future__ import annotations


class Failure(Exception):
    """A command cannot go on. The message is one line: which file, what is wrong, what to do."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(message)
        self.status = status
