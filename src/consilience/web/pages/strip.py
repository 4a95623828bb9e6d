"""Small drawings in SVG, made on the server: a strip of days, and the lanes of a dispute. No style stands in them but classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from markupsafe import Markup, escape

WIDTH = 720.0
STRIP_HEIGHT = 64.0
LANE_HEIGHT = 34.0
WIDEST_BAR = 26.0
MOST_DAYS = 120
"""Strips of more days than this are drawn by week."""


def draw_strip(days: Iterable[str], noun: str) -> Markup | None:
    """Give bars of how many things fall on each day (ISO), each bar opening `#day-ISO`; `None` below two days."""
    counts = Counter(day for day in days if day)
    if len(counts) < 2:
        return None
    span = _range(min(counts), max(counts))
    step = 7 if len(span) > MOST_DAYS else 1
    bins = [span[i : i + step] for i in range(0, len(span), step)]
    totals = [sum(counts[day.isoformat()] for day in bin_) for bin_ in bins]
    width = WIDTH / len(bins)
    bars = "".join(_bar(i, bins[i], totals[i], max(totals), width, counts) for i in range(len(bins)) if totals[i])
    label = escape(f"{sum(totals)} {noun} from {_say(span[0])} to {_say(span[-1])}, by {'week' if step > 1 else 'day'}")
    return Markup(  # noqa: S704  # every text in it is escaped
        f'<svg class="strip" viewBox="0 0 {WIDTH:.0f} {STRIP_HEIGHT + 18:.0f}" role="group" aria-label="{label}">{bars}'
        f'<path class="axis" d="M0,{STRIP_HEIGHT:.0f}.5H{WIDTH:.0f}"/>{_ends(span, STRIP_HEIGHT)}</svg>'
    )


def draw_lanes(lanes: Sequence[tuple[str, Sequence[str]]]) -> Markup | None:
    """Give one lane for each position (its number, the days it was said); `None` where no two days are known."""
    known = [day for _, days in lanes for day in days if day]
    if not known:
        return None
    if len(set(known)) < 2:
        return None
    span = _range(min(known), max(known))
    height = LANE_HEIGHT * len(lanes)
    rows = "".join(_lane(i, name, [d for d in days if d], span) for i, (name, days) in enumerate(lanes))
    label = escape(f"When each position was said, {_say(span[0])} to {_say(span[-1])}")
    return Markup(  # noqa: S704  # every text in it is escaped
        f'<svg class="lanes" viewBox="0 0 {WIDTH:.0f} {height + 20:.0f}" role="img" aria-label="{label}">{rows}'
        f'<path class="axis" d="M40,{height:.0f}.5H{WIDTH:.0f}"/>{_ends(span, height, left=40)}</svg>'
    )


def _range(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=i) for i in range((end - start).days + 1)]


def _bar(at: int, days: Sequence[date], total: int, most: int, width: float, counts: Counter[str]) -> str:
    tall = max(STRIP_HEIGHT * 0.78 * total / most, 3.0)
    wide = min(max(width * 0.7, 1.5), WIDEST_BAR)
    x = at * width + (width - wide) / 2
    first = next(day for day in days if counts[day.isoformat()])
    label = escape(f"{_say(first)}: {total}")
    return (
        f'<a href="#day-{first.isoformat()}" aria-label="{label}"><title>{label}</title>'
        f'<rect class="room" x="{at * width:.1f}" y="0" width="{width:.1f}" height="{STRIP_HEIGHT:.0f}"/>'
        f'<rect class="bar" x="{x:.1f}" y="{STRIP_HEIGHT - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>'
        f'<text x="{x + wide / 2:.1f}" y="{STRIP_HEIGHT - tall - 4:.1f}">{total}</text></a>'
    )


def _lane(row: int, name: str, days: Sequence[str], span: Sequence[date]) -> str:
    y = LANE_HEIGHT * (row + 0.5)
    points = sorted((_x(day, span), day, n) for day, n in Counter(days).items())
    line = f'<path class="run" d="M{points[0][0]:.1f},{y:.1f}H{points[-1][0]:.1f}"/>' if len(points) > 1 else ""
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{5 + 2 * min(n - 1, 4)}"><title>{escape(_say(date.fromisoformat(day)))}: '
        f"{n}</title></circle>"
        for x, day, n in points
    )
    return f'<text class="lane" x="6" y="{y + 5:.1f}">{escape(name)}</text>{line}{dots}'


def _x(day: str, span: Sequence[date]) -> float:
    share = (date.fromisoformat(day) - span[0]).days / max(len(span) - 1, 1)
    return 60 + share * (WIDTH - 80)


def _ends(span: Sequence[date], y: float, *, left: float = 0) -> str:
    first = f'<text class="tick" x="{left:.0f}" y="{y + 15:.0f}">{_say(span[0])}</text>'
    return first + f'<text class="tick end" x="{WIDTH:.0f}" y="{y + 15:.0f}">{_say(span[-1])}</text>'


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
