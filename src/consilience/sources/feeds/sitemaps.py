"""News sitemaps and sitemap indexes: XML read as far as it is whole, so that a file cut off halfway gives its first half."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from consilience.sources.feeds.entries import MAX_ENTRIES, Child, Entry, Feed

_CHUNK = 65_536


def read_sitemap(data: bytes, *, url: str) -> Feed | None:
    """Read a sitemap or an index of sitemaps; `None` where it is neither.

    One with a document type is refused: the format has none, and entities declared there could swell without end.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        return None
    elements, broken = _elements(data)
    entries = [entry for e in elements if _name(e) == "url" and (entry := _entry(e, url))]
    children = [Child(url=urljoin(url, loc), updated=_text(e, "lastmod")) for e in elements
                if _name(e) == "sitemap" and (loc := _text(e, "loc"))]  # fmt: skip
    if not elements:
        return None
    newest = sorted(entries, key=lambda e: (e.published or "", e.url), reverse=True)
    remarks = ["is broken off; what stands before the break was taken"] if broken else []
    if len(newest) > MAX_ENTRIES:
        remarks.append(f"lists {len(newest):,} articles; the newest {MAX_ENTRIES:,} are looked at")
    return Feed(
        kind="sitemap index" if children else "sitemap",
        entries=tuple(newest[:MAX_ENTRIES]),
        children=tuple(children[:MAX_ENTRIES]),
        remarks=tuple(remarks),
    )


def _elements(data: bytes) -> tuple[list[Element], bool]:
    """The `url` and `sitemap` elements that are whole, and whether the file breaks off. No entities can be declared here."""
    parser: XMLPullParser[Element] = XMLPullParser(["end"])  # a document type is refused above
    found: list[Element] = []
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            found += [e for e in map(_ended, parser.read_events()) if e is not None]
        parser.close()
    except (ParseError, ValueError, LookupError):
        return found, True
    return found, False


def _entry(element: Element, base: str) -> Entry | None:
    loc = _text(element, "loc")
    if not loc:
        return None
    return Entry(
        url=urljoin(base, loc),
        id=loc,
        title=_text(element, "title"),
        published=_text(element, "publication_date") or _text(element, "lastmod"),
        updated=_text(element, "lastmod"),
        origin=_text(element, "name"),
        language=_text(element, "language"),
    )


def _ended(event: tuple[object, ...]) -> Element | None:
    element = event[-1]
    return element if isinstance(element, Element) and _name(element) in ("url", "sitemap") else None


def _name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _text(element: Element, name: str) -> str | None:
    """The words of the first element of that name inside, whatever its namespace; those of images and videos do not count."""
    for part in element:
        if _name(part) in ("image", "video"):
            continue
        for each in part.iter():
            if _name(each) == name and each.text and each.text.strip():
                return " ".join(each.text.split())
    return None
