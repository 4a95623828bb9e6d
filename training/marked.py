"""Sentences with a marked source and target, read as the program reads them: for training the event coder and measuring it.

The file is a table split by tabs with the columns `marked_sentence` (the parties in `<s>` and `<t>`), `gold_root` and
`gold_penta`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.record.found import EventMention, Found, Mention, MentionKind
from consilience.record.text import Article, Layout, Sentence, Span
from consilience.stages import events
from consilience.stages.events.coding import told
from consilience.stages.events.lexicon import in_class
from consilience.stages.events.mending import mend
from consilience.stages.events.traits import Pair, Told, traits_of
from consilience.stages.events.view import tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from consilience.ports import Parsed, Parser, Traits

MARK = re.compile(r"</?[st]>")
KINDS: dict[str, MentionKind] = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "facility"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """One marked sentence: what it should be coded as, what the coder is asked, and what the rules alone read in it."""

    text: str
    root: str
    quad: str
    traits: Traits
    rules: tuple[EventMention, ...]


def read_marked(file: Path, parser: Parser) -> Iterator[MarkedSentence]:
    """Read a table of marked sentences, in order."""
    with file.open(encoding="utf-8", newline="") as lines:
        for i, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            yield _read_row(f"marked-{i}", row, parser)


def _read_row(name: str, row: dict[str, str], parser: Parser) -> MarkedSentence:
    text, parties = unmark(row["marked_sentence"])
    whole = Span(article=name, start=0, end=len(text))
    [parsed] = parser.parse([(text, [whole])])
    mentions = tuple(_mention(parsed, name, text, k, party) for k, party in enumerate(parties))
    found = _read_rules(name, text, whole, parsed, mentions)
    sources = tuple(each for each in mentions if each.id.startswith("s"))
    targets = tuple(each for each in mentions if each.id.startswith("t"))
    return MarkedSentence(
        text=text,
        root=row["gold_root"],
        quad=row["gold_penta"],
        traits=_traits(mend(parsed), sources, targets, found),
        rules=found,
    )


def unmark(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Give the sentence without its marks, and each marked phrase as (role, start, end)."""
    text, at, pairs = "", 0, []
    opened: dict[str, int] = {}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        role = mark.group()[-2]
        if mark.group().startswith("</"):
            start = opened.pop(role, len(text))
            phrase = text[start:].rstrip(" ,.;:")
            if phrase:
                pairs.append((role, start, start + len(phrase)))
        else:
            opened[role] = len(text)
    return text + marked[at:], pairs


def _mention(parsed: Parsed, name: str, text: str, number: int, party: tuple[str, int, int]) -> Mention:
    role, start, end = party
    return Mention(
        id=f"{role}{number}",
        span=Span(article=name, start=start, end=end),
        kind=_kind(parsed, start, end),
        form="name",
        text=text[start:end],
    )


def _kind(parsed: Parsed, start: int, end: int) -> MentionKind:
    for each in parsed.names:
        if parsed.tokens[each.first].start >= start and parsed.tokens[each.last - 1].end <= end and each.label in KINDS:
            return KINDS[each.label]
    inside = [token for token in parsed.tokens if start <= token.start < end]
    return "group" if any(in_class(token.text, "person") for token in inside) else "organization"


def _read_rules(
    name: str, text: str, whole: Span, parsed: Parsed, mentions: tuple[Mention, ...]
) -> tuple[EventMention, ...]:
    article = Article(
        id=name, path=name, url=None, outlet=None, title=None, authors=(), published=None, language="en", text=text
    )
    sentences = (Sentence(span=whole, zone="body"),)
    layout = Layout(zones=(), sentences=sentences, title=None, outlet=None, published=None, credits=())
    found, _ = events.read(article, layout, parsed, Found(mentions=mentions), published=None)
    return found


def _traits(
    parsed: Parsed, sources: tuple[Mention, ...], targets: tuple[Mention, ...], found: tuple[EventMention, ...]
) -> Traits:
    """The traits of the pair; a party without a mark (two rows in a thousand) is the sentence's first or last word."""
    last = len(parsed.tokens)
    pair = Pair(_tokens(parsed, sources) or (0,), _tokens(parsed, targets) or (last - 1,), (0, last))
    beside: list[Told] = [told(each, [m.id for m in sources], [m.id for m in targets]) for each in found]
    kinds = tuple(each[0].kind if each else "group" for each in (sources, targets))
    return traits_of(parsed, pair, beside, (kinds[0], kinds[1]))


def _tokens(parsed: Parsed, mentions: Iterable[Mention]) -> tuple[int, ...]:
    return tuple(sorted({i for each in mentions for i in tokens_in(parsed, each.span)}))
