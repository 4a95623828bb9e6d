"""Stage 7, entities: cases in `cases/entities`, and what must hold whatever the order and company of the articles.

A case marks names in its articles as [words|kind] or [words|kind|role]; `= name` starts an article; all are one story.
After `--- expect` each line is one entity: its kind and all its name forms in alphabetical order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.record.found import Mention, Reading
from consilience.record.ids import make_id
from consilience.record.text import Article, Layout, Span
from consilience.record.woven import Entity, Story
from consilience.stages.entities import resolve
from consilience.text.places import open_gazetteer

CASES = Path(__file__).parent.parent / "cases" / "entities"
MARK = re.compile(r"\[([^|\]]+)\|(\w+)(?:\|([^\]]+))?\]")


def reading(name: str, marked: str) -> Reading:
    text, mentions, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        span = Span(article=name, start=len(text), end=len(text) + len(mark[1]))
        mentions.append(
            Mention(id=make_id("m", name, span.start), span=span, kind=mark[2], form="name", text=mark[1], role=mark[3])  # type: ignore[arg-type]
        )
        text += mark[1]
        at = mark.end()
    text += marked[at:]
    article = Article(
        id=name, path=name, url=None, outlet=None, title=None, authors=(), published=None, language="en", text=text
    )
    layout = Layout(zones=(), sentences=(), title=None, outlet=None, published=None, credits=())
    return Reading(article=article, layout=layout, mentions=tuple(mentions))


def load(path: Path) -> tuple[list[Reading], list[str]]:
    body, _, expected = path.read_text("utf-8").partition("--- expect\n")
    parts = re.split(r"^= (\w+)\n", body, flags=re.MULTILINE)[1:]
    readings = [reading(f"{path.stem}-{name}", text) for name, text in zip(parts[::2], parts[1::2], strict=True)]
    return readings, sorted(expected.strip().splitlines())


def story(readings: list[Reading], name: str = "s1") -> Story:
    articles = tuple(sorted(r.article.id for r in readings))
    return Story(id=name, title=name, articles=articles, parts=(), first=None, last=None)


def shown(entities: tuple[Entity, ...], mentions: dict[str, str]) -> list[str]:
    return sorted(f"{e.kind}: {', '.join(sorted({mentions[m] for m in e.mentions}))}" for e in entities)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_check(path: Path) -> None:
    readings, expected = load(path)
    _, entities = resolve(readings, [story(readings)], gazetteer=open_gazetteer())
    mentions = {m.id: m.text for r in readings for m in r.mentions}
    assert shown(entities, mentions) == expected


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(order=st.permutations(range(4)))
def test_order_of_articles_changes_nothing(order: list[int]) -> None:
    readings, _ = load(CASES / "across-reports.txt")
    told = [story(readings)]
    shuffled = [readings[i] for i in order]
    assert resolve(shuffled, told, gazetteer=open_gazetteer()) == resolve(readings, told, gazetteer=open_gazetteer())


def test_an_unrelated_article_changes_nothing_in_another_story() -> None:
    readings, _ = load(CASES / "kept-apart.txt")
    other, _ = load(CASES / "short-forms.txt")
    alone = resolve(readings, [story(readings)], gazetteer=open_gazetteer())
    together = resolve([*other, *readings], [story(readings), story(other, "s2")], gazetteer=open_gazetteer())
    assert set(alone[1]) <= set(together[1])


def test_two_stories_share_a_known_body_but_not_a_lone_family_name() -> None:
    one = reading("a1", "The [UN|organization] sent [Karam|person] to [Tripoli|place], Libya.")
    other = reading("a2", "[Karam|person] left the [United Nations|organization] for [Tripoli|place], Libya.")
    _, entities = resolve([one, other], [story([one], "s1"), story([other], "s2")], gazetteer=open_gazetteer())
    assert [e.kind for e in entities if len(e.mentions) == 2] in (["organization", "place"], ["place", "organization"])
    assert len({e.id for e in entities}) == len(entities) == 4


def test_titles_articles_and_places_are_carried() -> None:
    one = reading(
        "a1", "The Libyan general, General [Rashid Karam|person|General], met al-[Fadil|person] in [Sabha|place]."
    )
    _, entities = resolve([one], [], gazetteer=open_gazetteer())
    names = {name for e in entities for name, _ in e.names}
    assert {"Rashid Karam", "General Rashid Karam", "al-Fadil", "Sabha"} == names
    sabha = next(e for e in entities if e.kind == "place")
    assert (sabha.country, round(sabha.lat or 0), round(sabha.lon or 0)) == ("LY", 27, 14)
    assert sabha.geonames_id


def test_pronouns_and_nominals_follow_their_antecedent() -> None:
    one = reading("a1", "[Rashid Karam|person] said he, the general, would go.")
    name = one.mentions[0]
    he = replace(name, id="m2", form="pronoun", text="he", antecedent=name.id)
    general = replace(name, id="m3", form="nominal", text="the general", antecedent="m2")
    loose = replace(name, id="m4", form="nominal", text="an officer")
    _, entities = resolve([replace(one, mentions=(name, he, general, loose))], [], gazetteer=open_gazetteer())
    assert entities[0].mentions == (name.id, "m2", "m3")
    assert entities[0].names == (("Rashid Karam", 1),)


def test_nothing_gives_nothing() -> None:
    assert resolve([], [], gazetteer=open_gazetteer()) == ((), ())


def test_namesakes_by_sound_in_another_story_keep_their_ids() -> None:
    one = reading("a1", "[Hassan Ali|person] spoke.")
    other = reading("a2", "[Hussein Ali|person] spoke.")
    alone = resolve([one], [story([one], "s1")], gazetteer=open_gazetteer())[1]
    both = resolve([one, other], [story([one], "s1"), story([other], "s2")], gazetteer=open_gazetteer())[1]
    assert len(both) == 2
    assert set(alone) < set(both)
