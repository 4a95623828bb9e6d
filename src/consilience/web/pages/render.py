"""Fills the pages' templates. Escaping is on for everything they print; nothing of an article is ever markup."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined

from consilience.exports.page.words import count
from consilience.web.pages.assets import address
from consilience.web.pages.links import link, link_data, link_list, link_outlet, link_search


def render(template: str, **values: object) -> str:
    """Give a page as HTML text. `template`: its file in `data/web/templates`, without the ending."""
    return _environment().get_template(f"{template}.html.jinja").render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_load),
        auto_reload=False,
    )
    environment.globals.update(
        asset=address, count=count, link=link, link_data=link_data, link_list=link_list, link_outlet=link_outlet,
        link_search=link_search, query=urlencode,
    )  # fmt: skip
    return environment


def _load(name: str) -> str:
    return files("consilience.data.web").joinpath("templates").joinpath(name).read_text(encoding="utf-8")
