"""Who carries whose text, drawn as a graph from wire to copies: SVG, left to right, every box a link to its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from consilience.exports.page.descent import BranchView, trace_descent
from consilience.exports.page.view import name_outlet
from consilience.exports.page.words import say_date
from consilience.exports.record.shape import ArticleOut, LineageOut
from consilience.web.pages.links import link

BOX_WIDTH, BOX_HEIGHT = 232, 46
COLUMN, ROW = 284, 58
LETTERS, SMALL_LETTERS = 26, 34
"""Letters of 13 and of 11 px that fit into a box in the widest of the common fonts; longer names are cut, whole in a tooltip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    column: int
    row: float
    above: int | None
    first: str
    second: str
    href: str | None
    title: str


def draw_graph(
    lineages: Sequence[LineageOut], articles: Mapping[str, ArticleOut], alone: Sequence[str]
) -> Markup | None:
    """Give the graph of lineages, then of the articles that carry nobody's text; `None` where there is nothing.

    `articles` holds every article of the lineages and of `alone`.
    """
    boxes: list[_Box] = []
    for lineage in lineages:
        boxes += _lineage(lineage, articles, first=len(boxes), row=_next_row(boxes))
    for name in alone:
        boxes.append(_box(articles[name], "own text", column=0, row=_next_row(boxes), above=None))
    if not boxes:
        return None
    width = max(box.column for box in boxes) * COLUMN + BOX_WIDTH + 4
    height = _next_row(boxes) * ROW - (ROW - BOX_HEIGHT) + 4
    edges = "".join(_edge(boxes[box.above], box) for box in boxes if box.above is not None)
    drawn = "".join(_draw(box) for box in boxes)
    return Markup(  # noqa: S704  # every text in it is escaped
        f'<svg class="graph" viewBox="-2 -2 {width} {height:.0f}" width="{width}" height="{height:.0f}" role="group" '
        f'aria-label="Who carries whose text">{edges}{drawn}</svg>'
    )


def _next_row(boxes: Sequence[_Box]) -> float:
    return max((box.row for box in boxes), default=-1.0) + 1


def _lineage(lineage: LineageOut, articles: Mapping[str, ArticleOut], *, first: int, row: float) -> list[_Box]:
    branches = trace_descent(lineage, articles)
    wire = lineage.wire if lineage.wire and not _is_here(lineage.wire, branches) else None
    boxes: list[_Box] = []
    if wire:
        boxes.append(_Box(
            column=0, row=row, above=None, first=wire, second="the agency's own text is not here", href=None, title=wire,
        ))  # fmt: skip
    shift = 1 if wire else 0
    path: dict[int, int] = {0: first} if wire else {}
    for i, branch in enumerate(branches):
        column = branch.depth + shift
        above = path.get(column - 1) if column else None
        boxes.append(_box(branch.article, branch.taken, column=column, row=row + i, above=above))
        path[column] = first + len(boxes) - 1
    return boxes


def _is_here(wire: str, branches: Sequence[BranchView]) -> bool:
    return any(branch.depth == 0 and branch.article.outlet == wire for branch in branches)


def _box(article: ArticleOut, taken: str, *, column: int, row: float, above: int | None) -> _Box:
    outlet = name_outlet(article)
    return _Box(
        column=column, row=row, above=above, first=outlet, second=taken, href=link("article", article.id),
        title=f"{outlet}: {article.title or 'untitled'}, {say_date(article.published)}. {taken}",
    )  # fmt: skip


def _edge(above: _Box, box: _Box) -> str:
    x, y = above.column * COLUMN + BOX_WIDTH, above.row * ROW + BOX_HEIGHT / 2
    to_x, to_y = box.column * COLUMN, box.row * ROW + BOX_HEIGHT / 2
    middle = (x + to_x) / 2
    return (
        f'<path class="edge" d="M{x:.0f},{y:.0f}C{middle:.0f},{y:.0f} {middle:.0f},{to_y:.0f} {to_x:.0f},{to_y:.0f}"/>'
    )


def _draw(box: _Box) -> str:
    x, y = box.column * COLUMN, box.row * ROW
    inner = (
        f"<title>{escape(box.title)}</title>"
        f'<rect x="{x}" y="{y:.0f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="3"/>'
        f'<text class="first" x="{x + 10}" y="{y + 19:.0f}">{escape(_cut(box.first, LETTERS))}</text>'
        f'<text class="second" x="{x + 10}" y="{y + 36:.0f}">{escape(_cut(box.second, SMALL_LETTERS))}</text>'
    )
    if box.href is None:
        return f'<g class="wire">{inner}</g>'
    return f'<a href="{escape(box.href)}">{inner}</a>'


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
