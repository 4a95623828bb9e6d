"""`check(record)`: which promises of the record format are broken, by code. A broken one is a bug of the program.

Each check is a function from record to broken invariants; the list `CHECKS` is the documentation of the codes.
Not here: whether a fact is true. That no program can check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from consilience.exports.record.shape import ArticleOut, DateOut, Record, SpanOut

UNCITABLE = frozenset({"furniture", "caption", "credit"})
"""Zones that nothing derived may cite (record format, key `articles`)."""

DERIVED = ("events", "claims", "conflicts", "control", "relations", "framing", "timeline", "brief")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One broken invariant: its code, the id or path of the fact, and one line for a person."""

    code: str
    where: str
    message: str


def check(record: Record) -> tuple[Broken, ...]:
    """Give every broken invariant, in the order of `CHECKS`; empty when the record keeps its promises."""
    return tuple(broken for _, run in CHECKS for broken in run(record))


def _walk(value: object, path: str) -> Iterator[tuple[str, object]]:
    yield path, value
    if is_dataclass(value):
        for item in fields(value):
            yield from _walk(getattr(value, item.name), f"{path}.{item.name}")
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _walk(part, f"{path}[{i}]")


def _cited(record: Record, keys: tuple[str, ...]) -> Iterator[tuple[str, SpanOut]]:
    for key in keys:
        for path, value in _walk(getattr(record, key), key):
            if isinstance(value, SpanOut):
                yield path, value


def _spans_inside(record: Record) -> Iterator[Broken]:
    length = {article.id: len(article.text) for article in record.articles}
    keys = tuple(item.name for item in fields(record) if item.name not in ("articles", "judgements"))
    for path, span in _cited(record, keys):
        if not 0 <= span.start < span.end <= length.get(span.article, -1):
            yield Broken(
                code="span-outside",
                where=path,
                message=f"span {span.start}-{span.end} is not in article {span.article}",
            )


def _zones_tile(record: Record) -> Iterator[Broken]:
    for article in record.articles:
        at = 0
        for zone in article.zones:
            if zone.start != at or zone.end <= zone.start:
                break
            at = zone.end
        if at != len(article.text):
            yield Broken(
                code="zones-gap", where=article.id, message=f"zones of {article.path} do not tile its text at {at}"
            )


def _zones_respected(record: Record) -> Iterator[Broken]:
    aside = {article.id: _aside(article) for article in record.articles}
    for path, span in _cited(record, DERIVED):
        for start, end in aside.get(span.article, ()):
            if start < span.end and span.start < end:
                yield Broken(
                    code="cites-furniture", where=path, message=f"span {span.start}-{span.end} touches a zone set aside"
                )
                break


def _aside(article: ArticleOut) -> tuple[tuple[int, int], ...]:
    return tuple((zone.start, zone.end) for zone in article.zones if zone.kind in UNCITABLE)


def _ids_unique(record: Record) -> Iterator[Broken]:
    for key in ("articles", "lineages", "stories", "entities", "events", "claims", "quotes", "conflicts"):
        seen: set[str] = set()
        for item in getattr(record, key):
            if item.id in seen:
                yield Broken(code="id-twice", where=item.id, message=f"two {key} have this id")
            seen.add(item.id)


def _references_resolve(record: Record) -> Iterator[Broken]:
    known = {
        key: {item.id for item in getattr(record, key)}
        for key in ("articles", "entities", "events", "claims", "conflicts")
    }
    wanted: list[tuple[str, str, str]] = []
    for event in record.events:
        wanted += [
            ("entities", event.id, e) for e in (*event.actors, *event.targets, *([event.place] if event.place else []))
        ]
        wanted += [("claims", event.id, report.claim) for report in event.reports if report.claim]
    for claim in record.claims:
        wanted += [("entities", claim.id, claim.speaker)] if claim.speaker else []
        wanted += [("events", claim.id, event) for event in claim.events]
    wanted += [("claims", quote.id, claim) for quote in record.quotes for claim in quote.claims]
    for conflict in record.conflicts:
        wanted += [("entities", conflict.id, entity) for entity in conflict.about]
        wanted += [("events", conflict.id, event) for event in conflict.events]
        wanted += [("claims", conflict.id, claim) for position in conflict.positions for claim in position.claims]
    for relation in record.relations:
        wanted += [("entities", "relations", entity) for entity in (relation.subject, relation.object)]
    for control in record.control:
        wanted += [("entities", "control", entity) for entity in (control.place, *control.holder)]
        wanted += [("conflicts", "control", control.conflict)] if control.conflict else []
    for framing in record.framing:
        wanted += [("entities", "framing", framing.entity), ("articles", "framing", framing.article)]
    for kind, where, target in wanted:
        if target not in known[kind]:
            yield Broken(code="dangling-id", where=where, message=f"{target} is no id of {kind}")


