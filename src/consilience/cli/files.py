"""Writing results: beside first, then renamed, so that no reader ever sees half a file."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from consilience.cli.failure import Failure


def make_folder(path: Path) -> Path:
    """Make a folder for results. Raises Failure, in one line, where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path, prefix=".consilience-"):
            pass
    except OSError as error:
        raise Failure(
            f"{path}: cannot write results there ({error.strerror}); name another folder with --out"
        ) from error
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises Failure, in one line, where that cannot be."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Failure(f"{path}: cannot be written ({error.strerror})") from error


def read_whole(path: Path) -> bytes:
    """Read a file. Raises Failure, in one line, where that cannot be."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failure(f"{path}: cannot be read ({error.strerror})") from error
