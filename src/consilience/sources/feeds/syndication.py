"""RSS 0.9x, 1.0 and 2.0, and Atom, through feedparser (nowhere else is it imported), which reads what is broken too."""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from consilience.sources.feeds.entries import MAX_ENTRIES, Entry, Feed

_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
"""Hours of the periods that RSS 1.0's syndication module knows."""


def read_syndication(data: bytes, *, url: str, content_type: str = "") -> Feed | None:
    """Read a feed; `None` where it is none. `url`: where it was found, for addresses written relative to it."""
    import feedparser

    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError):
        return None  # a few broken feeds break feedparser; to the user they are no feeds
    if not parsed.get("version") and not parsed.entries:
        return None
    kept = [entry for item in parsed.entries[:MAX_ENTRIES] if (entry := _entry(item, url))]
    return Feed(
        kind=_kind(parsed.get("version", "")),
        title=_line(parsed.feed.get("title")),
        language=_line(parsed.feed.get("language")),
        entries=tuple(kept),
        pause=_pause(parsed.feed),
        remarks=_remarks(parsed, len(kept)),
    )


def _entry(item: Mapping[str, Any], base: str) -> Entry | None:
    link = _line(item.get("link")) or (_line(item.get("id")) if str(item.get("id", "")).startswith("http") else None)
    if not link:
        return None
    source = item.get("source") or {}
    return Entry(
        url=urljoin(base, link),
        id=_line(item.get("id")) or "",
        title=_line(item.get("title")),
        published=_date(item, "published") or _date(item, "updated"),
        updated=_date(item, "updated"),
        origin=_line(source.get("title")),
        authors=tuple(name for author in item.get("authors", ()) if (name := _line(author.get("name")))),
        language=_line((item.get("title_detail") or {}).get("language")),
        content=next((part["value"] for part in item.get("content", ()) if part.get("value")), None),
        summary=item.get("summary") or None,
    )


def _date(item: Mapping[str, Any], name: str) -> str | None:
    """The time as ISO where feedparser could read it, else as written."""
    if name not in item:  # feedparser answers .get("updated") with the published date
        return None
    parsed = item.get(f"{name}_parsed")
    if parsed:
        try:
            return datetime.fromtimestamp(timegm(parsed), tz=UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            pass
    return _line(item.get(name))


def _kind(version: str) -> str:
    names = {"rss": "rss", "ato": "atom", "cdf": "cdf"}
    digits = version.strip("abcdefghijklmnopqrstuvwxyz")
    number = f"{digits[:1]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{names.get(version[:3], 'feed')} {number}".strip()


def _pause(feed: Mapping[str, Any]) -> timedelta | None:
    """RSS 2.0's ttl in minutes, or the syndication module's period."""
    ttl = str(feed.get("ttl", "")).strip()
    if ttl.isdigit():
        return timedelta(minutes=min(int(ttl[:6]), 24 * 60))
    hours = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().casefold())
    times = str(feed.get("sy_updatefrequency", "1")).strip()
    return timedelta(hours=min(hours, 24)) / max(int(times[:4]) if times.isdigit() else 1, 1) if hours else None


def _remarks(parsed: Mapping[str, Any], kept: int) -> tuple[str, ...]:
    remarks = []
    listed = len(parsed["entries"])
    if parsed.get("bozo") and not kept:
        remarks.append("is broken; nothing could be read from it")
    if listed > MAX_ENTRIES:
        remarks.append(f"lists {listed:,} articles; the first {MAX_ENTRIES:,} are looked at")
    elif kept < listed:
        remarks.append(f"{listed - kept} of {listed} articles have no address; left out")
    return tuple(remarks)


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
