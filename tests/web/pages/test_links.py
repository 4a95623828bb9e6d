"""Every link of every page of the example answers, and every count on a page is the record's."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from consilience.exports.record.shape import Record

LONGEST_CRAWL = 2_000


class _Links(HTMLParser):
    """Collects where a page leads, and the ids on it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(values["id"] or "")
        for name in ("href", "src"):
            if values.get(name):
                self.links.append(values[name] or "")


def read(address: str) -> tuple[int, str]:
    """Give status and text of an address."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, ""


def _parse(text: str) -> _Links:
    parser = _Links()
    parser.feed(text)
    return parser


def test_every_link_answers(site: str) -> None:
    """From the first page, everything that can be reached answers, and every #place on it exists."""
    pending, pages, wrong = [f"{site}/"], {}, []
    asked_places: list[tuple[str, str, str]] = []
    while pending and len(pages) < LONGEST_CRAWL:
        address = pending.pop()
        if address in pages:
            continue
        status, text = read(address)
        is_page = "/api/" not in address and "/static/" not in address
        pages[address] = _parse(text) if is_page else _Links()
        if status != 200:
            wrong.append((status, address))
        for href in pages[address].links:
            target = urljoin(address, href)
            if urlsplit(target).netloc != urlsplit(site).netloc:
                continue
            plain, _, place = target.partition("#")
            asked_places.append((address, plain, place))
            if plain not in pages:
                pending.append(plain)
    lost = [(a, p, place) for a, p, place in asked_places if place and p in pages and place not in pages[p].ids]

    assert len(pages) > 200
    assert wrong == []
    assert lost == []


def _numbers(text: str, pattern: str) -> list[int]:
    return [int(number) for number in re.findall(pattern, re.sub(r"<[^>]+>", "", text))]


def _count(text: str, pattern: str) -> int:
    return len(re.findall(pattern, text))


def test_counts_of_today_are_the_record_s(site: str, record: Record) -> None:
    """Articles, events, disputes, and of each story its articles, independent reports and events."""
    _, text = read(f"{site}/")

    assert f"{len(record.articles)} articles</a> tell of {len(record.stories)} stories" in text
    assert f"{len(record.events)} events</a>" in text
    assert _count(text, r'<h3><a href="/story/') == len(record.stories)
    for story in record.stories:
        row = text.split(f'<h3><a href="/story/{story.id}"')[1].split("</li>")[0]
        events = sum(event.story == story.id for event in record.events)
        disputes = sum(c.story == story.id and c.nature == "disagreement" for c in record.conflicts)
        lineages = {a.lineage or a.id for a in record.articles if a.id in story.articles}
        assert _numbers(row, r"(\d+) independent") == [len(lineages)]
        assert _numbers(row, r"(\d+) article") == [len(story.articles)]
        assert _numbers(row, r"(\d+) event") == [events]
        assert _numbers(row, r"(\d+) open dispute") == ([disputes] if disputes else [])


def test_counts_of_stories_are_the_record_s(site: str, record: Record) -> None:
    """Lines, disputes, timeline, events and articles on a story's page are as many as the record has."""
    for story in record.stories:
        _, text = read(f"{site}/story/{story.id}")
        lines = [s for s in record.brief.sentences if s.story == story.id and s.status != "disputed"]
        timeline = [t for t in record.timeline if t.story == story.id]
        conflicts = [c for c in record.conflicts if c.story == story.id]
        told = "".join(re.findall(r'<ol class="lines">.*?</ol></section>', text, re.DOTALL))
        assert _count(told, "data-row") == len(lines)
        assert sorted(_numbers(told, r"(\d+) independent report")) == sorted(s.independent_reports for s in lines)
        assert _count(text, '<article class="dispute"') == len(conflicts)
        timed = text.partition('id="timeline"')[2].partition("</section>")[0]
        assert _count(timed, "data-row") == len(timeline)
        happened = text.partition('id="events"')[2].partition("</section>")[0]
        assert _count(happened, "data-row") == sum(e.story == story.id for e in record.events)
        listed = text.partition('id="articles"')[2].partition("</section>")[0]
        assert _count(listed, "data-row") == len(story.articles)


def test_counts_of_events_and_disputes_are_the_record_s(site: str, record: Record) -> None:
    """Independent reports, articles and passages of every event; of every position of a dispute too."""
    for event in record.events:
        _, text = read(f"{site}/event/{event.id}")
        told = text.partition('id="reports"')[2].partition("</section>")[0]
        told_by = [r for r in event.reports if r.stance != "denies"] or event.reports
        spans, every = {r.span for r in told_by}, {r.span for r in event.reports}
        assert _numbers(told, r"(\d+) independent report") == [event.independent_reports]
        assert _numbers(told, r"(\d+) article") == [len({span.article for span in spans})]
        assert _numbers(told, r"(\d+) ultimate source") == [len(event.ultimate_sources)]
        assert _count(told, 'class="words"') == len(every)
        assert _count(told, '<p class="text">') == event.independent_reports
    for conflict in record.conflicts:
        _, text = read(f"{site}/dispute/{conflict.id}")
        told = text.partition('id="positions"')[2].partition("</section>")[0]
        assert _numbers(told, r"(\d+) independent report") == [p.independent_reports for p in conflict.positions]
        assert _count(told, 'class="words"') == sum(len(set(p.spans)) for p in conflict.positions)


def test_counts_of_entities_and_lists_are_the_record_s(site: str, record: Record) -> None:
    """Mentions of every entity, what it said, and the length of every list."""
    for entity in record.entities:
        _, text = read(f"{site}/{'place' if entity.kind == 'place' else 'entity'}/{entity.id}")
        said = sum(claim.speaker == entity.id for claim in record.claims)
        assert _numbers(text, r"(\d+) mention") == [len(entity.mentions)]
        assert _numbers(text, r"What (?:it|they) said (\d+)") == ([said] if said else [])
    sizes = {"article": record.articles, "event": record.events, "claim": record.claims, "conflict": record.conflicts}
    for kind, items in {**sizes, "entity": record.entities}.items():
        _, text = read(f"{site}/list/{kind}")
        assert _numbers(text, r"(\d+) in all") == [len(items)]
