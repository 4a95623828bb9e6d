"""Where what a report tells comes from: the text it was taken from, and who is behind it.

Two counts rest on this, and both must be explainable: how many *independent reports* stand behind a fact (texts that do not
descend from one another) and which *ultimate sources* (three outlets that quote one spokesman are one). Pure look-ups over
readings, lineages and entities. Not here: which texts descend from which (`stages.lineage`), who a name is (`stages.entities`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.record.credits import find_text_credit
from consilience.record.found import Claim, Mention, Reading
from consilience.record.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consilience.record.woven import Copy, Entity, Lineage

COVERED = 0.5
"""A passage has the origin of a copy that covers at least this share of it."""
OWN_RUN = 2
"""Body sentences on end that no copy covers, after the first one covered, that make an addition of the outlet's own. One
alone, and everything above the first covered sentence, is more often the same text in words we failed to match: leads are
rewritten first."""

OPENING_WORDS = 6
"""Words that tell one report from another at a glance."""

Passages = tuple[tuple[int, int, Span], ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Answers where a passage or claim comes from. Make it with `build`; the fields are its look-up tables.

    `carried`: article -> (start, end, passage of origin) of each passage taken over, by start.
    `additions`: article -> stretches of its own reporting inside a carried text.
    `roots`: article -> root article of its lineage; `wires`: article -> agency of its lineage or only credit.
    """

    readings: Mapping[str, Reading]
    carried: Mapping[str, Passages]
    additions: Mapping[str, tuple[tuple[int, int], ...]]
    roots: Mapping[str, str]
    wires: Mapping[str, str]
    names: Mapping[str, str]
    mentions: Mapping[str, Mention]

    @classmethod
    def build(cls, readings: Sequence[Reading], lineages: Sequence[Lineage], entities: Sequence[Entity]) -> Provenance:
        """Make the look-up tables. The order of the arguments' items does not matter."""
        known = {reading.article.id: reading for reading in readings}
        copies = sorted({c for found in lineages for c in found.copies}, key=_place)
        carried = _carried(copies)
        roots = {article: root for found in lineages for root in [_root(found)] for article in found.articles}
        copied = {article for found in lineages if found.kind == "copy" for article in found.articles}
        additions = {
            a: _additions(known[a], carried.get(a, ())) for a in sorted(copied & known.keys()) if roots[a] != a
        }
        wires = {r.article.id: agency for r in readings if (agency := find_text_credit(r.layout)) is not None}
        wires |= {article: found.wire for found in lineages if found.wire for article in found.articles}
        return cls(
            readings=known,
            carried=carried,
            additions=additions,
            roots=roots,
            wires=wires,
            names={mention: entity.name for entity in entities for mention in entity.mentions},
            mentions={m.id: m for r in readings for m in r.mentions},
        )

    def origin(self, span: Span) -> str:
        """Give the article that this passage comes from: the root of the copy that covers at least half of it, else its own.

        A passage of a carried text that no copy covers has the origin of the lineage, unless it lies in an addition of
        the outlet's own: a rewriting that was not recognised must not pass for a second report.
        """
        first = self._first_told(span)
        if any(start <= first.start < end for start, end in self.additions.get(first.article, ())):
            return first.article
        return self.roots.get(first.article, first.article)

    def independent_reports(self, spans: Iterable[Span]) -> int:
        """Count the texts that tell this independently of one another: the distinct origins of the spans."""
        return len({self.origin(span) for span in spans})

    def ultimate_sources(self, evidence: Iterable[Span | Claim]) -> tuple[str, ...]:
        """Name who is behind the evidence, sorted: the speakers of claims, else the agency or outlet in its own voice.

        A span stands for the innermost claim that covers it. Anonymous sources are named in the report's words with
        the report beside them, so that two outlets' "security source" stay two; a body known by its office ("the health
        ministry") is one, whoever cites it.
        """
        return tuple(sorted({self.chain(item)[-1] for item in evidence}))

    def chain(self, evidence: Span | Claim) -> tuple[str, ...]:
        """Give the way a statement went, from the outlet that prints it to who is behind it.

        Outlet, agency if carried, channel ("Al-Arabiya"), speaker; whatever of these is known. Never empty.
        """
        claim = evidence if isinstance(evidence, Claim) else self.claim_at(evidence)
        span = evidence.span if isinstance(evidence, Claim) else evidence
        voice = self.voice(span)
        steps = [self.outlet(span.article), voice]
        if claim is not None and claim.speaker_text is not None:
            steps += [claim.via or "", self._speaker(claim, voice)]
        elif claim is not None and claim.via:
            steps.append(claim.via)
        return tuple(dict.fromkeys(step for step in steps if step))

    def voice(self, span: Span) -> str:
        """Name who speaks where nobody is quoted: the agency whose text is carried here, else the outlet of its origin."""
        origin = self.origin(span)
        added = origin in self.additions and origin != self.roots.get(origin)
        return self.outlet(origin) if added else self.wires.get(origin) or self.outlet(origin)

    def outlet(self, article: str) -> str:
        """Name the outlet of an article, or its title where the outlet is not known."""
        reading = self.readings.get(article)
        if reading is None:
            return "unnamed outlet"
        name = reading.layout.outlet or reading.article.outlet
        return name or f"unnamed outlet (“{reading.layout.title or reading.article.title or _opening(reading)}”)"

    def claim_at(self, span: Span) -> Claim | None:
        """Give the innermost claim whose words, or failing that whose sentence, contain the span; `None` if none does."""
        reading = self.readings.get(span.article)
        claims = reading.claims if reading is not None else ()
        inside = [(c.span.end - c.span.start, c.span.start, c.id, c) for c in claims if _contains(c.span, span)]
        if not inside:
            inside = [(c.span.end - c.span.start, c.span.start, c.id, c) for c in claims if _contains(c.sentence, span)]
        return min(inside, key=lambda item: item[:3])[3] if inside else None

    def same_passage(self, one: Span, other: Span) -> bool:
        """Whether two passages are one text in two articles: both taken from, or one the source of, the same words."""
        a, b = self._first_told(one), self._first_told(other)
        shared = min(a.end, b.end) - max(a.start, b.start)
        return a.article == b.article and shared >= COVERED * min(a.end - a.start, b.end - b.start) > 0

    def _first_told(self, span: Span) -> Span:
        """The passage that this one was taken from, or the span itself where no copy covers half of it."""
        best, found = 0, span
        for start, end, source in self.carried.get(span.article, ()):
            shared = min(end, span.end) - max(start, span.start)
            if shared > best:
                best, found = shared, source
        return found if best >= COVERED * (span.end - span.start) else span

    def _speaker(self, claim: Claim, voice: str) -> str:
        words = claim.speaker_text or ""
        if claim.anonymous:
            return f"{words} ({voice})"
        at, seen = claim.speaker, set()
        while at is not None and at not in seen:
            if at in self.names:
                return self.names[at]
            seen.add(at)
            mention = self.mentions.get(at)
            if mention is not None and mention.form == "name" and mention.antecedent is None:
                return mention.text
            at = mention.antecedent if mention is not None else None
        return _generic(words)


