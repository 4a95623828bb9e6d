"""The article page: the text with everything found in it, beside it notes that open what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from consilience.exports.page.view import name_outlet
from consilience.exports.page.words import count
from consilience.exports.record.shape import (
    ArticleOut,
    ClaimOut,
    ConflictOut,
    EntityOut,
    EventOut,
    FramingOut,
    LineageOut,
    PassageOut,
    SpanOut,
    StoryOut,
)
from consilience.record.listing import Filter
from consilience.web.pages.bearers import spans_in
from consilience.web.pages.facts import Ref, name_entity, name_speaker, say_day, say_type
from consilience.web.pages.links import link, link_outlet, link_span, safe_url
from consilience.web.pages.origins import find_root
from consilience.web.pages.segments import Find, Paragraph, cut, find_paragraph
from consilience.web.pages.shelf import Shelf

ARTICLE_BASIS = {"stated": "", "resolved": "worked out from its words", "inferred": "inferred from the other reports"}

MOST_FOUND = 1000
"""Finds of one kind shown in one article: twice the most that any article of the bulk data holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note beside the text. `key` ties it to the words it is about."""

    key: str
    layer: str
    start: int
    head: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph and its notes."""

    paragraph: Paragraph
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that stayed ("same"), went ("gone") or came ("new") between two versions."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """Another text of the same address."""

    number: int
    taken: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """Everything the article page shows."""

    id: str
    title: str
    outlet: Ref
    authors: tuple[str, ...]
    day: str
    basis: str
    language: str
    unread: bool
    url: str | None
    wire: str | None
    lineage: Ref | None
    stories: tuple[Ref, ...]
    blocks: tuple[Block, ...]
    counts: tuple[tuple[str, str, int], ...]
    marked: bool
    versions: tuple[VersionRow, ...]
    changes: tuple[Change, ...]


def show_article(shelf: Shelf, name: str, *, mark: tuple[int, int] | None, against: str | None) -> ArticleView | None:
    """Give the view of an article; `mark`: words to mark; `against`: the id of another version to compare with."""
    article = shelf.get(ArticleOut, name)
    if article is None:
        return None
    finds, notes = _find_all(shelf, article)
    if mark and 0 <= mark[0] < mark[1] <= len(article.text):
        finds.append(Find(start=mark[0], end=mark[1], layer="mark", key="mark"))
    paragraphs = cut(article, finds)
    lineage = shelf.get(LineageOut, article.lineage)
    stories = shelf.list(StoryOut, Filter(article=name))
    other = shelf.get(ArticleOut, against)
    return ArticleView(
        id=article.id,
        title=article.title or "untitled",
        outlet=Ref(text=name_outlet(article), href=link_outlet(article.outlet)),
        authors=article.authors,
        day=say_day(article.published),
        basis=ARTICLE_BASIS[article.published.basis] if article.published else "",
        language=article.language,
        unread=article.language not in ("en", "und"),
        url=safe_url(article.url),
        wire=article.wire,
        lineage=_lineage_ref(lineage) if lineage else None,
        stories=tuple(Ref(text=entry.of.title, href=link("story", entry.of.id)) for entry in stories),
        blocks=_blocks(paragraphs, notes),
        counts=_counts(finds),
        marked=any(find.layer == "mark" for find in finds),
        versions=_versions(shelf, article),
        changes=compare(other.text, article.text) if other else (),
    )


def compare(before: str, after: str) -> tuple[Change, ...]:
    """Give what changed between two texts, word by word, in reading order."""
    old, new = before.split(), after.split()
    changes = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(Change(kind="same", text=" ".join(old[i:j])))
            continue
        if i < j:
            changes.append(Change(kind="gone", text=" ".join(old[i:j])))
        if k < m:
            changes.append(Change(kind="new", text=" ".join(new[k:m])))
    return tuple(changes)


def _find_all(shelf: Shelf, article: ArticleOut) -> tuple[list[Find], list[Note]]:
    where = Filter(article=article.id)
    finds = _names(shelf, where, article.id)
    notes: list[Note] = []
    for found, noted in (
        _disputes(shelf, where, article.id),
        _events(shelf, where, article.id),
        _claims(shelf, where),
        _labels(shelf, where),
        _carried(shelf, article),
    ):
        finds += found
        notes += noted
    return finds, notes


def _names(shelf: Shelf, where: Filter, article: str) -> list[Find]:
    found: list[Find] = []
    for entry in shelf.list(EntityOut, where, limit=MOST_FOUND):
        item = entry.item
        href = link("place" if item.type == "place" else "entity", item.id)
        found += [
            Find(start=span.start, end=span.end, layer="name", key=item.id, href=href)
            for span in spans_in(item, article)
        ]
    return found


def _disputes(shelf: Shelf, where: Filter, article: str) -> tuple[list[Find], list[Note]]:
    finds, notes = [], []
    for entry in shelf.list(ConflictOut, where, limit=MOST_FOUND):
        for position in entry.of.positions:
            spans = [span for span in position.spans if span.article == article]
            finds += [Find(start=s.start, end=s.end, layer="dispute", key=entry.of.id) for s in spans]
            if spans:
                head = "disputed" if entry.of.nature == "disagreement" else "changed since"
                notes.append(
                    _note(entry.of.id, "dispute", spans, head, entry.of.question, link("conflict", entry.of.id))
                )
    return finds, notes


def _events(shelf: Shelf, where: Filter, article: str) -> tuple[list[Find], list[Note]]:
    finds, notes = [], []
    for entry in shelf.list(EventOut, where, limit=MOST_FOUND):
        event = entry.of
        spans = [report.span for report in event.reports if report.span.article == article]
        finds += [Find(start=s.start, end=s.end, layer="event", key=event.id) for s in spans]
        if spans:
            text = f"{say_day(event.date)} · {count(event.independent_reports, 'independent report')}"
            notes.append(_note(event.id, "event", spans, say_type(event), text, link("event", event.id)))
    return finds, notes


def _claims(shelf: Shelf, where: Filter) -> tuple[list[Find], list[Note]]:
    finds, notes = [], []
    for entry in shelf.list(ClaimOut, where, limit=MOST_FOUND):
        claim = entry.of
        speaker = name_speaker(shelf, claim)
        if speaker is None:
            continue
        finds.append(Find(start=claim.span.start, end=claim.span.end, layer="claim", key=claim.id))
        words = [claim.stance, *(["quoted"] if claim.quoted else []), *([f"via {claim.via}"] if claim.via else [])]
        head = speaker.text + (" (anonymous)" if claim.anonymous else "")
        notes.append(_note(claim.id, "claim", [claim.span], head, ", ".join(words), link("claim", claim.id)))
    return finds, notes


def _labels(shelf: Shelf, where: Filter) -> tuple[list[Find], list[Note]]:
    finds, notes = [], []
    for entry in shelf.list(FramingOut, where, limit=MOST_FOUND):
        framing = entry.of
        entity = name_entity(shelf, framing.entity)
        finds.append(Find(start=framing.span.start, end=framing.span.end, layer="label", key=entry.item.id))
        text = f"said of {entity.text}, {framing.tone}"
        notes.append(_note(entry.item.id, "label", [framing.span], f"“{framing.label}”", text, entity.href or "#"))
    return finds, notes


def _carried(shelf: Shelf, article: ArticleOut) -> tuple[list[Find], list[Note]]:
    lineage = shelf.get(LineageOut, article.lineage)
    finds: list[Find] = []
    notes: list[Note] = []
    if lineage is None:
        return finds, notes
    root = find_root(lineage)
    for place, passages in _by_place(lineage.passages, article.id).items():
        best = max(passages, key=lambda passage: (passage.similarity, passage.a.article == root, passage.a.article))
        givers = shelf.articles([best.a.article, *(passage.a.article for passage in passages)])
        key = f"carried-{place.start}"
        finds.append(Find(start=place.start, end=place.end, layer="carried", key=key))
        others = (
            f"; also in {', '.join(names[1:])}" if len(names := [name_outlet(a) for a in givers.values()]) > 1 else ""
        )
        text = f"{names[0] if names else 'a text no longer here'}, {best.similarity:.0%} the same words{others}"
        notes.append(_note(key, "carried", [place], "carried from", text, link_span(best.a)))
    return finds, notes


def _by_place(passages: Iterable[PassageOut], article: str) -> dict[SpanOut, list[PassageOut]]:
    """The passages an article carries, those of the same words of it together."""
    found: dict[SpanOut, list[PassageOut]] = {}
    for passage in passages:
        if passage.b.article == article:
            found.setdefault(passage.b, []).append(passage)
    return found


def _note(key: str, layer: str, spans: Sequence[SpanOut], head: str, text: str, href: str) -> Note:
    return Note(key=key, layer=layer, start=min(span.start for span in spans), head=head, text=text, href=href)


def _blocks(paragraphs: tuple[Paragraph, ...], notes: Sequence[Note]) -> tuple[Block, ...]:
    beside: list[list[Note]] = [[] for _ in paragraphs]
    for note in sorted(notes, key=lambda note: (note.start, note.layer, note.key)):
        at = find_paragraph(paragraphs, note.start)
        if paragraphs and (not beside[max(at, 0)] or beside[max(at, 0)][-1] != note):
            beside[max(at, 0)].append(note)
    return tuple(Block(paragraph=p, notes=tuple(n)) for p, n in zip(paragraphs, beside, strict=True))


LAYER_WORDS = {
    "name": "names", "event": "events", "claim": "statements", "dispute": "disputes", "carried": "carried passages",
    "label": "labels",
}  # fmt: skip


def _counts(finds: Sequence[Find]) -> tuple[tuple[str, str, int], ...]:
    """Each layer, its word, and how many different things of it stand in the text (names: how often)."""
    rows = []
    for layer, words in LAYER_WORDS.items():
        of_layer = [find for find in finds if find.layer == layer]
        number = len(of_layer) if layer == "name" else len({find.key for find in of_layer})
        rows.append((layer, words, number))
    return tuple(rows)


def _lineage_ref(lineage: LineageOut) -> Ref:
    verb = "rewritten from" if lineage.kind == "rewrite" else "carries"
    origin = f"{lineage.wire} text" if lineage.wire else "one text"
    others = len(lineage.articles) - 1
    text = f"{verb} {origin}, shared with {count(others, 'other article')}"
    return Ref(text=text, href=link("lineage", lineage.id))


def _versions(shelf: Shelf, article: ArticleOut) -> tuple[VersionRow, ...]:
    versions = shelf.desk.versions(article.url) if article.url else ()
    if len(versions) < 2:
        return ()
    return tuple(
        VersionRow(
            number=version.number,
            taken=version.taken[:10],
            href=f"{link('article', article.id)}?against={version.article}#versions",
            here=version.article == article.id,
        )
        for version in versions
    )
