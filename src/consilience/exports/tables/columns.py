"""The columns of a type of the record, worked out from its declaration, so that a new key turns up in every table.

Not here: the values (`rows`).
"""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from consilience.exports.record.shape import SpanOut

Kind = Literal["text", "integer", "number", "flag", "day", "texts"]
"""What a column holds; "texts" is a list of strings, "day" an ISO day."""

ENTITY = frozenset({"actors", "targets", "place", "speaker", "about", "holder", "subject", "object", "entity"})
"""Keys of the record that hold ids of entities: beside the id a person reads the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, what it holds, and the attributes that lead to the value.

    `shows`: the value itself, the words that the value (a span) covers, or the names of the entities it gives by id.
    """

    name: str
    kind: Kind
    path: tuple[str, ...]
    shows: Literal["value", "words", "names"] = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One entry of a mapping, as a row."""

    key: str
    value: str


@cache
def find_columns(of: type) -> tuple[Column, ...]:
    """The columns of a dataclass of the record, in the order of its declaration; lists of items are none."""
    return tuple(_columns(of, (), ""))


@cache
def find_lists(of: type) -> tuple[tuple[str, type], ...]:
    """The attributes of a dataclass that hold lists of items, each with the items' type; a mapping is a list of `Pair`."""
    found = [(name, _item(_bare(hint))) for name, hint in get_type_hints(of).items()]
    return tuple((name, item) for name, item in found if item is not None)


def _columns(of: type, path: tuple[str, ...], prefix: str) -> list[Column]:
    columns: list[Column] = []
    for name, hint in get_type_hints(of).items():
        bare = _bare(hint)
        if is_dataclass(bare) and isinstance(bare, type):
            columns += _columns(bare, (*path, name), f"{prefix}{name}_")
        elif _item(bare) is None:
            columns.append(Column(name=f"{prefix}{name}", kind=_kind(bare, name), path=(*path, name)))
            if name in ENTITY:
                columns.append(_names(f"{prefix}{name}", columns[-1]))
    if of is SpanOut:
        columns.append(Column(name=f"{prefix}words", kind="text", path=path, shows="words"))
    return columns


def _names(name: str, ids: Column) -> Column:
    return Column(
        name=f"{name}_names" if ids.kind == "texts" else f"{name}_name", kind=ids.kind, path=ids.path, shows="names"
    )


def _item(bare: Any) -> type | None:
    if get_origin(bare) is dict:
        return Pair
    inner = get_args(bare)[0] if get_origin(bare) is tuple else None
    return inner if is_dataclass(inner) else None  # type: ignore[return-value]  # of a type, it says whether it is one


def _bare(hint: Any) -> Any:
    """The type without its `None`."""
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint


def _kind(of: Any, name: str) -> Kind:
    if get_origin(of) is tuple:
        return "texts"
    plain: dict[Any, Kind] = {bool: "flag", int: "integer", float: "number"}
    return plain.get(of, "day" if of is str and name in ("start", "end") else "text")
