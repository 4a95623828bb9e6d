"""Names as analysts judged them: one thing or several, whatever the scores say.

Names of one article that were judged different are parted before anything is joined; clusters are cut and joined at the end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.constraints import Ground, Rule, regroup
from consilience.record.woven import Link
from consilience.stages.entities.assembly import identify
from consilience.stages.entities.grouping import lay_out

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from consilience.record.judgements import Bond
    from consilience.record.text import Span
    from consilience.stages.entities.groups import Cluster, Group, Known, Sheet

SAME_FORM, SAME_STORY, THE_REST = 2.0, 1.0, 0.5
"""What draws a namesake to one side of a split. Name before story before the rule; all above any score of two names (1.0)."""


def part_groups(sheets: Sequence[Sheet], bonds: Sequence[Bond]) -> list[Sheet]:
    """Give the names with those groups split that hold names of both sides of a bond.

    A name of neither side follows the one before.
    """
    apart = [bond for bond in bonds if bond.apart]
    spoken = {span.article for bond in apart for span in bond.sides[0]}
    return [_part_article(sheet, apart) if sheet.article in spoken else sheet for sheet in sheets]


def _part_article(sheet: Sheet, apart: Sequence[Bond]) -> Sheet:
    groups = [group for _, members in sheet.stories for group in members]
    for bond in apart:
        first = set(bond.sides[0])
        rest = {span for side in bond.sides[1:] for span in side}
        groups = [part for group in groups for part in _part(group, first, rest)]
    return lay_out(sheet.article, groups, sheet.links)


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
    lists: Sequence[tuple[Known, ...]], links: Iterable[Link], bonds: Sequence[Bond]
) -> tuple[list[tuple[Known, ...]], tuple[Link, ...], frozenset[str]]:
    """Give the things as judged, the links that say so, and the groups that a split took out.

    The rest that a split leaves keeps the entity's id; what was taken out of it gets one of its own.
    """
    clusters = [thing.cluster for things in lists for thing in things]
    rules = _rules(bonds, clusters)
    bound = {name for rule in rules for side in rule.sides for name in side}
    touched = [cluster for cluster in clusters if any(group.id in bound for group in cluster)]
    made, group_of = _regroup(touched, links, rules), {group.id: group for cluster in touched for group in cluster}
    old, moved = _less(lists, set(map(id, touched)))
    located = {name: spot for thing in moved for name, spot in thing.located.items()}
    parted = frozenset(name for rule in rules if rule.apart for name in rule.sides[0])
    return [*old, *((identify(cluster, located),) for cluster in made)], tuple(_links(rules, group_of)), parted


def _less(lists: Sequence[tuple[Known, ...]], touched: Collection[int]) -> tuple[list[tuple[Known, ...]], list[Known]]:
    """The lists without the touched clusters, and the things that were taken out."""
    out = [things for things in lists if any(id(thing.cluster) in touched for thing in things)]
    whole = set(map(id, out))
    left = [tuple(thing for thing in things if id(thing.cluster) not in touched) for things in out]
    moved = [thing for things in out for thing in things if id(thing.cluster) in touched]
    return [*(things for things in lists if id(things) not in whole), *left], moved


def _regroup(touched: Sequence[Cluster], links: Iterable[Link], rules: Sequence[Rule[str]]) -> list[Cluster]:
    """The touched clusters cut and joined as the rules will have it."""
    group_of = {group.id: group for cluster in touched for group in cluster}
    home = {name.id: group.id for group in group_of.values() for name in group.names}
    edges = [(x.score, home[x.a], home[x.b]) for x in links if x.verdict == "same" and x.a in home and x.b in home]
    edges += [edge for cluster in touched for rule in rules for edge in _leanings(cluster, rule)]
    made = regroup([tuple(g.id for g in cluster) for cluster in touched], edges, rules)
    return [tuple(sorted((group_of[name] for name in names), key=lambda g: g.order)) for names in made]


def _rules(bonds: Sequence[Bond], clusters: Sequence[Cluster]) -> list[Rule[str]]:
    spoken = {span.article for bond in bonds for side in bond.sides for span in side}
    here = (group for cluster in clusters for group in cluster if group.article in spoken)
    ground = Ground(((name.span, group.id) for group in here for name in group.names), spoken)
    return [Rule(judgement=b.judgement, apart=b.apart, sides=tuple(ground.at(side) for side in b.sides)) for b in bonds]


def _leanings(cluster: Cluster, rule: Rule[str]) -> Iterator[tuple[float, str, str]]:
    """Where the namesakes go that a split does not speak of, such as later reports: with the rest, the entity as it was.

    They go with the part that was taken out only where their story speaks of that part alone.
    """
    if not rule.apart:
        return
    first, others = set(rule.sides[0]), {name for side in rule.sides[1:] for name in side}
    part = [group for group in cluster if group.id in first]
    rest = [group for group in cluster if group.id in others]
    for group in cluster if part and rest else ():
        for other in (*part, *rest) if group.id not in first | others else ():
            alike = SAME_FORM * bool(set(group.forms) & set(other.forms)) + SAME_STORY * (group.story == other.story)
            yield alike + THE_REST * (other in rest), group.id, other.id


def _links(rules: Sequence[Rule[str]], group_of: Mapping[str, Group]) -> Iterator[Link]:
    for rule in rules:
        heads = [min((group_of[name] for name in side), key=lambda g: g.order) for side in rule.sides if side]
        for other in heads[1:]:
            if other.id != heads[0].id:
                a, b = sorted((heads[0], other), key=lambda g: g.order)
                why = f"an analyst judged so ({rule.judgement})"
                yield Link(a=a.id, b=b.id, verdict="different" if rule.apart else "same", score=1.0, why=why)
