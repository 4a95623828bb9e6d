"""Articles in saved web pages. The text comes from trafilatura (nowhere else is it imported), the facts about the page
from its own JSON-LD and meta elements, which state the day and the outlet more reliably than the visible words.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from consilience.record.text import Problem
from consilience.sources.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MIN_WORDS = 8
"""A page with less running text than this is a menu or a stub, not an article."""

_ARTICLE_TYPE = re.compile(r"article|blogposting|report|liveblog", re.IGNORECASE)
_JSON_LD = re.compile(
    r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>(?P<json>.*?)</script", re.IGNORECASE | re.DOTALL
)
_META = re.compile(r"<meta\b(?P<inside>[^>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?P<name>[a-z:-]{2,20})\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE)
_CANONICAL = re.compile(r"""<link\b[^>]{0,300}rel=["']?canonical["']?[^>]{0,2000}>""", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,200}>(?P<title>[^<]{1,1000})</title", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]{0,500}>(?P<title>.{1,2000}?)</h1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_CAPTION = re.compile(r"<figcaption\b.*?</figcaption\s*>", re.IGNORECASE | re.DOTALL)
_HTML_LANGUAGE = re.compile(r"""<html\b[^>]{0,500}\blang\s*=\s*["']?(?P<language>[a-zA-Z]{2,3})""", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page, whatever its file is called."""
    return (
        re.match(r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html\b)", text[:1000], re.IGNORECASE | re.DOTALL)
        is not None
    )


def read_page(markup: str, *, path: str) -> Draft | Problem:
    """The draft of a saved page; a problem "no-article" where no running text is found in it."""
    body = _extract(markup)
    if body is None or len(body.split()) < MIN_WORDS:
        return Problem(code="no-article", article=None, message=f"{path}: no article text found in the page; left out")
    data, meta = _article_data(markup), _meta(markup)
    return Draft(
        where=path,
        path=path,
        body=body,
        title=_title(markup, data, meta),
        url=_words(data.get("url")) or meta.get("og:url") or _canonical(markup),
        outlet=_words(data.get("publisher")) or meta.get("og:site_name") or meta.get("application-name"),
        authors=_authors(data.get("author")) or tuple(filter(None, [meta.get("author")])),
        published=_words(data.get("datePublished")) or _published(meta),
        language=_language(markup, data),
    )


def _extract(markup: str) -> str | None:
    """Running text of the page, a paragraph a line pair; captions are left out, being marked as such."""
    import trafilatura

    without_captions = _CAPTION.sub(" ", markup)
    try:
        text = trafilatura.extract(
            without_captions, include_comments=False, include_tables=False, deduplicate=False, favor_precision=False
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # lxml gives up on some broken pages; to the user they are pages without an article
    return re.sub(r"\n+", "\n\n", text) if text else None


def _article_data(markup: str) -> Mapping[str, Any]:
    """The JSON-LD object of the page that is an article; empty where there is none."""
    for m in _JSON_LD.finditer(markup):
        try:
            value = json.loads(m["json"].strip())
        except (ValueError, RecursionError):
            continue
        for item in _objects(value, 0):
            kinds = item.get("@type")
            if any(_ARTICLE_TYPE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return item
    return {}


def _objects(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)


def _meta(markup: str) -> dict[str, str]:
    """Contents of the page's meta elements by name or property, in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for m in _META.finditer(markup):
        attributes = {a["name"].casefold(): a["double"] or a["single"] or "" for a in _ATTRIBUTE.finditer(m["inside"])}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = html.unescape(attributes.get("content", "")).strip()
        if name and content:
            found.setdefault(name.casefold(), content)
    return found


def _published(meta: Mapping[str, str]) -> str | None:
    names = (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date.issued",
        "dc.date",
        "publishdate",
        "pubdate",
        "parsely-pub-date",
    )
    return next((meta[name] for name in names if name in meta), None)


def _title(markup: str, data: Mapping[str, Any], meta: Mapping[str, str]) -> str | None:
    stated = _words(data.get("headline")) or meta.get("og:title")
    if stated:
        return html.unescape(stated)
    m = _HEADING.search(markup) or _TITLE.search(markup)
    return html.unescape(_TAG.sub("", m["title"])).strip() if m else None


def _canonical(markup: str) -> str | None:
    m = _CANONICAL.search(markup)
    href = re.search(r"""href=["']?(?P<url>[^"'\s>]+)""", m.group(), re.IGNORECASE) if m else None
    return html.unescape(href["url"]) if href else None


def _language(markup: str, data: Mapping[str, Any]) -> str | None:
    m = _HTML_LANGUAGE.search(markup)
    return _words(data.get("inLanguage")) or (m["language"] if m else None)


def _authors(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items if (name := _words(item)) and not name.startswith("http"))


def _words(value: object) -> str | None:
    if isinstance(value, list):
        return next((words for item in value if (words := _words(item))), None)
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("@id"))
    return value.strip() or None if isinstance(value, str) else None
