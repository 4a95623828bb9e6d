"""Finds the channel through which words reached the report, and when they were said, in the words of the cue clause.

Looked for outside the claimed words only. Not here: who speaks (`speakers`).
"""

from __future__ import annotations

from collections.abc import Iterator

from consilience.record.text import When
from consilience.stages.claims.contents import Content
from consilience.stages.claims.cues import Cue, channel_nouns
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import bound_phrase, find_child, is_verb, scan_left
from consilience.stages.claims.sources import Source

NEAR = 60
"""Characters between a speech word and the time it was said; a date further off dates something else."""
CARRIERS = frozenset({"in", "on", "via", "through", "to", "during", "at", "by", "over"})
PLATFORM_VERBS = {"tweet": "Twitter", "retweet": "Twitter"}
"""Verbs that name the channel themselves."""
SOURCE_VERBS = frozenset({"cite", "quote"})
LONGEST_CLIMB = 12
"""Heads climbed from a noun to its verb."""
NAMED_CHANNELS = frozenset({"organization", "product"})


def find_channel(page: Page, cue: Cue, source: Source | None, contents: tuple[Content, ...]) -> str | None:
    """The channel in the article's words ("state television", "Twitter"), or `None` where none is told."""
    tokens = page.parsed.tokens
    if source is not None and source.document is not None:
        return _words(page, source.document)
    if tokens[cue.i].lemma.casefold() in PLATFORM_VERBS:
        return PLATFORM_VERBS[tokens[cue.i].lemma.casefold()]
    if tokens[tokens[cue.i].head].lemma.casefold() in SOURCE_VERBS and tokens[cue.i].tag == "VBG":
        return _quoting(page, tokens[cue.i].head)
    for i in _cue_clause(page, cue, contents):
        if tokens[i].pos not in {"NOUN", "PROPN"} or tokens[i].dep in {"compound", "flat", "amod"}:
            continue
        if source is not None and source.first <= i < source.last:
            continue
        if tokens[i].lemma.casefold() in channel_nouns() and _is_carried(page, cue, i) and _is_of_cue(page, cue, i):
            return _named(page, i) or _words(page, i)
    return _told_to(page, cue) or _cited(page, cue, contents)


def find_time(page: Page, cue: Cue, contents: tuple[Content, ...]) -> When | None:
    """When it was said: the time expression of the cue clause nearest to the cue, or `None`."""
    at = page.parsed.tokens[cue.i].start
    first, last = page.parsed.sentences[page.parsed.tokens[cue.i].sentence]
    start, end = page.parsed.tokens[first].start, page.parsed.tokens[last - 1].end
    near = [
        one
        for one in page.found.times
        if start <= one.span.start and one.span.end <= end and one.when is not None
        if abs(one.span.start - at) <= NEAR and not any(quoted.holds(one.span.start) for quoted in page.quotations)
        if not any(part.start <= one.span.start < part.end for part in contents)
    ]
    return min(near, key=lambda one: abs(one.span.start - at)).when if near else None


def _quoting(page: Page, i: int) -> str | None:
    """Who quotes: the subject of "quoted X as saying", or the agent of "was quoted by Y as saying"."""
    if find_child(page.parsed, i, "nsubj:pass") is None:
        subject = find_child(page.parsed, i, "nsubj")
        return None if subject is None else _words(page, subject)
    for child in page.parsed.children[i]:
        case = find_child(page.parsed, child, "case")
        if case is not None and page.parsed.tokens[case].text.casefold() == "by":
            return _words(page, child)
    return None


def _cue_clause(page: Page, cue: Cue, contents: tuple[Content, ...]) -> Iterator[int]:
    """Tokens of the cue's sentence outside the claimed words, those after the cue first."""
    tokens = page.parsed.tokens
    first, last = page.parsed.sentences[tokens[cue.i].sentence]
    begin, stop = tokens[first].start, tokens[last - 1].end
    spans = [*((one.start, one.end) for one in contents), *((one.start, one.end) for one in page.quotations)]
    closed = [(start, end) for start, end in spans if start < stop and begin < end]
    outside = [i for i in range(first, last) if not any(a <= tokens[i].start < b for a, b in closed)]
    yield from (i for i in outside if i > cue.i)
    yield from (i for i in outside if i < cue.i)


def _is_carried(page: Page, cue: Cue, i: int) -> bool:
    """Whether the noun is taken by a preposition of carrying, or is what a "told" was told to."""
    parsed = page.parsed
    case = find_child(parsed, i, "case")
    if case is not None:
        return parsed.tokens[case].text.casefold() in CARRIERS and parsed.tokens[case].text.casefold() != "by"
    return parsed.tokens[cue.i].lemma.casefold() == "tell" and cue.i < i <= cue.i + 10


def _is_of_cue(page: Page, cue: Cue, i: int) -> bool:
    """Whether a noun belongs to the cue's own clause: no verb above it but the cue, or one that the cue goes on from."""
    tokens = page.parsed.tokens
    above, below = tokens[i].head, i
    for _ in range(LONGEST_CLIMB):
        if above in {cue.i, below}:
            return True
        if is_verb(tokens[above]) and tokens[above].dep not in {"acl", "acl:relcl"}:
            goes_on = tokens[cue.i].head == above and tokens[cue.i].dep in {
                "conj",
                "advcl",
                "xcomp",
                "ccomp",
                "parataxis",
            }
            return goes_on or tokens[above].head == cue.i
        above, below = tokens[above].head, above
    return True


def _told_to(page: Page, cue: Cue) -> str | None:
    """The named outlet that a speaker told it to ("told Reuters")."""
    tokens = page.parsed.tokens
    if tokens[cue.i].lemma.casefold() != "tell":
        return None
    target = find_child(page.parsed, cue.i, "obj", "iobj")
    if target is None or target < cue.i:
        return None
    return _named(page, target)


def _cited(page: Page, cue: Cue, contents: tuple[Content, ...]) -> str | None:
    """Whom the speaker cites for it ("said, citing medical sources")."""
    for i in _cue_clause(page, cue, contents):
        token = page.parsed.tokens[i]
        if token.lemma.casefold() in SOURCE_VERBS and token.tag == "VBG":
            target = find_child(page.parsed, i, "obj")
            return None if target is None else _words(page, target)
    return None


def _named(page: Page, i: int) -> str | None:
    """The name of an organisation or product that the noun at `i` ends, or that follows it ("the channel X")."""
    scanned = scan_left(page.parsed, i + 1, floor=page.parsed.sentences[page.parsed.tokens[i].sentence][0])
    start = page.parsed.tokens[scanned[0] if scanned else i].start
    end = page.parsed.tokens[i].end
    names = [one for one in page.found.mentions if one.form == "name" and one.kind in NAMED_CHANNELS]
    near = [one.text for one in names if start <= one.span.start <= end + 1]
    return near[-1] if near else None


def _words(page: Page, i: int) -> str:
    """The noun phrase around token `i` without preposition and determiner."""
    scanned = scan_left(page.parsed, i + 1, floor=page.parsed.sentences[page.parsed.tokens[i].sentence][0])
    first = bound_phrase(page.parsed, i)[0]
    first = max(first, scanned[0]) if scanned else first
    while first < i and page.parsed.tokens[first].pos in {"ADP", "DET", "PRON", "PUNCT"}:
        first += 1
    last = max([i + 1, *(k + 1 for k in page.parsed.children[i] if page.parsed.tokens[k].dep == "flat")])
    return page.words(first, last)
