"""`consilience read`: what the reading stages find in one file, as JSON or coloured in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from consilience.cli.failure import Failure
from consilience.settings import SHIPPED_LANGUAGE_MODEL

if TYPE_CHECKING:
    from consilience.record.found import Reading

MENTION_STYLES = {
    "person": "bold cyan", "organization": "bold magenta", "place": "bold green", "group": "cyan", "facility": "green",
    "event": "yellow", "product": "blue",
}  # fmt: skip
ASIDE_STYLE = "dim"
TRIGGER_STYLE = "bold underline yellow"
TIME_STYLE = "italic blue"


def read(file: Path, /, *, json: bool = False, language_model: str = SHIPPED_LANGUAGE_MODEL) -> None:
    """Show what the reading stages find in a file: zones, names, times, events, claims.

    Parameters
    ----------
    file
        A .txt, .html, .json or .jsonl file.
    json
        Print JSON instead of the coloured view.
    language_model
        Name of an installed spaCy pipeline to use instead of the shipped one.

    """
    from consilience.record.text import Problem
    from consilience.sources.intake import take_in
    from consilience.wiring import Reader

    articles = []
    for item in take_in([file]):
        if isinstance(item, Problem):
            sys.stderr.write(f"consilience: {item.message}\n")
        else:
            articles.append(item)
    if not articles:
        raise Failure(f"{file}: nothing to read")
    try:
        readings = Reader(language_model=language_model).read(articles)
    except LookupError as error:
        raise Failure(str(error)) from error
    if json:
        from consilience.store.codec import reading_json

        sys.stdout.buffer.write(reading_json(readings))
        return
    for reading in readings:
        _show(Console(highlight=False), reading)


def _show(console: Console, reading: Reading) -> None:
    console.rule(Text(reading.layout.title or reading.article.path))
    published = reading.article.published
    day = f"{published.earliest} ({published.basis})" if published else "no date"
    console.print(
        f"{reading.layout.outlet or 'outlet unknown'} · {day} · language {reading.article.language}", style="dim"
    )
    console.print(_paint(reading))
    console.print(_events(reading))
    console.print(_claims(reading))


def _paint(reading: Reading) -> Text:
    text = Text(reading.article.text)
    for zone in reading.layout.zones:
        if zone.kind not in ("body", "headline"):
            text.stylize(ASIDE_STYLE, zone.span.start, zone.span.end)
    for mention in reading.mentions:
        if mention.form == "name":
            text.stylize(MENTION_STYLES[mention.kind], mention.span.start, mention.span.end)
    for time in reading.times:
        text.stylize(TIME_STYLE, time.span.start, time.span.end)
    for event in reading.events:
        text.stylize(TRIGGER_STYLE, event.span.start, event.span.end)
    return text


def _events(reading: Reading) -> Table:
    names = {m.id: m.text for m in reading.mentions}
    table = Table(
        "event", "words", "who", "to whom", "where", "when", "actuality", box=None, pad_edge=False, title_justify="left"
    )
    for event in reading.events:
        table.add_row(
            f"{event.type}{'/' + event.mode if event.mode else ''}",
            Text(reading.article.text[event.span.start : event.span.end]),
            Text(", ".join(names[m] for m in event.agents)),
            Text(", ".join(names[m] for m in event.targets)),
            Text(names[event.place] if event.place else ""),
            f"{event.when.earliest}..{event.when.latest}" if event.when else "",
            event.actuality,
        )
    return table


def _claims(reading: Reading) -> Table:
    table = Table("who says", "stance", "via", "what", box=None, pad_edge=False)
    for claim in reading.claims:
        if claim.speaker_text:
            words = " ".join(reading.article.text[claim.span.start : claim.span.end].split())
            table.add_row(Text(claim.speaker_text), claim.stance, Text(claim.via or ""), Text(words))
    return table
