"""Sealed articles of fetched pages, and of entries whose feed carries the whole text.

What a page says of itself is believed only where it may: its canonical address must lie on the site that served it, or any
page could pass for another's. Not here: which pages are fetched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from consilience.record.text import Article, Problem
from consilience.sources.draft import Draft
from consilience.sources.feeds.charsets import decode_page
from consilience.sources.feeds.entries import Entry
from consilience.sources.html_page import read_page
from consilience.sources.json_records import strip_tags
from consilience.sources.sealing import seal

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|at_(?:medium|campaign)|cmpid|smid)"
)
"""Parameters that say how a reader came, not what is read."""

_SHELLS = ("www.", "m.", "amp.", "mobile.")
Made = tuple[Article | None, tuple[Problem, ...]]


def make_article(data: bytes, *, url: str, content_type: str, entry: Entry, outlet: str | None) -> Made:
    """Seal a fetched page. `url`: the address that answered; `outlet`: what the user calls the source, before all else.

    Problems: those of `read_page` and `seal`, with the page's address.
    """
    draft = read_page(decode_page(data, content_type), path=url)
    return (None, (draft,)) if isinstance(draft, Problem) else seal(_complete(draft, url, entry, outlet))


def make_from_entry(entry: Entry, *, outlet: str | None) -> Made:
    """Seal the text that a feed itself carries for an entry; a problem "no-article" where it carries none."""
    words = strip_tags(entry.content or entry.summary or "").strip()
    if not words:
        return None, (
            Problem(code="no-article", article=None, message=f"{entry.url}: the feed carries no text for it"),
        )
    return seal(_complete(Draft(where=entry.url, path=entry.url, body=words), entry.url, entry, outlet))


def plain_address(url: str) -> str:
    """An address without fragment and tracking parameters: what two feeds that list one page have in common."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name.casefold())]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme.casefold(), parts.netloc.casefold(), parts.path or "/", query, ""))


def same_site(a: str, b: str) -> bool:
    """Whether two addresses lie on one host, or one on a host below the other's."""
    one, other = _host(a), _host(b)
    return bool(one and other) and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))


def _complete(draft: Draft, url: str, entry: Entry, outlet: str | None) -> Draft:
    """A draft with what the feed knows where the page is silent."""
    claimed = draft.url if draft.url and same_site(draft.url, url) else None
    return replace(
        draft,
        url=plain_address(claimed or url),
        outlet=outlet or draft.outlet or entry.origin,
        title=draft.title or (strip_tags(entry.title) if entry.title else None),
        authors=draft.authors or entry.authors,
        published=draft.published or entry.published,
        language=draft.language or entry.language,
    )


def _host(url: str) -> str:
    host = (urlsplit(url).hostname or "").casefold()
    return next((host.removeprefix(shell) for shell in _SHELLS if host.startswith(shell)), host)