def _evidence_present(record: Record) -> Iterator[Broken]:
    evidence: list[tuple[str, int]] = [(event.id, len(event.reports)) for event in record.events]
    evidence += [(c.id, len(p.spans) + len(p.claims)) for c in record.conflicts for p in c.positions]
    evidence += [(f"timeline[{i}]", len(entry.citations)) for i, entry in enumerate(record.timeline)]
    evidence += [(f"brief[{i}]", len(line.citations)) for i, line in enumerate(record.brief.sentences)]
    evidence += [("relations", len(relation.spans)) for relation in record.relations]
    evidence += [("control", len(control.spans)) for control in record.control]
    for where, count in evidence:
        if not count:
            yield Broken(code="no-evidence", where=where, message="a derived fact without a span")


def _positions_differ(record: Record) -> Iterator[Broken]:
    for conflict in record.conflicts:
        if len(conflict.positions) < 2:
            yield Broken(code="one-sided", where=conflict.id, message="a conflict with fewer than two positions")
        shared = [
            set(a.claims) & set(b.claims) for i, a in enumerate(conflict.positions) for b in conflict.positions[:i]
        ]
        if any(shared):
            yield Broken(code="same-claim-twice", where=conflict.id, message="one claim stands on two sides")


def _counts_honest(record: Record) -> Iterator[Broken]:
    for event in record.events:
        articles = {report.span.article for report in event.reports}
        if not 1 <= event.independent_reports <= len(articles):
            message = f"{event.independent_reports} independent reports of {len(articles)} articles"
            yield Broken(code="count-impossible", where=event.id, message=message)
        if event.status == "corroborated" and event.independent_reports < 2:
            yield Broken(code="not-corroborated", where=event.id, message="corroborated by one report")


def _dates_ordered(record: Record) -> Iterator[Broken]:
    for key in ("articles", "stories", "events", "control", "timeline"):
        for path, value in _walk(getattr(record, key), key):
            if isinstance(value, DateOut) and value.start > value.end:
                yield Broken(code="date-backwards", where=path, message=f"{value.start} is after {value.end}")
    starts = [entry.date.start for entry in record.timeline]
    if starts != sorted(starts):
        yield Broken(code="timeline-order", where="timeline", message="entries are not oldest first")


_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def _lines_grounded(record: Record) -> Iterator[Broken]:
    """Each figure of a brief or timeline line occurs in its evidence, except the line's own date and counts of reports."""
    text = {article.id: article.text for article in record.articles}
    lines = [(f"timeline[{i}]", entry.text, entry.citations) for i, entry in enumerate(record.timeline)]
    lines += [(f"brief[{i}]", line.text, line.citations) for i, line in enumerate(record.brief.sentences)]
    for where, line, citations in lines:
        cited = " ".join(text.get(span.article, "")[span.start : span.end] for span in citations)
        missing = [number for number in _NUMBER.findall(line) if number not in cited]
        if missing:
            yield Broken(
                code="figure-ungrounded", where=where, message=f"{', '.join(missing)} does not stand in the evidence"
            )


JUDGED = ("articles", "lineages", "stories", "entities", "events", "claims", "conflicts", "links")
"""Keys whose items say which judgements speak of them."""


def _judgements_known(record: Record) -> Iterator[Broken]:
    """A mark says that a judgement in force speaks of the item. Judgements themselves may speak of what is not here: dormant."""
    state = {judgement.id: judgement.state for judgement in record.judgements}
    if len(state) != len(record.judgements):
        yield Broken(code="id-twice", where="judgements", message="two judgements have one id")
    items = [(f"{key}[{i}]", item) for key in JUDGED for i, item in enumerate(getattr(record, key))]
    items += [(f"{c.id}.positions[{i}]", position) for c in record.conflicts for i, position in enumerate(c.positions)]
    for where, item in items:
        for name in item.judged:
            if state.get(name) != "in force":
                yield Broken(code="judged-by-none", where=where, message=f"{name} is no judgement in force")
    for judgement in record.judgements:
        outweighed = judgement.overruled_by in state if judgement.overruled_by else judgement.state != "overruled"
        if not outweighed or judgement.undone != (judgement.state == "undone"):
            yield Broken(code="judgement-unsettled", where=judgement.id, message="its state is not what its keys say")


CHECKS: tuple[tuple[str, Callable[[Record], Iterator[Broken]]], ...] = (
    ("every span lies inside its article", _spans_inside),
    ("zones tile each text", _zones_tile),
    ("nothing derived cites furniture, captions or credits", _zones_respected),
    ("ids are unique", _ids_unique),
    ("every id that is referred to exists", _references_resolve),
    ("every derived fact has evidence", _evidence_present),
    ("a conflict has two positions that share no claim", _positions_differ),
    ("counts of independent reports are possible", _counts_honest),
    ("dates run forward, the timeline too", _dates_ordered),
    ("every figure in a line stands in its evidence", _lines_grounded),
    ("what is marked as judged is judged by a judgement in force", _judgements_known),
)
"""What `consilience check` promises, in words, with the function that tests it."""
