"""Names as analysts judged them: one thing or several, whatever the scores say.

Names of one article that were judged different are parted before anything is joined; clusters are cut and joined at the end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.constraints import Rule, regroup, standing_at
from consilience.record.woven import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from consilience.record.judgements import Bond
    from consilience.record.text import Span
    from consilience.stages.entities.groups import Group

Cluster = tuple["Group", ...]

SAME_FORM, SAME_STORY, THE_REST = 2.0, 1.0, 0.5
"""What draws a namesake to one side of a split. Name before story before the rule; all above any score of two names (1.0)."""


def part_groups(groups: Sequence[Group], bonds: Sequence[Bond]) -> tuple[Group, ...]:
    """Give the groups with those split that hold names of both sides of a bond; a name of neither side follows the one before."""
    for bond in bonds:
        if bond.apart:
            first = set(bond.sides[0])
            rest = {span for side in bond.sides[1:] for span in side}
            groups = [part for group in groups for part in _part(group, first, rest)]
    return tuple(sorted(groups, key=lambda group: group.order))


def _part(group: Group, first: Collection[Span], rest: Collection[Span]) -> Iterator[Group]:
    sides = [1 if name.span in first else 2 if name.span in rest else 0 for name in group.names]
    if not {1, 2} <= set(sides):
        yield group
        return
    side = next(one for one in sides if one)
    homes = [side := one or side for one in sides]
    for home in (1, 2):
        yield _restrict(group, {n.id for n, at in zip(group.names, homes, strict=True) if at == home})


def _restrict(group: Group, kept: Collection[str]) -> Group:
    """The group with these names only; pronouns go with the name they stand after."""
    named = {name.id for name in group.names}
    members, home = [], group.id
    for member in group.members:
        home = member if member in named else home
        if home in kept:
            members.append(member)
    names = tuple(name for name in group.names if name.id in kept)
    forms = Counter(" ".join(name.text.split()) for name in names)
    ordered = tuple(sorted(forms, key=lambda form: (-forms[form], -len(form), form)))
    return replace(group, names=names, forms=ordered, members=tuple(members))


def rejoin(
    clusters: Sequence[Cluster], links: Sequence[Link], bonds: Sequence[Bond]
) -> tuple[tuple[Cluster, ...], tuple[Link, ...]]:
    """Give the clusters as judged, in stable order, and the links that say so."""
    group_of = {group.id: group for cluster in clusters for group in cluster}
    home = {name.id: group.id for group in group_of.values() for name in group.names}
    rules = _rules(bonds, clusters)
    edges = [(x.score, home[x.a], home[x.b]) for x in links if x.verdict == "same" and x.a in home and x.b in home]
    edges += [edge for cluster in clusters for rule in rules for edge in _leanings(cluster, rule)]
    made = regroup([tuple(g.id for g in cluster) for cluster in clusters], edges, rules)
    joined = [tuple(sorted((group_of[name] for name in names), key=lambda g: g.order)) for names in made]
    return tuple(sorted(joined, key=lambda cluster: cluster[0].order)), tuple(_links(rules, group_of))


def _rules(bonds: Sequence[Bond], clusters: Sequence[Cluster]) -> list[Rule[str]]:
    things = [(name.span, group.id) for cluster in clusters for group in cluster for name in group.names]
    return [
        Rule(judgement=b.judgement, apart=b.apart, sides=tuple(standing_at(side, things) for side in b.sides))
        for b in bonds
    ]


def _leanings(cluster: Cluster, rule: Rule[str]) -> Iterator[tuple[float, str, str]]:
    """Where the namesakes go that a split does not speak of, such as later reports: with the rest, the entity as it was.

    They go with the part that was taken out only where their story speaks of that part alone.
    """
    part, rest = ([group for group in cluster if group.id in side] for side in (rule.sides[0], rule.sides[-1]))
    if rule.apart and part and rest:
        bound = {name for side in rule.sides for name in side}
        for group in cluster:
            for other in (*part, *rest) if group.id not in bound else ():
                alike = SAME_FORM * bool(set(group.forms) & set(other.forms)) + SAME_STORY * (
                    group.story == other.story
                )
                yield alike + THE_REST * (other in rest), group.id, other.id


def _links(rules: Sequence[Rule[str]], group_of: Mapping[str, Group]) -> Iterator[Link]:
    for rule in rules:
        heads = [min((group_of[name] for name in side), key=lambda g: g.order) for side in rule.sides if side]
        for other in heads[1:]:
            if other.id != heads[0].id:
                a, b = sorted((heads[0], other), key=lambda g: g.order)
                why = f"an analyst judged so ({rule.judgement})"
                yield Link(a=a.id, b=b.id, verdict="different" if rule.apart else "same", score=1.0, why=why)


def find_parted(bonds: Sequence[Bond], clusters: Sequence[Cluster]) -> frozenset[str]:
    """Give the groups that a judgement took out of a larger entity: the rest keeps that entity's id."""
    return frozenset(name for rule in _rules(bonds, clusters) if rule.apart for name in rule.sides[0])
