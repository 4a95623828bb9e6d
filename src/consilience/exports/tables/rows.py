"""The record as rows of plain values: one table a type, made from the record's own types.

A key of the record is a table. In it a date is four columns (`date_start` ...), a span three and the words it covers,
an entity's id the id and its name beside it, a list of strings one column that holds a list; a list of anything else
is a table of its own (`event_reports`) whose first columns name the row it belongs to and its place in the list.
Not here: files (`sheets`, `arrow`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

from consilience.exports.record.shape import BriefOut, Record, SentenceOut, SpanOut
from consilience.exports.tables.columns import Column, Kind, Pair, find_columns, find_lists

SINGULAR: Mapping[str, str] = {
    "articles": "article", "lineages": "lineage", "stories": "story", "entities": "entity", "events": "event",
    "claims": "claim", "quotes": "quote", "conflicts": "conflict", "relations": "relation", "links": "link",
    "problems": "problem", "positions": "position", "sentences": "sentence",
    "judgements": "judgement", "targets": "target",
}  # fmt: skip
"""How one row of a table is called in the names of the tables and columns below it."""

MOST_WORDS = 32_000
"""Characters of a span from which on its words are not said again: a common spreadsheet's cell holds 32,767."""

Keys = tuple[tuple[str, Kind], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A named table with its columns; each row has one value a column, `None` where nothing is known."""

    name: str
    columns: Keys
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item and the values that say where it belongs."""

    keys: tuple[Any, ...]
    item: Any


def tabulate(record: Record) -> tuple[Table, ...]:
    """Give every table of a record in the order of its keys, empty ones too."""
    maker = _Maker(
        texts={article.id: article.text for article in record.articles},
        names={entity.id: entity.name for entity in record.entities},
    )
    tables: list[Table] = []
    for key, hint in get_type_hints(Record).items():
        if hint is BriefOut:
            tables += maker.tables("brief_sentences", SentenceOut, record.brief.sentences)
        elif hint is not str:
            tables += maker.tables(key, get_args(hint)[0], getattr(record, key))
    return tuple(tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes tables; words are looked up in texts by article, names by entity."""

    texts: Mapping[str, str]
    names: Mapping[str, str]

    def tables(self, name: str, of: type, items: tuple[Any, ...]) -> Iterator[Table]:
        """The table of a key of the record and those below it."""
        named = _named(of)
        rows = [Row(keys=() if named else (i,), item=item) for i, item in enumerate(items)]
        yield from self._below(name, of, rows, () if named else (("row", "integer"),))

    def _below(self, name: str, of: type, rows: list[Row], keys: Keys) -> Iterator[Table]:
        columns = find_columns(of)
        yield Table(
            name=name,
            columns=(*keys, *((column.name, column.kind) for column in columns)),
            rows=tuple((*row.keys, *(self._value(row.item, column) for column in columns)) for row in rows),
        )
        head, _, last = name.rpartition("_")
        one = SINGULAR.get(last, last)
        inner_keys: Keys = ((one, "text"),) if _named(of) else tuple((_under(key, one), kind) for key, kind in keys)
        for attribute, inner in find_lists(of):
            parts = [
                Row(keys=((row.item.id,) if _named(of) else row.keys) + (i,), item=part)
                for row in rows
                for i, part in enumerate(_parts(getattr(row.item, attribute)))
            ]
            below = f"{head}_{one}_{attribute}".removeprefix("_")
            yield from self._below(below, inner, parts, (*inner_keys, ("number", "integer")))

    def _value(self, item: Any, column: Column) -> Any:
        for name in column.path:
            if item is None:
                return None
            item = getattr(item, name)
        if item is None or column.shows == "value":
            return item
        if column.shows == "words":
            return self._words(item)
        return tuple(self.names.get(one, one) for one in item) if column.kind == "texts" else self.names.get(item, item)

    def _words(self, span: SpanOut) -> str | None:
        return self.texts.get(span.article, "")[span.start : span.end] if span.end - span.start < MOST_WORDS else None


def _named(of: type) -> bool:
    return any(item.name == "id" for item in fields(of))


def _under(key: str, one: str) -> str:
    return f"{one}_{key}" if key in ("row", "number") else key


def _parts(value: Any) -> tuple[Any, ...]:
    if isinstance(value, dict):
        return tuple(Pair(key=key, value=value[key]) for key in sorted(value))
    return tuple(value)
