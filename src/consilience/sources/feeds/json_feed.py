"""JSON Feed 1 and 1.1."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import urljoin

from consilience.sources.feeds.entries import MAX_ENTRIES, Entry, Feed

_VERSION = "jsonfeed.org/version/"


def read_json_feed(text: str, *, url: str) -> Feed | None:
    """Read a JSON Feed; `None` where it is none. `url`: where it was found, for addresses written relative to it."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or _VERSION not in str(value.get("version", "")):
        return None
    items = value.get("items")
    listed = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    entries = tuple(entry for item in listed[:MAX_ENTRIES] if (entry := _entry(item, url)))
    return Feed(
        kind="json " + str(value["version"]).rsplit("/", 1)[-1][:8],
        title=_words(value.get("title")),
        language=_words(value.get("language")),
        entries=entries,
        remarks=() if len(entries) == len(listed) else (f"{len(entries)} of {len(listed)} articles taken",),
    )


def _entry(item: dict[str, Any], base: str) -> Entry | None:
    """One item. Its own page comes before the page it talks about (`external_url`)."""
    own_id = item.get("id")
    link = _words(item.get("url")) or _words(item.get("external_url")) or _address(own_id)
    if not link:
        return None
    text = _words(item.get("content_text"))
    return Entry(
        url=urljoin(base, link),
        id=str(own_id) if isinstance(own_id, str | int | float) else "",
        title=_words(item.get("title")),
        published=_words(item.get("date_published")),
        updated=_words(item.get("date_modified")),
        authors=_authors(item),
        language=_words(item.get("language")),
        content=_words(item.get("content_html")) or (_as_html(text) if text else None),
        summary=_words(item.get("summary")),
    )


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    """Names of version 1.1's `authors`, or version 1's `author`."""
    people = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return tuple(name for person in people or () if isinstance(person, dict) and (name := _words(person.get("name"))))


def _as_html(text: str) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())


def _address(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
