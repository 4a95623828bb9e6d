"""Stage 5, lineage: which reports carry whose text, passage by passage.

`trace` proposes pairs (`prints`, `candidates`), aligns their sentences (`alignment`), puts them in order (`direction`) and groups
them (`descent`). A shared quotation, press statement or headline makes no lineage; an outlet's own footer makes none
(`boilerplate`). Not here: which words of an article count as whose (`consilience.provenance`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.record.ids import make_id
from consilience.record.judgements import NO_JUDGEMENTS
from consilience.record.woven import Copy, Lineage, LineageKind
from consilience.stages.lineage.alignment import align
from consilience.stages.lineage.boilerplate import learn
from consilience.stages.lineage.candidates import propose
from consilience.stages.lineage.descent import Pair, copies, direct, families
from consilience.stages.lineage.direction import rank
from consilience.stages.lineage.judged import find_copied, settle, whole_copy
from consilience.stages.lineage.prints import digest_line, take_print
from consilience.stages.lineage.sheet import lay_out

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from consilience.ports import Memory
    from consilience.record.found import Reading
    from consilience.record.judgements import Judgements
    from consilience.stages.lineage.sheet import Sheet

__all__ = ["trace"]

NOTHING: frozenset[int] = frozenset()

VERBATIM = 0.93
"""Similarity from which a passage went over word for word, but for a slip. A lineage is a copy if half its passages did, by
length; else a rewriting. Synonym spinners leave .70 to .92 of a sentence, sub-editors .93 and more."""


def trace(
    readings: Sequence[Reading], *, memory: Memory = NO_MEMORY, judgements: Judgements = NO_JUDGEMENTS
) -> tuple[Lineage, ...]:
    """Give the lineages among the articles: groups of two or more that descend from one text, with the passages.

    Uses body sentences, outlet, credits and publication day. No article is in two lineages; one in none is its own.
    A copy may lead to an article outside the lineage: a passage taken over, too little to make the text a carrier.
    What analysts judged a copy, or none, outweighs the words. The same readings give the same lineages in any order.
    """
    known = {reading.article.id: reading for reading in readings}
    ordered = [known[key] for key in sorted(known)]
    bonds = judgements.bonds_of("lineage", known)
    judged = settle(bonds, known)
    pairs = _pairs(ordered, find_copied(bonds, ordered), memory)
    groups = families(pairs, judged)
    home = {article: number for number, group in enumerate(groups) for article in group}
    passages: dict[int, list[Copy]] = defaultdict(list)
    for pair in pairs:
        number = home.get(pair.earlier.article, home.get(pair.later.article))
        if number is not None and not judged.are_apart(*pair.ends):
            given = pair.earlier, pair.later, pair.matches
            carried = memory.recall("copies", given, pair.substantial, partial(copies, pair))
            passages[number] += carried or (whole_copy(pair) if pair.judged else ())
    return tuple(_lineage([known[a] for a in group], passages[number]) for number, group in enumerate(groups))


def _pairs(readings: Sequence[Reading], copied: Collection[tuple[int, int]], memory: Memory) -> tuple[Pair, ...]:
    prints = [memory.recall("print", (r,), frozenset(), partial(take_print, r)) for r in readings]
    repeated = learn(prints)
    left = [repeated.get(one.outlet or "", NOTHING).intersection(one.lines) for one in prints]
    cut = [
        memory.recall("print", (r,), leave, partial(take_print, r, leave)) if leave else one
        for r, one, leave in zip(readings, prints, left, strict=True)
    ]

    def sheet(i: int) -> Sheet:
        return memory.recall("sheet", (readings[i],), left[i], partial(_lay_out, readings[i], left[i]))

    proposed = sorted({*propose(cut, memory=memory), *copied})
    sheets = {i: sheet(i) for i in sorted({k for pair in proposed for k in pair})}
    compared = [(sheets[i], sheets[j]) for i, j in proposed]
    aligned = [(a, b, memory.recall("alignment", (a, b), None, partial(align, a, b))) for a, b in compared]
    forced = {(sheets[i].article, sheets[j].article) for i, j in copied}
    aligned = [(a, b, found) for a, b, found in aligned if found.matches or (a.article, b.article) in forced]
    links = [(a.article, b.article) for a, b, _ in aligned]
    involved = {article for link in links for article in link}
    ranks = rank([r for r in readings if r.article.id in involved], links, memory=memory)
    return tuple(direct(a, b, found, ranks, judged=(a.article, b.article) in forced) for a, b, found in aligned)


def _lay_out(reading: Reading, leave: Collection[int]) -> Sheet:
    return lay_out(reading, keep=lambda forms: digest_line(forms) not in leave)


def _lineage(members: Collection[Reading], passages: Sequence[Copy]) -> Lineage:
    articles = tuple(sorted(reading.article.id for reading in members))
    inside = [c for c in passages if c.earlier.article in articles and c.later.article in articles]
    verbatim = sum(_length(c) for c in inside if c.similarity >= VERBATIM)
    kind: LineageKind = "copy" if 2 * verbatim >= sum(_length(c) for c in inside) else "rewrite"
    return Lineage(
        id=make_id("l", *articles), articles=articles, wire=_wire(members), kind=kind, copies=tuple(passages)
    )


def _length(copy: Copy) -> int:
    return copy.later.end - copy.later.start


def _wire(members: Collection[Reading]) -> str | None:
    """The agency that its articles credit: credit lines count before "an AFP correspondent saw", more articles before
    fewer.
    """
    votes: Counter[str] = Counter()
    for reading in members:
        credits_ = {(credit.agency, credit.own_words) for credit in reading.layout.credits}
        votes.update({agency: 0 for agency, _ in credits_})
        for agency, own_words in credits_:
            votes[agency] += 1 if own_words else 3
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return ranked[0][0] if ranked and ranked[0][1] else None
