"""What judgements do to a picture: the example's reports, woven as analysts judged them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.desk.drafts import Draft
from consilience.desk.judging import judge, undo
from consilience.desk.sight import RecordSight, spans_of, to_span
from consilience.exports.record import shape
from consilience.exports.record.flatten import flatten
from consilience.exports.record.invariants import check
from consilience.exports.record.shelving import shelve
from consilience.pipeline.loom import Loom
from consilience.pipeline.reading import Models, read_articles
from consilience.pipeline.settling import settle
from consilience.pipeline.weaving import weave
from consilience.record.found import Reading
from consilience.record.ids import make_id
from consilience.record.judgements import Judgement
from consilience.record.text import Article, Span
from consilience.sources.intake import take_in
from tests.conftest import EXAMPLE
from tests.judged import at

Weave = Callable[..., shape.Record]
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def readings(models: Models) -> tuple[Reading, ...]:
    """The example, read once."""
    articles = [item for item in take_in([EXAMPLE / "articles"]) if isinstance(item, Article)]
    return tuple(read_articles(articles, models))


@pytest.fixture(scope="module")
def woven(models: Models, readings: tuple[Reading, ...]) -> Weave:
    """Weaves the example, or other readings, as judged."""

    def run(judgements: Sequence[Judgement] = (), of: Sequence[Reading] = readings) -> shape.Record:
        picture = weave(
            of, models, reread=lambda dated: tuple(read_articles(dated, models)), judgements=settle(judgements)
        )
        return flatten(picture, generated="", program="", language_model="")

    return run


@pytest.fixture(scope="module")
def base(woven: Weave) -> shape.Record:
    """The example as the machine sees it."""
    return woven()


@pytest.fixture(scope="module")
def rule(base: shape.Record) -> Callable[..., Judgement]:
    """Makes a judgement on the machine's record."""
    sight = RecordSight(base)
    return lambda *, by="ada", minute=0, **fields: judge(Draft(**fields), sight, by=by, at=at(minute))


def _plain(record: shape.Record) -> shape.Record:
    """The record without what it says of the judgements themselves."""
    return replace(record, judgements=())


def _entity(record: shape.Record, name: str) -> shape.EntityOut:
    return next(e for e in record.entities if e.name == name)


def _stories(record: shape.Record) -> tuple[shape.StoryOut, shape.StoryOut]:
    large, small = sorted(record.stories, key=lambda s: -len(s.articles))
    return large, small


def _told_often(record: shape.Record) -> shape.EventOut:
    return max(record.events, key=lambda e: len([r for r in e.reports if r.words]))


def _judged(items: Sequence[object]) -> list[object]:
    return [item for item in items if item.judged]  # type: ignore[attr-defined]


def _lone(record: shape.Record) -> str:
    """A dated article that tells the large story alone and is not its first."""
    large, small = _stories(record)
    own = [a for a in record.articles if a.id in large.articles and a.id not in small.articles and a.published]
    return max(own, key=lambda a: (a.published.start if a.published else "", a.id)).id


