"""Fills the page's template. The only file that imports Jinja2; escaping is on for everything it prints."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from consilience.exports.page.map import draw_map
from consilience.exports.page.view import Desk, name_outlet
from consilience.exports.page.words import say_date
from consilience.exports.record.shape import ArticleOut, Record

ASIDE = frozenset({"furniture", "caption", "credit", "byline", "dateline"})


def render(record: Record) -> str:
    """Give the page of a record as HTML text. The same record gives the same page."""
    folder = files("consilience.data.page")
    script = folder.joinpath("brief.js").read_text(encoding="utf-8")
    style = folder.joinpath("brief.css").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(folder.joinpath("brief.html.jinja").read_text(encoding="utf-8"))
    stories = Desk(record).stories()
    return template.render(
        record=record,
        stories=stories,
        maps={story.id: draw_map(story.places) for story in stories},
        outlets={article.id: name_outlet(article) for article in record.articles},
        articles=[
            (article, name_outlet(article), say_date(article.published), _pieces(article))
            for article in record.articles
        ],
        problems=record.problems,
        script=Markup(script),  # noqa: S704  # our own file
        style=Markup(style),  # noqa: S704  # our own file
        script_hash=hash_inline(script),
        style_hash=hash_inline(style),
        languages=json.dumps(sorted({article.language for article in record.articles})),
    )


def write(record: Record) -> bytes:
    """Give the page of a record as UTF-8."""
    return render(record).encode()


def hash_inline(text: str) -> str:
    """Give the Content-Security-Policy source of an inline script or style: only this very text may run."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _pieces(article: ArticleOut) -> list[tuple[str, bool, int]]:
    """The text by zones: words, whether set aside, and where they start."""
    return [(article.text[z.start : z.end], z.kind in ASIDE, z.start) for z in article.zones]
