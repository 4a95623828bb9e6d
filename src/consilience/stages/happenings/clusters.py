"""Gathers event mentions into happenings: best pairs first, and no cluster in which two members contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log

from consilience.provenance import Provenance
from consilience.stages.happenings.frames import Frame, Things
from consilience.stages.happenings.likeness import Likeness, compare

JOIN = 2.5
"""Score from which two mentions are one happening. About three pieces of evidence: swept from 2 to 4 on own-written
pairs; below 2.25 separate strikes of one day run together, above 3 reports that name no place stay alone."""

LINKAGE = 0.5
"""Share of JOIN that the mean likeness between two clusters must reach, so that one good pair cannot chain two events."""


SAME_DEPTH = 0.1
"""How far two triggers may stand apart in two copies of one sentence, as a share of it, to be the same place of it: a
rewriter's words are a little longer or shorter."""


@dataclass(slots=True)
class Cluster:
    """Mentions of one happening and, for each merge, what joined it."""

    frames: list[Frame]
    why: list[str] = field(default_factory=list)


def gather(frames: Sequence[Frame], things: Things, provenance: Provenance) -> list[Cluster]:
    """Give clusters of frames, each in text order, ordered by their first member. Deterministic in the set of frames."""
    pairs = ((i, j) for i, j in combinations(range(len(frames)), 2) if worth_comparing(frames[i], frames[j]))
    likeness = liken(frames, pairs, things, provenance)
    member = list(range(len(frames)))
    groups: dict[int, list[int]] = {i: [i] for i in member}
    why: dict[int, list[str]] = {i: [] for i in member}
    for (i, j), pair in sorted(likeness.items(), key=lambda item: (-item[1].score, item[0])):
        a, b = member[i], member[j]
        if pair.barred or pair.score < JOIN or a == b or not _may_join(groups[a], groups[b], likeness):
            continue
        keep, drop = min(a, b), max(a, b)
        groups[keep] = sorted(groups[keep] + groups.pop(drop))
        why[keep] += [*why.pop(drop), f"{pair.score:.1f}: {', '.join(pair.why)}"]
        for k in groups[keep]:
            member[k] = keep
    return [Cluster(frames=[frames[k] for k in group], why=why[first]) for first, group in sorted(groups.items())]


def liken(
    frames: Sequence[Frame], pairs: Iterable[tuple[int, int]], things: Things, provenance: Provenance
) -> dict[tuple[int, int], Likeness]:
    """Compare pairs of a story's mentions, given as places among all its frames."""
    rarity = weigh_words(frames)
    tellings = count_tellings(frames)
    return {
        (i, j): compare(
            frames[i], frames[j], things, rarity, tellings, carried=_carried(frames[i], frames[j], provenance)
        )
        for i, j in pairs
    }


def worth_comparing(a: Frame, b: Frame) -> bool:
    """Cheap test that spares most pairs: they must share a party, a place, a trigger stem or two words."""
    return bool(
        a.camp & b.camp
        or (a.place and a.place == b.place)
        or a.stem == b.stem
        or a.families & b.families
        or len(a.words & b.words) > 1
    )


def weigh_words(frames: Sequence[Frame]) -> Mapping[str, float]:
    """Weigh each word of a story by how few of its sentences hold it (inverse document frequency, smoothed)."""
    counts = Counter(word for frame in frames for word in frame.words)
    return {word: log(1 + len(frames) / count) for word, count in counts.items()}


def count_tellings(frames: Sequence[Frame]) -> Mapping[str, float]:
    """For each trigger stem: how often a report that uses it uses it, on the mean over the story's reports (1.0 or more)."""
    uses = Counter(frame.stem for frame in frames)
    reports = Counter(stem for stem, _ in {(frame.stem, frame.article.id) for frame in frames})
    return {stem: count / reports[stem] for stem, count in uses.items()}


def _carried(a: Frame, b: Frame, provenance: Provenance) -> float:
    """1.0 where the sentences of two articles are one passage, so that a rewriter's other verb does not part them.

    Another trigger counts only where it stands in place of this one: a sentence that tells of two deeds carries both.
    """
    if a.article.id == b.article.id:
        return 0.0
    if a.stem != b.stem and (_holds(a, b.stem) or _holds(b, a.stem) or abs(_depth(a) - _depth(b)) > SAME_DEPTH):
        return 0.0
    return float(provenance.same_passage(a.mention.sentence, b.mention.sentence))


def _depth(frame: Frame) -> float:
    """How far into its sentence a trigger stands, 0..1."""
    sentence = frame.mention.sentence
    return (frame.mention.span.start - sentence.start) / max(1, sentence.end - sentence.start)


def _holds(frame: Frame, stem: str) -> bool:
    sentence = frame.article.text[frame.mention.sentence.start : frame.mention.sentence.end].casefold()
    return stem in sentence


def _may_join(a: Sequence[int], b: Sequence[int], likeness: Mapping[tuple[int, int], Likeness]) -> bool:
    pairs = [likeness.get((min(i, j), max(i, j))) for i in a for j in b]
    if any(pair is not None and pair.barred for pair in pairs):
        return False
    return sum(pair.score for pair in pairs if pair) / len(pairs) >= JOIN * LINKAGE
