"""Consilience: reads many reports of the same days and gives back a sourced picture."""

from __future__ import annotations

from consilience.api import read, take_in, to_record, weave

__all__ = ["read", "take_in", "to_record", "weave"]
