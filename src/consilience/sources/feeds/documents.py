"""Telling the kinds of feed apart by what is in them, whatever the server says they are."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from consilience.sources.feeds.charsets import decode_page
from consilience.sources.feeds.entries import Feed
from consilience.sources.feeds.json_feed import read_json_feed
from consilience.sources.feeds.sitemaps import read_sitemap
from consilience.sources.feeds.syndication import read_syndication
from consilience.sources.feeds.unpacking import unpack_file

_SITEMAP = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html\b)", re.IGNORECASE)
_FEED_LINK = re.compile(rb"<link\b[^>]{0,500}application/(?:rss\+xml|atom\+xml|feed\+json)[^>]{0,500}>", re.IGNORECASE)
_ADDRESS = re.compile(r"""href\s*=\s*["']?(?P<url>[^"'\s>]{1,2000})""", re.IGNORECASE)

MAX_PLAIN = 50_000_000
"""Bytes of an unpacked feed file: the limit of the sitemap standard."""


def read_feed(data: bytes, *, url: str, content_type: str = "") -> Feed | str:
    """Read a feed of any kind, or say in one line why it is none. `url`: where it was found."""
    try:
        plain = unpack_file(data, limit=MAX_PLAIN)
    except ValueError as error:
        return str(error)
    if not plain.strip():
        return "is empty"
    opening = plain[:8192].lstrip(b"\xef\xbb\xbf \t\r\n")
    if opening.startswith((b"{", b"[")):
        return read_json_feed(decode_page(plain, content_type), url=url) or "is JSON, but no JSON Feed"
    if _SITEMAP.search(opening):
        return read_sitemap(plain, url=url) or "is a broken sitemap; nothing could be read from it"
    if _PAGE.search(opening[:1000]):
        return _page(plain, url)
    return (
        read_syndication(plain, url=url, content_type=content_type)
        or "is no feed: neither RSS, Atom, JSON Feed nor sitemap"
    )


def _page(plain: bytes, url: str) -> str:
    link = _FEED_LINK.search(plain[:200_000])
    m = _ADDRESS.search(link.group().decode("utf-8", "replace")) if link else None
    found = urljoin(url, m["url"]) if m else ""
    return "is a web page, not a feed" + (f"; it names {found} as its feed" if found else "")
