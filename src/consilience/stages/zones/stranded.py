"""Lines that are told by what stands around them: labels above the report, leftovers between pieces of furniture.

A line of a report ends as a sentence does, or heads one. A line that does neither, and has furniture on both sides, is a
link, a tag or a counter. Only whole lines of texts that kept their line breaks, and only what no other rule has marked.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from consilience.stages.zones.page import Mark, Page, count_words, is_flat
from consilience.text.sentences import ends_sentence
from consilience.text.words import find_words, function_share, function_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_RUN = 8
"""Lines in a row between two pieces of furniture; longer runs are lists that a report gives."""

MAX_WORDS = 24
"""Words of such a line: those of links, as in `links`."""

MAX_LABEL = 3
"""Words of a label between the headline and the first sentence ("Africa", "T T", "12 Shares"). Standfirsts are longer."""

MAX_FOREIGN = 3
"""Links that pages set between two paragraphs; four lines in a row are rather a list."""

MIN_LINK = 6
"""Words of a line that stands alone between sentences and is a link to something else. Cross-heads are shorter."""

LINK_SHARE = 0.25
"""Share of function words up to which a line below the last sentence is a headline; of sentences 98% have more."""

MAX_QUESTION = 12
"""Words of a question that may be a headline."""

_SPEECH = ("-", "–", "•", "*", "·", "—", "“", '"')
"""Points of a list and quotations set apart are report."""

MIN_LETTERS = 4
"""Letters of a word that says what a line is about."""


def mark_stranded(page: Page, marks: Sequence[Mark], body_start: int) -> Iterator[Mark]:
    """Marks for labels above the first sentence, and for lines without full stop between furniture, in order."""
    lines = [line for line in page.lines if line[1] > body_start]
    kinds = _kinds(page, lines, marks)
    first = next((n for n, kind in enumerate(kinds) if kind == "prose"), len(lines))
    for n in range(first if first < len(lines) else 0):
        if kinds[n] == "loose" and count_words(page.text[slice(*lines[n])]) <= MAX_LABEL:
            yield Mark(*lines[n], "furniture")
    yield from _mark_tail(page, lines, kinds)
    runs = [list(run) for _, run in groupby(range(first, len(lines)), key=kinds.__getitem__)]
    for before, run, after in zip(runs, runs[1:], [*runs[2:], []], strict=False):
        if kinds[run[0]] != "loose" or len(run) > MAX_RUN or kinds[before[0]] != "furniture":
            continue
        if not after or kinds[after[0]] == "furniture":
            yield from (Mark(*lines[n], "furniture") for n in run)


def _mark_tail(page: Page, lines: Sequence[tuple[int, int]], kinds: Sequence[str]) -> Iterator[Mark]:
    """Below the last sentence, where furniture stands: lines that cannot be a sentence whose end the crawl cut off."""
    last = max((n for n, kind in enumerate(kinds) if kind == "prose"), default=len(lines))
    tail = range(last + 1, len(lines))
    loose = [n for n in tail if kinds[n] == "loose"]
    if len(loose) > MAX_RUN or not any(kinds[n] == "furniture" for n in tail):
        return
    for n in loose:
        if function_share(find_words(page.text, *lines[n])) <= LINK_SHARE:
            yield Mark(*lines[n], "furniture")


def mark_foreign(page: Page, marks: Sequence[Mark], body_start: int) -> Iterator[Mark]:
    """Marks for up to three lines between sentences, most without a word of the report in them: links without a heading."""
    lines = [line for line in page.lines if line[1] > body_start]
    kinds = _kinds(page, lines, marks)
    runs = [list(run) for _, run in groupby(range(len(lines)), key=kinds.__getitem__)]
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        if (
            kinds[run[0]] != "loose"
            or kinds[before[0]] != "prose"
            or kinds[after[0]] != "prose"
            or len(run) > MAX_FOREIGN
        ):
            continue
        start, end = lines[run[0]][0], lines[run[-1]][1]
        rest = _telling(page, 0, start) | _telling(page, end, len(page.text))
        foreign = [
            n for n in run if _telling(page, *lines[n]).isdisjoint(rest) and ":" not in page.text[slice(*lines[n])]
        ]
        if 2 * len(foreign) > len(run) and any(count_words(page.text[slice(*lines[n])]) >= MIN_LINK for n in foreign):
            yield from (Mark(*lines[n], "furniture") for n in run)


def _kinds(page: Page, lines: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[str]:
    """For each line "furniture" (marked as such from its start), "other" mark, "prose" or "loose"."""
    starts = {mark.start: mark.kind for mark in reversed(marks)}
    return [_kind(page, line, starts.get(line[0])) for line in lines]


def _kind(page: Page, line: tuple[int, int], marked: str | None) -> str:
    if marked:
        return "furniture" if marked == "furniture" else "other"
    words = page.text[slice(*line)]
    if words.endswith("?") and count_words(words) <= MAX_QUESTION:
        return "loose"
    is_prose = is_flat(page, *line) or count_words(words) > MAX_WORDS or ends_sentence(words.rstrip("\"'”’)]"))
    is_prose = is_prose or words.startswith(_SPEECH)
    return "prose" if is_prose or words.endswith((":", ",", ";")) else "loose"


def _telling(page: Page, start: int, end: int) -> set[str]:
    """The first letters of the words of a stretch that say what it is about."""
    words = find_words(page.text, start, end)
    return {w.folded[:5] for w in words if len(w.folded) >= MIN_LETTERS and w.folded not in function_words()}
