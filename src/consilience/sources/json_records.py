"""Articles in JSON: news-please, schema.org NewsArticle, ninjs 2 and 3, and plain title/text/url/date/outlet.

A `.json` file holds one record or a list of them (also under "articles", "items", "@graph" ...); a `.jsonl` file one a line.
The kinds are told by their keys, so a record may mix them. Not here: HTML inside a body beyond taking its tags off.
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

_BODY = (
    "maintext",
    "articleBody",
    "body_text",
    "text",
    "content",
    "article_content",
    "body",
    "body_html",
    "body_xhtml",
    "bodies",
)
_TITLE = ("title", "headline", "article_title", "headlines", "name", "title_page")
_URL = ("url", "uri", "link", "mainEntityOfPage", "@id", "altids")
_OUTLET = (
    "outlet",
    "publisher",
    "source_name",
    "site_name",
    "infoSources",
    "infosources",
    "provider",
    "source",
    "source_domain",
)
_DATE = ("date_publish", "datePublished", "published", "date", "firstCreated", "firstcreated", "firstPublished", "versionCreated",
         "versioncreated", "pubDate", "published_at", "publishedAt", "date_published")  # fmt: skip
_AUTHORS = ("authors", "author", "creator", "byline", "by", "bylines")
_LANGUAGE = ("language", "inLanguage", "lang")
_LISTS = ("articles", "items", "records", "results", "documents", "@graph", "data")
_PREFERRED_ROLES = ("main", "body", "headline", "canonical", "text/plain")
"""ninjs 2 and 3 give several bodies and headlines with a `role` or `contentType`; these are the article's own."""

_MAX_DEPTH = 6
_BLOCK_TAG = re.compile(r"<\s*/?\s*(?:p|br|div|h[1-6]|li|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def read_json(text: str, *, path: str) -> Iterator[Draft | Problem]:
    """The drafts of a `.json` file, in its order; one problem "malformed" where it is no JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{path}: not valid JSON ({_reason(error)}); left out - is the file complete?"
        yield Problem(code="malformed", article=None, message=message)
        return
    records = list(_records(value, 0))
    if not records:
        yield _no_article(path)
    for number, record in enumerate(records, start=1):
        yield _draft(record, path=path, where=path if len(records) == 1 else f"{path}, record {number}")


def read_json_lines(text: str, *, path: str) -> Iterator[Draft | Problem]:
    """The drafts of a `.jsonl` file, in its order; then one problem that names the lines that hold no article."""
    bad = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            records = _line_records(line)
            if not records:
                bad.append(number)
            for record in records:
                yield _draft(record, path=path, where=f"{path}, line {number}")
    if bad:
        numbers = ", ".join(map(str, bad[:12])) + (" ..." if len(bad) > 12 else "")
        message = f"{path}: no readable article in line{'s' if len(bad) > 1 else ''} {numbers}; other lines are kept"
        yield Problem(code="malformed-lines", article=None, message=message)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')}, line {error.lineno} column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]


def _no_article(where: str) -> Problem:
    keys = "maintext, articleBody, body_text or text"
    return Problem(code="no-article", article=None, message=f"{where}: no article in it (none of {keys}); left out")


def _line_records(line: str) -> list[Mapping[str, Any]]:
    try:
        return list(_records(json.loads(line), 0))
    except (ValueError, RecursionError):
        return []


def _records(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Every mapping that has a body; where one has none, those in its lists."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _records(item, depth + 1)
    elif isinstance(value, dict):
        if _first(value, _BODY):
            yield value
        else:
            for key in _LISTS:
                if isinstance(value.get(key), list | dict):
                    yield from _records(value[key], depth + 1)


def _draft(record: Mapping[str, Any], *, path: str, where: str) -> Draft:
    body = _first(record, _BODY) or ""
    return Draft(
        where=where,
        path=path,
        body=strip_tags(body) if _BLOCK_TAG.search(body) else body,
        title=_first(record, _TITLE),
        url=_first(record, _URL),
        outlet=_first(record, _OUTLET),
        authors=_names(record),
        published=_first(record, _DATE),
        language=_first(record, _LANGUAGE),
    )


def strip_tags(markup: str) -> str:
    """The text of a fragment of HTML: block tags become line breaks, others go, entities are decoded."""
    return html.unescape(_TAG.sub("", _BLOCK_TAG.sub("\n\n", markup)))


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = _text(record.get(key))
        if value:
            return value
    return None


def _text(value: object) -> str | None:
    """The words of a value: a string, a number, the preferred item of a list, or the name or value of a mapping."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return next((words for item in sorted(value, key=_rank) if (words := _text(item))), None)
    if isinstance(value, dict):
        keys = ("value", "name", "text", "@value", "url", "@id", "headline", "body_text")
        return next((words for key in keys if isinstance(value.get(key), str) and (words := _text(value[key]))), None)
    return None


def _rank(item: object) -> int:
    if not isinstance(item, dict):
        return len(_PREFERRED_ROLES)
    roles = {str(item.get("role", "")).casefold(), str(item.get("contentType", item.get("contenttype", ""))).casefold()}
    return next((n for n, role in enumerate(_PREFERRED_ROLES) if role in roles), len(_PREFERRED_ROLES))


def _names(record: Mapping[str, Any]) -> tuple[str, ...]:
    for key in _AUTHORS:
        value = record.get(key)
        items = value if isinstance(value, list) else [value]
        names = [name.strip() for item in items if (name := _text(item)) and not name.startswith("http")]
        if names:
            return tuple(part.strip() for name in names for part in name.split(", ") if part.strip())
    return ()