def _generic(words: str) -> str:
    """A source known by its office alone, as all outlets would word it: "The health ministry" is "health ministry"."""
    first, _, rest = words.partition(" ")
    if rest and first.casefold() in {"the", "a", "an"}:
        words = rest
    return words[:1].lower() + words[1:] if words[1:].islower() else words


def _opening(reading: Reading) -> str:
    """The first words of a report, to know it by where neither outlet nor title is known."""
    words = reading.article.text.split(maxsplit=OPENING_WORDS)
    return " ".join(words[:OPENING_WORDS]) + " …"


def _place(copy: Copy) -> tuple[Span, Span, float]:
    return copy.later, copy.earlier, copy.similarity


def _contains(outer: Span, inner: Span) -> bool:
    return outer.article == inner.article and outer.start <= inner.start and inner.end <= outer.end


def _carried(copies: Iterable[Copy]) -> dict[str, Passages]:
    """For each article its carried passages with the place they first stood in, following copies of copies."""
    by_later: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_later[copy.later.article].append(copy)
    return {
        article: tuple((c.later.start, c.later.end, _first(c.earlier, by_later)) for c in found)
        for article, found in sorted(by_later.items())
    }


def _first(span: Span, by_later: Mapping[str, Sequence[Copy]]) -> Span:
    seen = {span.article}
    while True:
        longer = [(_shared(c.later, span), c) for c in by_later.get(span.article, ()) if c.earlier.article not in seen]
        best = max(longer, key=lambda item: (item[0], item[1].similarity, _place(item[1])), default=None)
        if best is None or best[0] < COVERED * (span.end - span.start):
            return span
        span = best[1].earlier
        seen.add(span.article)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _root(lineage: Lineage) -> str:
    """The article of a lineage from which most was taken and which took nothing itself."""
    inside = [c for c in lineage.copies if {c.earlier.article, c.later.article} <= set(lineage.articles)]
    takers = {c.later.article for c in inside}
    given = dict.fromkeys(lineage.articles, 0)
    for copy in inside:
        given[copy.earlier.article] += copy.earlier.end - copy.earlier.start
    return min(lineage.articles, key=lambda article: (article in takers, -given[article], article))


def _additions(reading: Reading, passages: Passages) -> tuple[tuple[int, int], ...]:
    """Stretches of a carried text that are its own: runs of uncovered body sentences after the first covered one."""
    starts = [start for start, _, _ in passages]
    runs: list[list[Span]] = [[]]
    begun = False
    for sentence in reading.layout.sentences:
        if sentence.zone == "body":
            covered = _is_covered(sentence.span, passages, starts)
            begun = begun or covered
            if covered:
                runs.append([])
            elif begun:
                runs[-1].append(sentence.span)
    return tuple((run[0].start, run[-1].end) for run in runs if len(run) >= OWN_RUN)


def _is_covered(span: Span, passages: Passages, starts: Sequence[int]) -> bool:
    before = passages[: bisect_right(starts, span.end)]
    return any(
        min(end, span.end) - max(start, span.start) >= COVERED * min(end - start, span.end - span.start)
        for start, end, _ in before
    )
