"""Answers drawn in a terminal: headings, rows of two or more columns, dates as people write them. All text is made safe first."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from consilience.cli.terminal import line

if TYPE_CHECKING:
    from consilience.desk import Desk, Item

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
UNDATED = "day unknown"
Cell = str | Text
Row = tuple[Cell, ...]


def open_console() -> Console:
    """A console that colours nothing of its own accord, leaves words whole, and pads no line that goes to a file or a pipe."""
    where = None if sys.stdout.isatty() else cast("TextIO", _Unpadded(sys.stdout))
    return Console(file=where, highlight=False, emoji=False, markup=False)


class _Unpadded:
    """A stream that leaves out the blanks with which tables fill their last column; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write whole lines, which is what a console writes."""
        return self._stream.write("\n".join(each.rstrip(" ") for each in text.split("\n")))


def styled(*parts: tuple[str, str]) -> Text:
    """One line or more of safe text, each part in its style."""
    text = Text()
    for words, style in parts:
        text.append("\n" if words == "\n" else _blank(words, words.lstrip(" ")) + line(words), style=style)
        text.append("" if words == "\n" else _blank(words, words.rstrip(" ")))
    return text


def _blank(words: str, stripped: str) -> str:
    """The blanks that were stripped off, so that parts do not run together; no more than two, and none where all is blank."""
    return " " * min(len(words) - len(stripped), 2) if stripped else ""


def heading(console: Console, title: str, about: str = "") -> None:
    """A title in bold and what is to be said of it, below."""
    console.print(styled((title, "bold")))
    if about:
        console.print(styled((about, "dim")))


def section(console: Console, title: str, rows: Iterable[Row], *, widths: Sequence[int] = ()) -> None:
    """A heading and rows below it, indented; nothing where there are no rows. `widths`: least width of each column."""
    listed = list(rows)
    if not listed:
        return
    console.print()
    if title:
        console.print(styled((title, "bold cyan")))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=1)
    last = len(listed[0]) - 1
    for n in range(len(listed[0])):
        width = widths[n] if n < len(widths) else 0
        table.add_column(min_width=width or None, ratio=1 if n == last else None, overflow="fold", vertical="top")
    for row in listed:
        table.add_row("", *(cell if isinstance(cell, Text) else styled((cell, "")) for cell in row))
    console.print(table)


def day(date: Any) -> str:
    """A date of the record as people write it, as precisely as it is known; "" for none."""
    return _span(date.start, date.end, date.precision) if date else ""


def days(item: Item) -> str:
    """The first and last day of an item; "" where none is known."""
    return _span(item.first, item.last or item.first, "day") if item.first else ""


def iso_words(iso: str | None) -> str:
    """An ISO day as people write it; "" for none."""
    return _day(iso) if iso else ""


def _span(start: str, end: str, precision: str) -> str:
    if precision == "year" or precision == "decade":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if precision == "month" and start[:7] == end[:7]:
        return f"{MONTHS[int(start[5:7]) - 1]} {start[:4]}"
    if start == end:
        return _day(start)
    if start[:7] == end[:7]:
        return f"{int(start[8:])}–{_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def _day(iso: str) -> str:
    return f"{int(iso[8:])} {MONTHS[int(iso[5:7]) - 1][:3]} {iso[:4]}"


def event_rows(items: Iterable[Item], outlets: Outlets) -> list[Row]:
    """Events of a list, in its order: the day, the words, what stands behind them. Those that one sentence tells are one row."""
    told: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        told.setdefault((days(item) or UNDATED, item.title), []).append(item)
    return [(when, _told(words, same, outlets)) for (when, words), same in told.items()]


def _told(words: str, events: list[Item], outlets: Outlets) -> Text:
    reports = support(max(event.figure("independent") for event in events))
    statuses = ", ".join(dict.fromkeys(event.status or "" for event in events))
    named = outlets.of(name for event in events for name in event.articles)
    return styled((words, ""), ("\n", ""), (f"{reports}, {statuses} · {named}", "dim"))


def position_row(position: Any, outlets: Outlets) -> Row:
    """A position of a dispute: how many reports, what it says, who says so where and when."""
    first, last = day(position.first), day(position.last)
    when = first if first == last or not last else f"{first} – {last}"
    told = behind(", ".join(position.ultimate_sources), outlets.of(s.article for s in position.spans), when)
    words = styled((position.statement, ""), ("\n", ""), (told, "dim"))
    return styled((support(position.independent_reports), "red")), words


def support(reports: int) -> str:
    """How many independent reports stand behind something."""
    return "1 report" if reports == 1 else f"{reports} independent" if reports else "no count"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number and what is counted."""
    return f"{number} {one if number == 1 else many or one + 's'}"


class Outlets:
    """The outlets of articles by id, each looked up once."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._known = desk, dict[str, str]()

    def of(self, articles: Iterable[str]) -> str:
        """Give their names once each, in order, with commas."""
        wanted = list(articles)
        missing = [name for name in wanted if name not in self._known]
        for item in self._desk.many("article", missing):
            self._known[item.id] = item.outlet or "outlet unknown"
        return ", ".join(dict.fromkeys(self._known.get(name, "outlet unknown") for name in wanted))


def behind(*parts: str) -> str:
    """What stands behind a line, each thing said once, with dots between."""
    return " · ".join(dict.fromkeys(filter(None, parts)))
