"""The desk: what a store knows, asked in the words of the record; and how articles get in.

`Desk` answers questions and never writes. `intake` takes articles in and catches up with them, `clerk` keeps doing so.
Not here: how a page or an answer looks (`web`, `cli`, `exports`), how the store works (`store`).
"""

from consilience.desk.asking import Desk
from consilience.record.items import KINDS, Item, Kind
from consilience.record.listing import EVERYTHING, Change, Filter, Hit, Order, OutletCard, Page, StoryCard, Version

__all__ = [
    "EVERYTHING", "KINDS", "Change", "Desk", "Filter", "Hit", "Item", "Kind", "Order", "OutletCard", "Page", "StoryCard",
    "Version",
]  # fmt: skip
