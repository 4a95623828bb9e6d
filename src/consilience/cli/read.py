"""`consilience read`: what the reading stages find in one file, as JSON or coloured in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from consilience.cli.drawing import open_console, styled
from consilience.cli.failure import Failure
from consilience.cli.terminal import line, veiled
from consilience.settings import SHIPPED_LANGUAGE_MODEL

if TYPE_CHECKING:
    from rich.console import Console

    from consilience.record.found import Reading
    from consilience.record.text import When

MENTION_STYLES = {
    "person": "bold cyan", "organization": "bold magenta", "place": "bold green", "group": "cyan", "facility": "green",
    "event": "yellow", "product": "blue",
}  # fmt: skip
ASIDE_STYLE = "dim"
TRIGGER_STYLE = "bold underline yellow"
TIME_STYLE = "italic blue"


def read(file: Path, /, *, json: bool = False, language_model: str = SHIPPED_LANGUAGE_MODEL) -> None:
    """Show what the reading stages find in a file: zones, names, times, events, claims.

    For example:

    - `consilience read report.html`
    - `consilience read report.html --json`

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
            sys.stderr.write(f"consilience: {line(item.message)}\n")
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
        _show(open_console(), reading)


def _show(console: Console, reading: Reading) -> None:
    console.rule(styled((reading.layout.title or reading.article.path, "")))
    published = reading.article.published
    day = f"{_days(published)} ({published.basis})" if published else "no date"
    about = f"{reading.layout.outlet or 'outlet unknown'} · {day} · language {reading.article.language}"
    console.print(styled((about, "dim")))
    console.print(_paint(reading))
    console.print(_events(reading))
    console.print(_claims(reading))


def _paint(reading: Reading) -> Text:
    text = Text(veiled(reading.article.text))
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
    table = Table(box=None, pad_edge=False)
    for heading in ("event", "words", "who", "to whom", "where", "when", "actuality"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("event", "when"))
    for event in reading.events:
        table.add_row(
            f"{event.type}{'/' + event.mode if event.mode else ''}",
            styled((reading.article.text[event.span.start : event.span.end], "")),
            styled((", ".join(names[m] for m in event.agents), "")),
            styled((", ".join(names[m] for m in event.targets), "")),
            styled((names[event.place] if event.place else "", "")),
            _days(event.when) if event.when else "",
            event.actuality,
        )
    return table


def _days(when: When) -> str:
    first, last = when.earliest.isoformat(), when.latest.isoformat()
    return first if first == last else f"{first} to {last}"


def _claims(reading: Reading) -> Table:
    table = Table("who says", "stance", "via", "what", box=None, pad_edge=False)
    for claim in reading.claims:
        if claim.speaker_text:
            words = reading.article.text[claim.span.start : claim.span.end]
            cells = (claim.speaker_text, claim.stance, claim.via or "", words)
            table.add_row(*(styled((cell, "")) for cell in cells))
    return table
