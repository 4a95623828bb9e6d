"""Inside one article: which names stand for one thing. A short form joins the one full name it can stand for.

Not here: joining across articles (`weaving`).
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.stages.entities.evidence import judge_organizations, judge_people
from consilience.stages.entities.groups import KIND_OF, Group, Judgement, Sheet, link
from consilience.stages.entities.kinds import settle_kinds
from consilience.stages.entities.locating import peoples_in
from consilience.text.lexicons import load_words
from consilience.text.names.folding import fold, words
from consilience.text.names.organization import short_for_organization
from consilience.text.names.person import short_for_person
from consilience.text.places.keys import bare_key, exact_key, weak_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from consilience.ports import Gazetteer, Memory
    from consilience.record.found import Mention, Reading
    from consilience.record.text import Span
    from consilience.record.woven import EntityKind, Link, Story

SHORT_AT = 0.85
"""A short form joins from this likeness on: the same sound or one changed vowel, or a shared head noun."""


def group_names(
    readings: Sequence[Reading], stories: Sequence[Story], *, gazetteer: Gazetteer, memory: Memory = NO_MEMORY
) -> list[Sheet]:
    """The groups of every article, and the judgements made on the way, in order of the readings."""
    places = _places(stories)
    told = {r.article.id: tuple(places.get(r.article.id, ())) for r in readings}
    kinds = _kinds(readings, told, gazetteer, memory)
    origin = origin_test(gazetteer)
    sheets = []
    for reading in readings:
        where = told[reading.article.id]
        of_scope = kinds[_scope(reading, where)]
        make = partial(_group_article, reading, where, of_scope, origin=origin)
        sheets.append(memory.recall("groups", (reading, of_scope), where, make))
    return sheets


def lay_out(article: str, groups: Iterable[Group], links: Iterable[Link]) -> Sheet:
    """The names of an article, by story."""
    of_story: dict[str, list[Group]] = {}
    for group in sorted(groups, key=lambda group: group.order):
        of_story.setdefault(group.story, []).append(group)
    stories = tuple((story, tuple(members)) for story, members in of_story.items())
    return Sheet(article=article, stories=stories, links=tuple(links))


Places = tuple[tuple[str, tuple["Span", ...]], ...]
"""The stories that an article tells, by id, each with its passages there."""


def _places(stories: Sequence[Story]) -> dict[str, list[tuple[str, tuple[Span, ...]]]]:
    found: dict[str, list[tuple[str, tuple[Span, ...]]]] = {}
    for story in sorted(stories, key=lambda story: story.id):
        parts: dict[str, list[Span]] = {article: [] for article in story.articles}
        for part in story.parts:
            parts.setdefault(part.article, []).append(part)
        for article in story.articles:
            found.setdefault(article, []).append((story.id, tuple(parts[article])))
    return found


def origin_test(gazetteer: Gazetteer) -> Callable[[str], bool]:
    """A test whether a word is a nationality or the name of a country."""

    @lru_cache(maxsize=20_000)
    def is_origin(word: str) -> bool:
        if gazetteer.country_of_people(word):
            return True
        return any(place.feature == "PCLI" for place in gazetteer.find(word)[:1])

    return is_origin


def join_short(short: Group, others: Iterable[Group], *, origin: Callable[[str], bool]) -> list[tuple[float, Group]]:
    """Groups that a short form can stand for, best first; each with its likeness."""
    scored = ((max(_shortness(short, form, other, origin) for form in short.forms), other) for other in others)
    kept = [pair for pair in scored if pair[0] >= SHORT_AT]
    return sorted(kept, key=lambda pair: (-pair[0], pair[1].order))


def _shortness(short: Group, form: str, other: Group, origin: Callable[[str], bool]) -> float:
    if short.kind == "person":
        return max(short_for_person(form, long) for long in other.forms)
    return max(short_for_organization(form, long, origin=origin) for long in other.forms)


def _group_article(
    reading: Reading, places: Places, kinds: Mapping[str, EntityKind], *, origin: Callable[[str], bool]
) -> Sheet:
    by_form: dict[tuple[EntityKind, str], list[Mention]] = {}
    for mention in reading.mentions:
        kind = kinds.get(fold(mention.text)) if mention.form == "name" and mention.kind in KIND_OF else None
        if kind:
            by_form.setdefault((kind, _form_key(kind, mention.text)), []).append(mention)
    followers = _followers(reading.mentions)
    texts = {mention.id: mention.text for mention in reading.mentions}

    def make(kind: EntityKind, names: list[Mention]) -> Group:
        return _group(kind, names, followers, texts, places, reading)

    groups = [make(kind, names) for (kind, _), names in by_form.items()]
    return lay_out(reading.article.id, *_join_article(groups, make, origin=origin))


def _kinds(
    readings: Sequence[Reading], told: Mapping[str, Places], gazetteer: Gazetteer, memory: Memory
) -> dict[str, dict[str, EntityKind]]:
    """The kind of each name form, story by story."""
    scopes: dict[str, list[Reading]] = {}
    for reading in readings:
        scopes.setdefault(_scope(reading, told[reading.article.id]), []).append(reading)
    return {
        scope: memory.recall("kinds", tuple(members), None, partial(_kinds_of, members, gazetteer))
        for scope, members in scopes.items()
    }


def _kinds_of(members: Sequence[Reading], gazetteer: Gazetteer) -> dict[str, EntityKind]:
    return settle_kinds(
        [mention for reading in members for mention in reading.mentions],
        outlets=frozenset(fold(reading.layout.outlet) for reading in members if reading.layout.outlet),
        countries=peoples_in([reading.article.text for reading in members], gazetteer=gazetteer),
        gazetteer=gazetteer,
    )


def _scope(reading: Reading, places: Places) -> str:
    return places[0][0] if places else reading.article.id


def _form_key(kind: EntityKind, text: str) -> str:
    key = bare_key(exact_key(text)) if kind == "place" else " ".join(words(text)).removeprefix("the ")
    return weak_key(key) or key if kind == "place" else key


def _join_article(
    groups: list[Group], make: Callable[[EntityKind, list[Mention]], Group], *, origin: Callable[[str], bool]
) -> tuple[list[Group], list[Link]]:
    """Longest names first; each further name joins the one it spells or shortens, or starts its own group."""
    done: list[Group] = []
    links: list[Link] = []
    for group in sorted(groups, key=lambda g: (-max(len(words(form)) for form in g.forms), g.order)):
        peers = [other for other in done if other.kind == group.kind and group.kind != "place"]
        target, judged = _target(group, peers, origin=origin)
        links.extend(judged)
        if target is None:
            done.append(group)
        else:
            at = next(i for i, other in enumerate(done) if other is target)
            done[at] = make(group.kind, [*target.names, *group.names])
    return done, links


def _target(group: Group, peers: list[Group], *, origin: Callable[[str], bool]) -> tuple[Group | None, list[Link]]:
    judge = judge_people if group.kind == "person" else lambda a, b: judge_organizations(a, b, origin=origin)
    judged = [(judgement, other) for other in peers if (judgement := judge(group, other))]
    same = sorted(((j, o) for j, o in judged if j.verdict == "same"), key=lambda pair: (-pair[0].score, pair[1].order))
    if same:
        return same[0][1], [link(group, same[0][1], same[0][0])]
    shorts = join_short(group, peers, origin=origin)
    best = [other for score, other in shorts if score == shorts[0][0]]
    if len(best) == 1:
        why = f"“{group.forms[0]}” is short for the article's only “{best[0].forms[0]}”"
        return best[0], [link(group, best[0], Judgement(verdict="same", score=shorts[0][0], why=why))]
    links = [
        link(
            group,
            other,
            Judgement(verdict="unsure", score=score, why=f"“{group.forms[0]}” fits {len(best)} names here"),
        )
        for score, other in shorts
    ]
    return None, links + [link(group, other, j) for j, other in judged if j.verdict != "same"]


def _group(
    kind: EntityKind,
    names: list[Mention],
    followers: Mapping[str, list[str]],
    texts: Mapping[str, str],
    places: Places,
    reading: Reading,
) -> Group:
    ordered = tuple(sorted(names, key=lambda mention: (mention.span.start, mention.id)))
    forms = Counter(" ".join(mention.text.split()) for mention in ordered)
    members = [member for mention in ordered for member in (mention.id, *followers.get(mention.id, ()))]
    return Group(
        kind=kind,
        article=reading.article.id,
        story=_story_at(ordered[0], places, reading.article.id),
        names=ordered,
        forms=tuple(sorted(forms, key=lambda form: (-forms[form], -len(form), form))),
        members=tuple(dict.fromkeys(members)),
        roles=frozenset(
            word for mention in ordered for word in words(mention.role or "") if word not in _function_words()
        ),
        principals=frozenset(fold(texts[m.principal]) for m in ordered if m.principal and m.principal in texts),
    )


def _followers(mentions: Sequence[Mention]) -> dict[str, list[str]]:
    """Nominals and pronouns under the name mention their chain of antecedents ends at."""
    by_id = {mention.id: mention for mention in mentions}
    out: dict[str, list[str]] = {}
    for mention in mentions:
        head, seen = mention, {mention.id}
        while head.form != "name" and head.antecedent in by_id and head.antecedent not in seen:
            head = by_id[head.antecedent]
            seen.add(head.id)
        if head is not mention and head.form == "name":
            out.setdefault(head.id, []).append(mention.id)
    return out


def _story_at(mention: Mention, places: Places, article: str) -> str:
    """The story whose part holds the mention, else the article's first story, else the article itself."""
    for story, parts in places:
        if any(part.start <= mention.span.start < part.end for part in parts):
            return story
    return places[0][0] if places else article


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load_words("function-words"))
