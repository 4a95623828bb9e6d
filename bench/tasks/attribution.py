"""How well words are given to those who said them: the claims stage on news articles with marked attributions (PolNeAR).

Figures: `f1` over all attributions, `direct_f1` over those whose content is mostly inside quote marks, each with
`precision` and `recall`. A marked attribution is found when claims with the right source cover at least half of its
content; a claim is right when at least half of it lies in the content of an attribution with the right source. The
source is right when its head word is that of the marked source; a marked pronoun needs the same speech word (or a quotation
that goes on without one), because the claim names the antecedent. Marked attributions without a source are left out, and
so is the outlet's own voice. Where several people marked an article, the first file by name counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.articles import plain_reading
from bench.sampling import spread
from consilience.pipeline.reading import read_articles
from consilience.record.found import Claim, Reading
from consilience.wiring import load_models

if TYPE_CHECKING:
    from pathlib import Path


Stretch = tuple[int, int]
ReadText = Callable[[str, str], Reading]
"""Takes an article's name and text, gives its reading."""

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "you",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "one",
    ]
)
HEAD_STOP = re.compile(r",|;|\(|--| who | which | that | of | in | for | at | from | to | on | with ")
QUOTE_MARKS = re.compile(r"[\"“”]|''|``")
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One marked attribution: its source, cue and content as character stretches of the text."""

    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    content: tuple[Stretch, ...]


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Read the articles (or `sample` of them) under `data` (folders `text`, `attributions`); the figures are each 0..1."""
    trials = list(_trials(data, read_text(), sample))
    figures = {f"{name}": value for name, value in _figures(trials, only_direct="").items()}
    direct = _figures(trials, only_direct="direct_")
    return {name: round(value, 4) for name, value in {**figures, **direct}.items()}


def explain(data: Path, *, sample: int = 0) -> Iterator[str]:
    """Give a line for each attribution missed and each claim that no attribution bears out."""
    for name, reading, gold in _trials(data, read_text(), sample):
        text, spoken = reading.article.text, _spoken(reading)
        for one in gold:
            if not _is_found(text, one, spoken):
                words = " / ".join(_words(text, part) for part in (one.source, one.cue, one.content))
                yield f"missed {name}: {words}"
        for claim in spoken:
            if not _is_right(text, claim, gold):
                said = " ".join(text[claim.span.start : claim.span.end].split())
                yield f"false {name}: {claim.speaker_text} / {_cue_words(text, claim)} / {said}"


def read_text() -> ReadText:
    """The reading chain that articles go through here: every reading stage, with the shipped models."""
    models = load_models()

    def read(name: str, text: str) -> Reading:
        article = plain_reading(name, text, outlet=None, title=None, day=None).article
        return next(iter(read_articles([article], models)))

    return read


def _figures(trials: list[tuple[str, Reading, list[Attribution]]], *, only_direct: str) -> dict[str, float]:
    found = wanted = right = given = 0
    for _, reading, gold in trials:
        text, spoken = reading.article.text, _spoken(reading)
        asked = [one for one in gold if not only_direct or _is_direct(text, one)]
        judged = [one for one in spoken if not only_direct or one.quoted]
        found += sum(_is_found(text, one, spoken) for one in asked)
        right += sum(_is_right(text, one, gold) for one in judged)
        wanted, given = wanted + len(asked), given + len(judged)
    precision, recall = right / max(1, given), found / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {f"{only_direct}f1": f1, f"{only_direct}precision": precision, f"{only_direct}recall": recall}


def _trials(data: Path, read: ReadText, sample: int) -> Iterator[tuple[str, Reading, list[Attribution]]]:
    for file in spread(sorted((data / "text").glob("*.txt")), sample):
        marked = sorted((data / "attributions").glob(f"{file.stem}_*.ann"))
        if marked:
            text = file.read_text(encoding="utf-8")
            yield file.stem, read(file.stem, text), list(_parse(marked[0].read_text(encoding="utf-8")))


def _parse(marks: str) -> Iterator[Attribution]:
    """Attributions of a brat stand-off file that have a source and a content."""
    stretches: dict[str, tuple[Stretch, ...]] = {}
    for line in marks.splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) >= 3:
            spans = (one.split() for one in parts[1].partition(" ")[2].split(";"))
            stretches[parts[0]] = tuple((int(start), int(end)) for start, end in spans)
    for line in marks.splitlines():
        parts = line.split("\t")
        if not line.startswith("E") or len(parts) < 2:
            continue
        roles: dict[str, tuple[Stretch, ...]] = {}
        for pair in parts[1].split():
            role, _, mark = pair.partition(":")
            roles[role.rstrip("0123456789")] = roles.get(role.rstrip("0123456789"), ()) + stretches.get(mark, ())
        if roles.get("Source") and roles.get("Content"):
            yield Attribution(source=roles["Source"], cue=roles.get("Cue", ()), content=roles["Content"])


def _spoken(reading: Reading) -> list[Claim]:
    return [one for one in reading.claims if one.speaker_text is not None]


def _is_found(text: str, gold: Attribution, spoken: list[Claim]) -> bool:
    size = sum(end - start for start, end in gold.content)
    right = [one for one in spoken if _is_same_source(text, one, gold)]
    covered: set[int] = set()
    for one in right:
        for start, end in gold.content:
            covered.update(range(max(start, one.span.start), min(end, one.span.end)))
    return len(covered) >= HALF * size


def _is_right(text: str, claim: Claim, gold: list[Attribution]) -> bool:
    size = claim.span.end - claim.span.start
    for one in gold:
        inside = sum(max(0, min(end, claim.span.end) - max(start, claim.span.start)) for start, end in one.content)
        if inside >= HALF * size and _is_same_source(text, claim, one):
            return True
    return False


def _is_same_source(text: str, claim: Claim, gold: Attribution) -> bool:
    words = _words(text, gold.source)
    head = _head(words)
    if head in PRONOUNS:
        cue = claim.cue
        if cue is None:  # a quotation that goes on without a speech word of its own
            return any(start <= claim.span.start < end for start, end in gold.content)
        return any(cue.start < end and start < cue.end for start, end in gold.cue)
    return head == _head(claim.speaker_text or "") or _fold(claim.speaker_text or "") in _fold(words)


def _head(words: str) -> str:
    """The head word of a phrase: the last one before a comma, a preposition or a relative clause."""
    cut = HEAD_STOP.split(f"{words} ", maxsplit=1)[0] or words
    folded = _fold(cut).split()
    return folded[-1] if folded else ""


def _fold(words: str) -> str:
    return " ".join(re.findall(r"[\w-]+", re.sub(r"['’]s?\b", "", words.casefold())))


def _is_direct(text: str, gold: Attribution) -> bool:
    """Whether quote marks open the content and enclose most of it."""
    quoted = size = 0
    for start, end in gold.content:
        marks = [found.start() for found in QUOTE_MARKS.finditer(text, max(0, start - 2), min(len(text), end + 2))]
        size += end - start
        quoted += sum(right - left for left, right in zip(marks[::2], marks[1::2], strict=False))
    return quoted >= HALF * size


def _words(text: str, stretches: tuple[Stretch, ...]) -> str:
    return " ".join(" ".join(text[start:end] for start, end in sorted(stretches)).split())


def _cue_words(text: str, claim: Claim) -> str:
    return "-" if claim.cue is None else text[claim.cue.start : claim.cue.end]
