"""From the desk's items to the API's JSON. The content stays the bytes the store keeps: it is not read and written again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from litestar.serialization import encode_json

from consilience.web.rest.answers import Links, Ref, Related
from consilience.web.rest.collections import BY_KIND, COLLECTIONS, Collection, kind_of_ref, list_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consilience.desk import Item, Kind, Page

MOST_LINKS = 200
"""Links of one sort that an item lists; the rest are in the lists under `related`."""

WITH_ID = frozenset({"control", "relation", "framing", "timeline", "sentence", "link"})
"""Kinds whose shape in the record has no id."""

_RELATIONS = {"story": "story", "article": "article", "entity": "entity"}


def show_one(item: Item, collection: Collection, backlinks: Mapping[str, int]) -> bytes:
    """Give one item: its shape in the record, with its id and links."""
    links = b',"links":' + encode_json(asdict(links_of(item, collection, backlinks))) + b"}"
    content = item.content[:-1]
    if item.kind in WITH_ID:
        content = b'{"id":' + encode_json(item.id) + b"," + content[1:]
    return content + links


def show_list(page: Page[Item], collection: Collection, *, full: bool, following: str | None) -> bytes:
    """Give a stretch of a list; `following`: the path of the next."""
    cards = b",".join(_card(item, collection, full=full) for item in page.items)
    rest = {"next": following, "total": page.total, "exact": page.exact}
    return b'{"items":[' + cards + b"]," + encode_json(rest)[1:]


def links_of(item: Item, collection: Collection, backlinks: Mapping[str, int]) -> Links:
    """Give where an item leads."""
    relation = _RELATIONS.get(item.kind, "ref")
    related = [
        Related(collection=c.name, count=backlinks[c.kind], url=list_url(c.name, **{relation: item.id}))
        for c in COLLECTIONS
        if c.only is None and backlinks.get(c.kind) and c.kind != item.kind
    ]
    return Links(
        self=collection.url(item.id),
        page=None,
        stories=_refs("story", item.stories),
        articles=_refs("article", item.articles),
        entities=_refs("entity", item.entities),
        refs=_pointed(item.kind, item.refs),
        related=tuple(related),
    )


def url_of(kind: Kind, name: str) -> str:
    """Give the path of an item."""
    return BY_KIND[kind].url(name)


def _refs(kind: Kind, names: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(Ref(id=name, url=url_of(kind, name)) for name in tuple(names)[:MOST_LINKS])


def _pointed(holder: Kind, names: tuple[str, ...]) -> tuple[Ref, ...]:
    kinds = [(kind_of_ref(holder, name), name) for name in names[:MOST_LINKS]]
    return tuple(Ref(id=name, url=url_of(kind, name)) for kind, name in kinds if kind)


def _card(item: Item, collection: Collection, *, full: bool) -> bytes:
    card = {
        "id": item.id, "kind": item.kind, "url": collection.url(item.id), "title": item.title, "type": item.type,
        "status": item.status, "outlet": item.outlet, "place": item.place, "by": item.by, "first": item.first,
        "last": item.last, "lat": item.lat, "lon": item.lon, "weight": item.weight, "stories": item.stories if full else None,
        "figures": dict(item.figures),
    }  # fmt: skip
    return encode_json(card)[:-1] + b',"item":' + (item.content if full else b"null") + b"}"
