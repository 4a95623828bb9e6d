"""Sealing: from the fields of a draft to an Article whose text never changes again.

The text is made NFC with line feeds only, and starts with the headline. Nothing else is touched: no entity is decoded,
no space closed up. The id comes from address, outlet and text, so the same article has it wherever its file lies.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from consilience.record.ids import make_id
from consilience.record.text import Article, Problem
from consilience.text.days import on_day, read_day
from consilience.text.languages import UNDETERMINED, identify, is_english
from consilience.text.words import find_words

if TYPE_CHECKING:
    from consilience.sources.draft import Draft

MAX_TEXT = 2_000_000
"""Bytes of text (UTF-8) that one article may have. The longest of 10,000 bulk articles has 0.08 million."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def seal(draft: Draft) -> tuple[Article | None, tuple[Problem, ...]]:
    """The article of a draft, and what is to be said about it.

    `None` with one problem where there is no article: "empty" or "too-large". Problems beside an article:
    "date-unread" (a date that cannot be read is left out), "language-unread" (kept, but not read).
    """
    title = _line(draft.title)
    text = _join_title(title, normalise(draft.body))
    if not find_words(text):
        return None, (Problem(code="empty", article=None, message=f"{draft.where}: no text in it; left out"),)
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT:
        return None, (too_large(draft.where),)
    day = read_day(draft.published) if draft.published else None
    url, outlet = _line(draft.url), _line(draft.outlet)
    article = Article(
        id=make_id("a", url, outlet, text),
        path=draft.path,
        url=url,
        outlet=outlet,
        title=title,
        authors=tuple(name for name in map(_line, draft.authors) if name),
        published=on_day(day) if day else None,
        language=_language(text, draft.language),
        text=text,
    )
    return article, tuple(_remarks(article, draft))


def normalise(text: str) -> str:
    """The text in NFC with line feeds only, without byte order mark, lone surrogates and outer white space."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    whole = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", whole.lstrip("\ufeff")).strip()


def is_binary(text: str) -> bool:
    """Whether decoded text is really bytes of something else: more than one control character in a hundred."""
    sample = text[:20_000]
    return len(_CONTROL.findall(sample)) > 0.01 * len(sample)


def too_large(where: str) -> Problem:
    """The problem of a text over the limit."""
    return Problem(
        code="too-large", article=None, message=f"{where}: over {MAX_TEXT // 1_000_000} MB of text; split it, left out"
    )


def _join_title(title: str | None, body: str) -> str:
    """The headline, an empty line, the body; the body alone where it starts with the headline already."""
    if not title:
        return body
    words = [word.folded for word in find_words(title)]
    opening = [word.folded for word in find_words(body, 0, 2 * len(title) + 40)]
    return body if opening[: len(words)] == words else f"{title}\n\n{body}".strip()


def _line(value: str | None) -> str | None:
    """One line without outer white space; `None` for nothing."""
    return " ".join(normalise(value).split()) or None if value else None


def _language(text: str, stated: str | None) -> str:
    """The text's own language where its words tell; else the one the metadata state; else "und"."""
    found = identify(text)
    code = _LANGUAGE.match((stated or "").strip().casefold())
    return code.group() if found == UNDETERMINED and code else found


def _remarks(article: Article, draft: Draft) -> list[Problem]:
    remarks = []
    if draft.published and draft.published.strip() and article.published is None:
        message = f'{draft.where}: cannot tell the day from "{draft.published.strip()[:40]}"; left undated'
        remarks.append(Problem(code="date-unread", article=article.id, message=message))
    if not is_english(article.language, article.text):
        message = f"{draft.where}: language {article.language}, not English; kept but not read"
        remarks.append(Problem(code="language-unread", article=article.id, message=message))
    return remarks
