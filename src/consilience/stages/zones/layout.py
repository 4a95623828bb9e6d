"""The stage itself: from an article to its Layout."""

from __future__ import annotations

from consilience.record.text import CITABLE_ZONES, Article, Layout, Sentence, Span, Zone
from consilience.stages.zones.captions import mark_captions
from consilience.stages.zones.credits import find_credits
from consilience.stages.zones.datelines import mark_lower_place, mark_place
from consilience.stages.zones.ending import mark_ending
from consilience.stages.zones.identity import read_outlet, read_published, read_title
from consilience.stages.zones.lines import mark_lines, mark_phrases
from consilience.stages.zones.links import mark_comments, mark_links
from consilience.stages.zones.opening import mark_opening
from consilience.stages.zones.page import Mark, Page, open_page
from consilience.stages.zones.repeats import mark_echoes, mark_leftovers, mark_repeats
from consilience.stages.zones.stranded import mark_foreign, mark_stranded
from consilience.stages.zones.tags import mark_tags
from consilience.stages.zones.tiling import merge, tile, unmarked
from consilience.text.languages import is_english
from consilience.text.sentences import cut_sentences, trim


def label(article: Article) -> Layout:
    """Label an article's text and cut the sentences of its citable zones.

    The zones tile the text exactly. A text that is not English gets zones but no sentences: nothing is read from it.
    Title, outlet and day are the metadata's; where those are silent, what the article's own words say.
    """
    text = article.text
    page = open_page(text, title=article.title, outlet=article.outlet, authors=article.authors)
    zones = tile(text, find_marks(page), article=article.id)
    readable = is_english(article.language, text)
    return Layout(
        zones=zones,
        sentences=_cut_zones(text, zones) if readable else (),
        title=article.title or read_title(text, zones),
        outlet=article.outlet or read_outlet(text, zones),
        published=article.published or read_published(text, zones),
        credits=find_credits(text, zones),
    )


def find_marks(page: Page) -> list[Mark]:
    """All marks on a page, the ones that win where two overlap first."""
    marks, body_start = mark_opening(page)
    place = mark_place(page.text, body_start)
    if place:
        marks.append(place)
    marks.extend(mark_lines(page))
    marks.extend(mark_links(page))
    marks.extend(mark_comments(page, body_start))
    marks.extend(mark_phrases(page))
    marks.extend(mark_captions(page, body_start))
    marks.extend(mark_tags(page))
    marks.extend(mark_stranded(page, marks, body_start))
    marks.extend(mark_foreign(page, marks, body_start))
    if not place:
        marks.extend(mark_lower_place(page, marks))
    marks.extend(mark_ending(page, marks, body_start))
    marks.extend(mark_echoes(page, _body_lines(page, marks)))
    marks.extend(mark_repeats(page, _body_lines(page, marks)))
    marks.extend(mark_leftovers(page, _body_lines(page, marks), marks))
    return marks


def _body_lines(page: Page, marks: list[Mark]) -> list[tuple[int, int]]:
    """What the marks leave of each line, trimmed, in text order."""
    taken = merge(marks)
    stretches = [left for line in page.lines for left in unmarked(*line, taken)]
    trimmed = [trim(page.text, *stretch) for stretch in stretches]
    return [(start, end) for start, end in trimmed if start < end]


def _cut_zones(text: str, zones: tuple[Zone, ...]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(span=Span(article=zone.span.article, start=start, end=end), zone=zone.kind)
        for zone in zones
        if zone.kind in CITABLE_ZONES
        for start, end in cut_sentences(text, zone.span.start, zone.span.end)
    )
