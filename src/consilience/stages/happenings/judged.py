"""Happenings as analysts judged them: mentions that tell of one event or of several, whatever their likeness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from consilience.constraints import Ground, Rule, regroup
from consilience.provenance import Provenance
from consilience.record.judgements import Bond
from consilience.stages.happenings.clusters import Cluster, liken
from consilience.stages.happenings.frames import Frame, Things
from consilience.stages.happenings.likeness import Likeness

JUDGED = "an analyst judged them one"


def rejoin(clusters: Sequence[Cluster], bonds: Sequence[Bond], things: Things, provenance: Provenance) -> list[Cluster]:
    """Give the clusters of a story as judged, each in text order, ordered by their first member."""
    frames = sorted((f for cluster in clusters for f in cluster.frames), key=_place)
    at = {frame.mention.id: i for i, frame in enumerate(frames)}
    ground = Ground(((f.mention.span, i) for i, f in enumerate(frames)), {f.article.id for f in frames})
    rules = [
        Rule(judgement=b.judgement, apart=b.apart, sides=tuple(ground.at(side) for side in b.sides)) for b in bonds
    ]
    before = [tuple(sorted(at[f.mention.id] for f in cluster.frames)) for cluster in clusters]
    spoken = {i for rule in rules for side in rule.sides for i in side}
    pairs = [pair for group in before if spoken & set(group) for pair in combinations(group, 2)]
    likeness = liken(frames, pairs, things, provenance)
    edges = [(found.score, i, j) for (i, j), found in likeness.items() if not found.barred]
    kept = dict(zip(before, clusters, strict=True))
    return [
        kept.get(group) or Cluster(frames=[frames[i] for i in group], why=list(_why(group, likeness)))
        for group in regroup(before, edges, rules)
    ]


def _place(frame: Frame) -> tuple[str, int, str]:
    return frame.mention.span.article, frame.mention.span.start, frame.mention.id


def _why(group: Sequence[int], likeness: Mapping[tuple[int, int], Likeness]) -> Iterator[str]:
    """For each member after the first what ties it most to those before; a judgement where the machine saw nothing."""
    for n, j in enumerate(group[1:], 1):
        ties = [(found.score, found.why) for i in group[:n] if (found := likeness.get((i, j))) and not found.barred]
        score, why = max(ties, default=(0.0, ()))
        yield f"{score:.1f}: {', '.join(why)}" if score > 0 else JUDGED
