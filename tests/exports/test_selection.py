"""Cutting a record down: what is left is a whole record, and nothing that was asked for is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.exports.areas import read_area
from consilience.exports.failures import NothingSelected
from consilience.exports.record.codec import decode
from consilience.exports.record.invariants import check
from consilience.exports.record.shape import JudgementOut, Record, SpanOut, TargetOut
from consilience.exports.selection import Selection, make_selection, select
from consilience.text.places.gazetteer import open_gazetteer
from tests.conftest import EXAMPLE

RECORD = decode((EXAMPLE / "record.json").read_bytes())
DAYS = st.none() | st.sampled_from([f"2024-05-{day:02}" for day in range(13, 29)])
PLACES = st.none() | st.sampled_from(
    ["Ambilobe", "Madagascar", "Toamasina", "Nairobi", "49,-14,50,-13", "-180,-90,180,90", "170,-20,-170,0"]
)


def _whole(record: Record) -> bool:
    """Whether a record breaks nothing and every id in it is there."""
    articles = {article.id for article in record.articles}
    lineages = {lineage.id for lineage in record.lineages}
    stories = {story.id for story in record.stories}
    events = {event.id for event in record.events}
    told = {event for entry in record.timeline for event in entry.events}
    belongs = {item.story for item in (*record.events, *record.conflicts)} | {e.story for e in record.timeline}
    belongs |= {line.story for line in record.brief.sentences}
    named = {article for one in (*record.lineages, *record.stories) for article in one.articles}
    return (
        not check(record)
        and {article.lineage for article in record.articles} - {None} <= lineages
        and told <= events
        and belongs <= stories
        and named <= articles
    )


@given(story=st.none() | st.sampled_from([story.id for story in RECORD.stories]), since=DAYS, until=DAYS, where=PLACES)
@settings(deadline=None, max_examples=150)
def test_every_cut_is_a_whole_record(
    story: str | None, since: str | None, until: str | None, where: str | None
) -> None:
    """Whatever is asked for, no invariant breaks and nothing dangles."""
    selection = make_selection(RECORD, story=story, since=since, until=until, where=where)
    if since and until and since > until:
        with pytest.raises(NothingSelected):
            select(RECORD, selection)
        return

    assert _whole(select(RECORD, selection))


def test_nothing_asked_is_everything() -> None:
    """An empty selection is the record itself; so is the world with all days, but for what has no place or day."""
    assert select(RECORD, Selection()) is RECORD


def test_a_story_is_cut_whole() -> None:
    """All events, claims and lines of it, and none of another's."""
    for story in RECORD.stories:
        cut = select(RECORD, Selection(story=story.id))
        assert [event.id for event in cut.events] == [event.id for event in RECORD.events if event.story == story.id]
        assert {line.story for line in cut.brief.sentences} == {story.id}
        assert {article.id for article in cut.articles} >= set(story.articles)
        assert cut.stories[0].parts == story.parts


def test_a_story_is_named_by_words_of_its_title() -> None:
    """What is typed need not be an id."""
    (dockers,) = (story for story in RECORD.stories if story.title.startswith("Dockers"))

    assert (
        make_selection(RECORD, story="DOCKERS in").story == make_selection(RECORD, story=dockers.id).story == dockers.id
    )


def test_days_keep_what_falls_into_them() -> None:
    """An interval that reaches into the days is in; an undated event is not, unless a kept dispute is about it."""
    cut = select(RECORD, make_selection(RECORD, since="2024-05-16", until="2024-05-16"))
    disputed = {event for conflict in cut.conflicts for event in conflict.events}
    dated = [event for event in cut.events if event.id not in disputed]

    assert dated
    assert all(event.date and event.date.start <= "2024-05-16" <= event.date.end for event in dated)
    assert all(entry.date.start <= "2024-05-16" <= entry.date.end for entry in cut.timeline)


