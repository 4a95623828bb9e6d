"""Consilience: reads many reports of the same days and gives back a sourced picture.

The public names are those of `consilience.api`, looked up when first used, so that importing one module of the package
loads no other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consilience.api import (
        add,
        catch_up,
        judge,
        open_desk,
        read,
        take_in,
        to_frames,
        to_record,
        to_tables,
        trace,
        weave,
    )  # fmt: skip

__all__ = [
    "add", "catch_up", "judge", "open_desk", "read", "take_in", "to_frames", "to_record", "to_tables", "trace", "weave",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # the type of each name is that of the API's
    """Give a public name of the API. Raises AttributeError for any other."""
    if name in __all__:
        return getattr(import_module("consilience.api"), name)
    raise AttributeError(f"module 'consilience' has no attribute {name!r}")