def test_merged_entities_are_one(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """Two people judged one have all mentions of both; a link says who judged so."""
    one, other = _entity(base, "Tiana Ravelo"), _entity(base, "Noro Rasolo")
    made = rule(action="merge", kind="entity", ids=(one.id, other.id))
    record = woven([made])
    (merged,) = [e for e in record.entities if e.judged]

    assert len(record.entities) == len(base.entities) - 1
    assert set(merged.mentions) == {*one.mentions, *other.mentions}
    assert any(made.id in link.why and link.verdict == "same" for link in record.links)
    assert check(record) == ()


def test_split_entity_is_two_and_the_rest_keeps_its_id(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """Mentions judged to be another are one, inside an article too; the rest is the entity it was."""
    whole = _entity(base, "Ambilobe")
    beside = [s for s in spans_of(whole) if len([o for o in spans_of(whole) if o.article == s.article]) > 1]
    record = woven([rule(action="split", kind="entity", ids=(whole.id,), spans=beside[:1])])
    parts = [e for e in record.entities if e.name == "Ambilobe"]

    assert sorted(len(e.mentions) for e in parts) == [1, len(whole.mentions) - 1]
    assert max(parts, key=lambda e: len(e.mentions)).id == whole.id
    assert all(e.judged for e in parts)
    assert check(record) == ()


def test_renamed_entity_keeps_its_id_and_names(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """Only the name shown changes, and with it the sources that are called by it."""
    made = rule(action="rename", kind="entity", ids=(_entity(base, "Ambilobe").id,), value="Ambilobe town")
    renamed = _entity(woven([made]), "Ambilobe town")

    assert replace(renamed, name="Ambilobe", judged=()) == _entity(base, "Ambilobe")
    assert made.was == "Ambilobe"


def test_events_merge_and_split(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """Events judged one have the reports of both; a report judged to tell of another makes its own event."""
    large, _ = _stories(base)
    one, other = [e for e in base.events if e.story == large.id][:2]
    merged = woven([rule(action="merge", kind="event", ids=(one.id, other.id))])
    often = _told_often(base)
    words = [to_span(r.words) for r in often.reports if r.words]
    split = woven([rule(action="split", kind="event", ids=(often.id,), spans=words[:1])])

    assert len(merged.events) == len(base.events) - 1
    assert any({*one.reports, *other.reports} <= set(e.reports) for e in merged.events if e.judged)
    assert len(split.events) == len(base.events) + 1
    assert len(_judged(split.events)) == 2
    assert check(merged) == check(split) == ()


def test_article_is_moved(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """A moved article tells the other story and no passage of the old one, which keeps its id."""
    large, small = _stories(base)
    article = _lone(base)
    record = woven([rule(action="move", kind="article", ids=(article,), to=(small.id,))])
    alone = woven([rule(action="move", kind="article", ids=(article,))])

    assert [s.id for s in record.stories if article in s.articles] == [small.id]
    assert {large.id, small.id} == {s.id for s in record.stories}
    (own,) = [s for s in alone.stories if article in s.articles]
    # A weekly's paragraph may tell this story too.
    digests = {a for s in alone.stories if s is not own for a in s.articles}
    assert own.id not in {large.id, small.id}
    assert set(own.articles) - digests == {article}
    assert check(record) == check(alone) == ()


def test_passage_is_moved(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """A passage tells the other story, sentence by sentence; the rest of its article stays."""
    large, small = _stories(base)
    article = _lone(base)
    (part,) = [p for p in large.parts if p.article == article]
    words = Span(article=article, start=part.start + 5, end=part.start + 20)
    record = woven([rule(action="move", kind="article", ids=(article,), to=(small.id,), spans=(words,))])
    pieces = sorted((p.start, p.end) for s in record.stories for p in s.parts if p.article == article)

    assert {s.id for s in record.stories if article in s.articles} == {large.id, small.id}
    assert pieces[0][0] == part.start
    assert pieces[-1][1] == part.end
    assert len(pieces) == 2


def test_stories_merge_and_split(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """Stories judged one are one; articles judged to tell another tell it together."""
    large, small = _stories(base)
    merged = woven([rule(action="merge", kind="story", ids=(large.id, small.id))])
    some = [a for a in large.articles if a not in small.articles][-2:]
    spans = tuple(Span(article=a, start=0, end=1) for a in some)
    split = woven([rule(action="split", kind="story", ids=(large.id,), spans=spans)])

    assert [set(s.articles) for s in merged.stories] == [{a.id for a in base.articles}]
    assert set(some) in [set(s.articles) for s in split.stories]
    assert check(merged) == check(split) == ()


def test_lineage_is_made_and_cut(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """A text judged no copy counts as its own; one judged a copy counts no longer."""
    (lineage,) = base.lineages
    cut = woven([rule(action="not-copy", kind="article", ids=lineage.articles[:2])])
    outside = next(a for a in _stories(base)[0].articles if a not in lineage.articles)
    made = woven([rule(action="copy", kind="article", ids=(lineage.articles[0], outside))])

    assert not any({*lineage.articles[:2]} <= set(one.articles) for one in cut.lineages)
    assert any({lineage.articles[0], outside} <= set(one.articles) for one in made.lineages)
    assert sum(e.independent_reports for e in cut.events) > sum(e.independent_reports for e in made.events)
    assert check(cut) == check(made) == ()


def test_copy_without_a_word_in_common(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """A translation shares no words with its source: the judgement alone makes the lineage."""
    large, small = _stories(base)
    pair = (next(a for a in small.articles if a not in large.articles), _lone(base))
    record = woven([rule(action="copy", kind="article", ids=pair)])

    assert any(set(pair) == set(one.articles) and len(one.passages) == 1 for one in record.lineages)
    assert check(record) == ()


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"action": "date", "start": "2024-05-10", "end": "2024-05-11"}, ("2024-05-10", "2024-05-11")),
        ({"action": "type", "value": "PROTEST/riot"}, ("PROTEST", "riot", "140")),
        ({"action": "status", "value": "planned"}, "planned"),
        ({"action": "actuality", "value": "denied"}, "denied"),
    ],
)
def test_event_is_corrected(
    fields: dict[str, str], shown: object, base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """The corrected value stands in the event, the machine's in the judgement."""
    event = _told_often(base)
    record = woven([rule(kind="event", ids=(event.id,), **fields)])
    (made,) = [e for e in record.events if e.judged]
    date = (made.date.start, made.date.end) if made.date else None

    assert shown in (date, (made.type, made.mode, made.cameo), made.status)
    assert check(record) == ()


def test_place_and_parties_are_corrected(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """Place, actors and targets become the entities named, wherever these are mentioned; or none."""
    event, place, minister = _told_often(base), _entity(base, "Toamasina"), _entity(base, "Noro Rasolo")
    record = woven(
        [
            rule(action="place", kind="event", ids=(event.id,), to=(place.id,)),
            rule(action="actors", kind="event", ids=(event.id,), to=(minister.id,)),
            rule(action="targets", kind="event", ids=(event.id,)),
        ]
    )
    (made,) = [e for e in record.events if e.judged]

    assert (made.place, made.lat, made.lon) == (place.id, place.lat, place.lon)
    assert (made.actors, made.targets) == ((minister.id,), ())
    assert len(made.judged) == 3
    assert check(record) == ()


def test_claim_is_corrected(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """Stance and speaker become what was judged: an entity, words, or the outlet's own voice."""
    claim, minister = next(c for c in base.claims if c.speaker), _entity(base, "Noro Rasolo")
    stance = rule(action="stance", kind="claim", ids=(claim.id,), value="predicts")
    answers = {
        (minister.id, minister.name): {"to": (minister.id,)},
        (None, "a porter"): {"value": "a porter"},
        (None, None): {},
    }
    for expected, fields in answers.items():
        record = woven([stance, rule(action="speaker", kind="claim", ids=(claim.id,), **fields)])
        (made,) = [c for c in record.claims if c.judged]

        assert made.stance == "predicts"
        assert (made.speaker, made.speaker_text) == expected
        assert check(record) == ()


def test_wrong_event_and_claim_are_removed(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """They are gone from the record, and the judgement is in force, not dormant."""
    event, claim = _told_often(base), base.claims[0]
    record = woven(
        [
            rule(action="remove", kind="event", ids=(event.id,)),
            rule(action="remove", kind="claim", ids=(claim.id,)),
        ]
    )

    assert event.id not in {e.id for e in record.events}
    assert claim.id not in {c.id for c in record.claims}
    assert {j.state for j in record.judgements} == {"in force"}
    assert check(record) == ()


def test_position_is_marked_and_stays(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """A verified position is shown so; conflict, ranks and counts are as they were."""
    conflict = base.conflicts[0]
    record = woven([rule(action="verify", kind="position", ids=(f"{conflict.id}/1",), note="seen on film")])
    made = next(c for c in record.conflicts if c.id == conflict.id)

    assert [bool(p.judged) for p in made.positions] == [n == 1 for n in range(len(made.positions))]
    assert tuple(replace(p, judged=()) for p in made.positions) == conflict.positions


def test_dated_article_is_read_again(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """With the article's day its relative dates move too: "14 May" in a text of March is of the year before."""
    article = _lone(base)
    record = woven([rule(action="date", kind="article", ids=(article,), start="2024-03-04")])
    (made,) = [a for a in record.articles if a.judged]
    before, after = (
        {e.date.start[:7] for e in r.events if e.date and {x.span.article for x in e.reports} == {article}}
        for r in (base, record)
    )

    assert made.published is not None
    assert made.published.start == "2024-03-04"
    assert "2024-05" in before
    assert "2024-05" not in after
    assert check(record) == ()


def _any_judgement(draw: st.DrawFn, base: shape.Record, rule: Callable[..., Judgement], minute: int) -> Judgement:
    large, small = _stories(base)
    event = draw(st.sampled_from(base.events)).id
    claim = draw(st.sampled_from(base.claims)).id
    entities = draw(st.lists(st.sampled_from(base.entities), min_size=2, max_size=2, unique_by=lambda e: e.id))
    article = draw(st.sampled_from([a for a in large.articles if a not in small.articles]))
    fields = draw(
        st.sampled_from(
            [
                {"action": "merge", "kind": "entity", "ids": tuple(e.id for e in entities)},
                {"action": "rename", "kind": "entity", "ids": (entities[0].id,), "value": "Somebody"},
                {"action": "move", "kind": "article", "ids": (article,), "to": (small.id,)},
                {"action": "date", "kind": "event", "ids": (event,), "start": "2024-05-02"},
                {"action": "status", "kind": "event", "ids": (event,), "value": "planned"},
                {"action": "remove", "kind": "event", "ids": (event,)},
                {"action": "stance", "kind": "claim", "ids": (claim,), "value": "doubts"},
                {"action": "remove", "kind": "claim", "ids": (claim,)},
                {"action": "note", "kind": "claim", "ids": (claim,), "note": "ask again"},
            ]
        )
    )
    try:
        return rule(minute=minute, **fields)
    except ValueError:  # an event told by a carried passage alone has no words of its own to be known by
        return rule(minute=minute, action="note", kind="claim", ids=(claim,), note="ask again")


@FEW
@given(data=st.data())
def test_undone_judgements_leave_the_machines_record(
    data: st.DataObject, base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """Whatever was judged, taking it all back gives the record that was there before; the book keeps all."""
    made = [data.draw(st.composite(_any_judgement)(base, rule, n)) for n in range(2)]
    undone = [undo(j, by="bo", at=at(9)) for j in dict.fromkeys(made)]
    record = woven([*made, *undone])

    assert _plain(record) == base
    assert len(record.judgements) == 2 * len(undone)
    assert check(record) == ()


@FEW
@given(data=st.data())
def test_any_judged_record_keeps_its_promises(
    data: st.DataObject, base: shape.Record, rule: Callable[..., Judgement], woven: Weave, readings: tuple[Reading, ...]
) -> None:
    """No judgement breaks an invariant, and neither order of reports nor of judgements changes what comes."""
    made = [data.draw(st.composite(_any_judgement)(base, rule, n)) for n in range(3)]
    record = woven(made)

    assert check(record) == ()
    assert woven(list(reversed(made)), list(reversed(readings))) == record


def test_order_of_independent_judgements_does_not_matter(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """Judgements on different things give one picture, whichever was made first."""
    event, claim = _told_often(base), base.claims[0]
    drafts = [
        {"action": "rename", "kind": "entity", "ids": (_entity(base, "Ambilobe").id,), "value": "The town"},
        {"action": "date", "kind": "event", "ids": (event.id,), "start": "2024-05-02"},
        {"action": "type", "kind": "event", "ids": (event.id,), "value": "PROTEST"},
        {"action": "stance", "kind": "claim", "ids": (claim.id,), "value": "doubts"},
    ]
    forth = woven([rule(minute=n, **fields) for n, fields in enumerate(drafts)])
    back = woven([rule(minute=9 - n, **fields) for n, fields in enumerate(drafts)])

    assert forth.brief == back.brief
    assert [replace(e, judged=()) for e in forth.events] == [replace(e, judged=()) for e in back.events]
    assert [replace(c, judged=()) for c in forth.claims] == [replace(c, judged=()) for c in back.claims]


def test_judgement_on_one_story_changes_nothing_in_another(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """Events, disputes and lines of the other story are as they were."""
    large, small = _stories(base)
    often = _told_often(base)
    words = [to_span(r.words) for r in often.reports if r.words]
    record = woven(
        [
            rule(action="split", kind="event", ids=(often.id,), spans=words[:1]),
            rule(action="type", kind="event", ids=(often.id,), value="PROTEST"),
            rule(action="place", kind="event", ids=(often.id,)),
        ]
    )
    assert often.story == large.id
    for key in ("events", "conflicts", "timeline"):
        old, new = ([x for x in getattr(r, key) if x.story == small.id] for r in (base, record))
        assert old == new


def _read_otherwise(reading: Reading) -> Reading:
    """The reading as a better model might give it: words that name events begin a letter earlier, ids are others."""
    events, fresh = [], {}
    for event in reading.events:
        span = replace(event.span, start=max(event.sentence.start, event.span.start - 1))
        fresh[event.id] = make_id("v", "better", event.id)
        events.append(replace(event, span=span, id=fresh[event.id]))
    claims = [replace(c, events=tuple(fresh[e] for e in c.events)) for c in reading.claims]
    return replace(reading, events=tuple(events), claims=tuple(claims))


def test_judgements_hold_after_another_reading(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave, readings: tuple[Reading, ...]
) -> None:
    """When stages find the same events at slightly other words, under other ids, they are judged all the same."""
    often = _told_often(base)
    made = rule(action="type", kind="event", ids=(often.id,), value="PROTEST/riot")
    again = [_read_otherwise(reading) for reading in readings]
    record = woven([made], again)

    assert [(e.type, e.mode) for e in record.events if e.judged] == [("PROTEST", "riot")]
    assert [e for e in woven((), again).events if e.type == "PROTEST" and e.mode == "riot"] != [
        e for e in record.events if e.type == "PROTEST" and e.mode == "riot"
    ]


def test_judgement_sleeps_while_its_article_is_away(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave, readings: tuple[Reading, ...]
) -> None:
    """Without the article the judgement is dormant and changes nothing; with it, it holds again."""
    claim = base.claims[0]
    made = rule(action="stance", kind="claim", ids=(claim.id,), value="doubts")
    others = [r for r in readings if r.article.id != claim.span.article]
    away = woven([made], others)

    assert [j.state for j in away.judgements] == ["dormant"]
    assert _plain(away) == woven((), others)
    assert check(away) == ()
    assert [j.state for j in woven([made]).judgements] == ["in force"]


def test_later_report_does_not_turn_a_judged_event(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave, readings: tuple[Reading, ...]
) -> None:
    """A date judged on what was known holds when another report of the event comes in."""
    often = _told_often(base)
    late = often.reports[0].span.article
    before = [r for r in readings if r.article.id != late]
    early = woven((), before)
    event = next(e for e in early.events if {r.words for r in e.reports} & {r.words for r in often.reports} - {None})
    made = judge(
        Draft(action="status", kind="event", ids=(event.id,), value="denied"), RecordSight(early), by="ada", at=at(0)
    )
    (judged,) = [e for e in woven([made]).events if e.judged]

    assert judged.status == "denied"
    assert late in {r.span.article for r in judged.reports}


def test_differing_analysts_are_a_problem_of_the_record(
    base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """The later holds, both are shown, and the record says so."""
    event = _told_often(base).id
    record = woven(
        [
            rule(action="status", kind="event", ids=(event,), value="denied", by="ada"),
            rule(action="status", kind="event", ids=(event,), value="planned", by="bo", minute=3),
        ]
    )

    assert [j.state for j in record.judgements] == ["overruled", "in force"]
    assert "judgements-differ" in {p.code for p in record.problems}
    assert [e.status for e in record.events if e.judged] == ["planned"]
    assert check(record) == ()


def test_every_item_takes_a_note(base: shape.Record, rule: Callable[..., Judgement], woven: Weave) -> None:
    """A note changes nothing but what it is written on."""
    firsts = {item.kind: item for item in reversed(shelve(base))}
    notes = [rule(action="note", kind=kind, ids=(item.id,), note="look") for kind, item in sorted(firsts.items())]
    record = woven(notes)

    assert len(record.judgements) == len(firsts)
    assert {j.state for j in record.judgements} == {"in force"}
    assert check(record) == ()


def test_loom_is_judged(
    models: Models, readings: tuple[Reading, ...], base: shape.Record, rule: Callable[..., Judgement], woven: Weave
) -> None:
    """A loom that is given judgements weaves what `weave` would, and says which stories changed."""
    loom = Loom(models, reread=lambda dated: tuple(read_articles(dated, models)))
    loom.add(readings)
    made = rule(action="status", kind="event", ids=(_told_often(base).id,), value="planned")
    change = loom.judge(settle([made]))

    assert change.stories == (_told_often(base).story,)
    assert flatten(change.picture, generated="", program="", language_model="") == woven([made])