def test_a_place_keeps_what_happened_there() -> None:
    """By any of its names, a country with all that lies in it, a box by its corners."""
    town = select(RECORD, make_selection(RECORD, where="ambilobe"))
    land = select(RECORD, make_selection(RECORD, where="Madagascar"))
    names = {entity.id: entity.name for entity in RECORD.entities}
    disputed = {event for conflict in town.conflicts for event in conflict.events}

    assert {names[e.place] for e in town.events if e.place and e.id not in disputed} == {"Ambilobe"}
    assert {e.id for e in land.events} >= {e.id for e in RECORD.events if e.lat is not None}
    assert town.control


def test_cut_facts_stay_as_they_were() -> None:
    """Counts and status are facts about the event and not about the cut."""
    whole = {event.id: event for event in RECORD.events}
    cut = select(RECORD, make_selection(RECORD, where="Ambilobe"))

    assert all(event == whole[event.id] for event in cut.events)


BAD = [
    ({"since": "14 May 2024"}, "not a day"),
    ({"since": "2024-05-20", "until": "2024-05-10"}, "is after"),
    ({"where": "Qwxzptkl"}, "no such place"),
    ({"where": "10,50,20,40"}, "a box is"),
    ({"where": "1,2,3"}, "no such place"),
    ({"story": "s0"}, "no story has this id or these words in its title; there are: s"),
    ({"story": "i"}, "fits 2 stories; there are: s"),
]


@pytest.mark.parametrize(("asked", "message"), BAD)
def test_what_cannot_be_selected_is_told_in_one_line(asked: dict[str, str], message: str) -> None:
    """Which word is wrong and what to write instead."""
    with pytest.raises(NothingSelected, match=message) as caught:
        select(RECORD, make_selection(RECORD, **asked))

    assert "\n" not in str(caught.value)


def test_box_over_the_date_line() -> None:
    """West may be east of east."""
    area = read_area("170,-20,-170,0", places=(), gazetteer=open_gazetteer())

    assert area.holds(-17.0, 179.0)
    assert area.holds(-17.0, -179.0)
    assert not area.holds(-17.0, 0.0)


def test_place_of_the_record_comes_before_the_gazetteer() -> None:
    """A name that the record has located elsewhere than the gazetteer's largest means the record's."""
    moved = tuple(
        replace(e, lat=1.0, lon=2.0) if e.name == "Ambilobe" else e for e in RECORD.entities if e.kind == "place"
    )
    area = read_area("Ambilobe", places=moved, gazetteer=open_gazetteer())

    assert area.holds(1.0, 2.0)


def _judgement(name: str, article: str, **more: object) -> JudgementOut:
    target = TargetOut(kind="event", id="v0", name="it", spans=(SpanOut(article=article, start=0, end=5),))
    plain: dict[str, object] = {
        "by": "ana", "at": "2024-06-01T00:00:00+00:00", "action": "verify", "targets": (target,), "to": (), "value": None,
        "date": None, "note": "", "was": None, "undone": False, "state": "in force", "overruled_by": None,
    }  # fmt: skip
    return JudgementOut(id=name, **(plain | more))  # type: ignore[arg-type]


def test_judgements_go_with_what_they_speak_of() -> None:
    """Those on what is left stay, with those that overrule them; those on other stories go."""
    small, large = sorted(RECORD.stories, key=lambda story: len(story.articles))
    here, there = (set(small.articles) - set(large.articles)).pop(), (set(large.articles) - set(small.articles)).pop()
    judgements = (
        _judgement("j1", here, state="overruled", overruled_by="j2"),
        _judgement("j2", there),
        _judgement("j3", there),
        _judgement("j4", there),
    )
    event = next(event for event in RECORD.events if event.story == small.id)
    events = tuple(replace(e, judged=("j4",)) if e is event else e for e in RECORD.events)
    cut = select(replace(RECORD, judgements=judgements, events=events), Selection(story=small.id))

    assert [judgement.id for judgement in cut.judgements] == ["j1", "j2", "j4"]
    assert _whole(cut)
