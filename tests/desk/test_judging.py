"""From a draft to a judgement on the example's record: ids become words, and what cannot be judged is said in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from consilience.desk.drafts import FORMS, Draft
from consilience.desk.judging import JudgingError, judge
from consilience.desk.ledgers import bring_in, decide, hand_out
from consilience.desk.sight import RecordSight, spans_of, to_span
from consilience.exports.record.codec import decode
from consilience.exports.record.shape import EntityOut, EventOut
from consilience.exports.record.shelving import shelve
from consilience.record.judgements import Action, Judgement
from consilience.record.text import Span
from consilience.store.codec import encode_judgement
from consilience.store.database import open_database
from consilience.store.judgements import Ledger
from tests.conftest import EXAMPLE
from tests.judged import at, ruling, target

Rule = Callable[..., Judgement]


@pytest.fixture(scope="module")
def sight() -> RecordSight:
    """The example as an analyst sees it."""
    return RecordSight(decode((EXAMPLE / "record.json").read_bytes()))


@pytest.fixture(scope="module")
def rule(sight: RecordSight) -> Rule:
    """Makes a judgement from the fields of a draft."""
    return lambda **fields: judge(Draft(**fields), sight, by="ada", at=at(0))


def _entity(sight: RecordSight, name: str) -> EntityOut:
    return next(e for e in sight.record.entities if e.name == name)


def _told_often(sight: RecordSight) -> EventOut:
    return max(sight.record.events, key=lambda e: len([r for r in e.reports if r.words]))


def test_merge_keeps_ids_names_and_words(sight: RecordSight, rule: Rule) -> None:
    """Both entities stand in the judgement by the id shown, the name shown and every mention."""
    one, other = _entity(sight, "Tiana Ravelo"), _entity(sight, "Noro Rasolo")
    made = rule(action="merge", kind="entity", ids=(one.id, other.id), note="the same minister")

    assert [(t.kind, t.id, t.name) for t in made.targets] == [
        ("entity", one.id, "Tiana Ravelo"),
        ("entity", other.id, "Noro Rasolo"),
    ]
    assert made.targets[0].spans == tuple(sorted(to_span(m) for m in one.mentions))
    assert made.id.startswith("j")


def test_split_parts_the_chosen_mentions_from_the_rest(sight: RecordSight, rule: Rule) -> None:
    """The first side is what was chosen, the second all other mentions."""
    whole = spans_of(_entity(sight, "Ambilobe"))
    made = rule(action="split", kind="entity", ids=(_entity(sight, "Ambilobe").id,), spans=whole[:2])

    assert made.targets[0].spans == whole[:2]
    assert made.targets[1].spans == whole[2:]


def test_event_is_split_by_its_sentences(sight: RecordSight, rule: Rule) -> None:
    """A report's sentence chooses the words in it that name the event."""
    event = _told_often(sight)
    report = event.reports[0]
    made = rule(action="split", kind="event", ids=(event.id,), spans=(to_span(report.span),))

    assert report.words is not None
    assert to_span(report.words) in made.targets[0].spans
    assert len(made.targets[0].spans) + len(made.targets[1].spans) == len(spans_of(event))


def test_article_is_moved_with_what_it_leaves(sight: RecordSight, rule: Rule) -> None:
    """A moved article is held apart from the articles of its old story and bound to those of the new one."""
    old, new = sight.record.stories
    made = rule(action="move", kind="article", ids=(old.articles[0],), to=(new.id,))

    assert [s.article for s in made.targets[0].spans] == [old.articles[0]]
    assert {s.article for s in made.targets[1].spans} == {*old.articles[1:]} - {*new.articles}
    assert {s.article for s in made.to[0].spans} <= {*new.articles}


def test_correction_keeps_what_the_machine_said(sight: RecordSight, rule: Rule) -> None:
    """The machine's value stands in the judgement in words."""
    event = next(e for e in sight.record.events if e.place and e.date)
    place = _entity(sight, "Toamasina")
    moved = rule(action="place", kind="event", ids=(event.id,), to=(place.id,))
    dated = rule(action="date", kind="event", ids=(event.id,), start="2024-05-13")
    typed = rule(action="type", kind="event", ids=(event.id,), value="PROTEST/riot")

    assert moved.was == next(e.name for e in sight.record.entities if e.id == event.place)
    assert moved.to[0].name == "Toamasina"
    assert event.date is not None
    assert dated.was == event.date.start
    assert dated.when is not None
    assert dated.when.earliest.isoformat() == "2024-05-13"
    assert typed.was == (f"{event.type}/{event.mode}" if event.mode else event.type)


def test_position_is_marked_by_its_words(sight: RecordSight, rule: Rule) -> None:
    """A position is named by its conflict and number, and kept by its spans."""
    conflict = sight.record.conflicts[0]
    made = rule(action="verify", kind="position", ids=(f"{conflict.id}/1",), note="seen on film")

    assert made.targets[0].spans == tuple(sorted({to_span(s) for s in conflict.positions[1].spans}))


def test_everything_shown_can_be_noted(sight: RecordSight, rule: Rule) -> None:
    """Each item that the desk has takes a note."""
    for item in shelve(sight.record):
        made = rule(action="note", kind=item.kind, ids=(item.id,), note="look again")

        assert made.targets[0].id == item.id


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (Draft(action="merge", kind="entity", ids=("e1",)), "needs at least 2"),
        (Draft(action="stance", kind="event", ids=("v1",), value="denies"), "nothing of kind event"),
        (Draft(action="stance", kind="claim", ids=("c1",), value="shouts"), "is no stance"),
        (Draft(action="type", kind="event", ids=("v1",), value="WAR"), "is no type of event"),
        (Draft(action="type", kind="event", ids=("v1",), value="AID/riot"), "is no mode of AID"),
        (Draft(action="rename", kind="entity", ids=("e1",), value=" "), "needs a value"),
        (Draft(action="rename", kind="entity", ids=("e1",), value="A\nB"), "on one line"),
        (Draft(action="rename", kind="entity", ids=("e1",), value="A" * 201), "201 characters"),
        (Draft(action="note", kind="entity", ids=("e0",), note="x"), "no entity of this id"),
        (Draft(action="verify", kind="position", ids=("c0/0",)), "no conflict of this id"),
        (Draft(action="undo", kind="judgement", ids=("j0",)), "no judgement of this id"),
        (Draft(action="place", kind="event", ids=("v1",), to=("e1", "e2")), "1 entity at most"),
    ],
)
def test_what_cannot_be_judged_is_said(draft: Draft, says: str, sight: RecordSight, tmp_path: Path) -> None:
    """One line says what is wrong, and nothing is kept."""
    with open_database(tmp_path / "s.db") as store:
        ledger = Ledger(store.engine)
        with pytest.raises(JudgingError, match=says) as caught:
            decide(draft, sight, ledger, by="ada", at=at(0))

        assert "\n" not in str(caught.value)
        assert ledger.every() == ()


@pytest.mark.parametrize(("start", "end"), [("13 May", None), ("2024-05-14", "2024-05-13"), (None, None)])
def test_dates_must_be_dates(start: str | None, end: str | None, sight: RecordSight, rule: Rule) -> None:
    """Days are ISO and run forward."""
    with pytest.raises(JudgingError, match=r"YYYY-MM-DD|ends"):
        rule(action="date", kind="event", ids=(sight.record.events[0].id,), start=start, end=end)


def test_events_of_two_stories_are_not_merged(sight: RecordSight, rule: Rule) -> None:
    """Events hang on their story; the message says what to do first."""
    by_story = {event.story: event.id for event in sight.record.events}

    with pytest.raises(JudgingError, match="merge the stories"):
        rule(action="merge", kind="event", ids=tuple(by_story.values()))


def test_split_needs_a_true_part(sight: RecordSight, rule: Rule) -> None:
    """None and all of the mentions are no part."""
    entity = _entity(sight, "Ambilobe")
    for spans in ((), spans_of(entity), (Span(article="a0", start=0, end=9),)):
        with pytest.raises(JudgingError, match="not none and not all"):
            rule(action="split", kind="entity", ids=(entity.id,), spans=spans)


def test_undone_through_the_same_door(sight: RecordSight, tmp_path: Path) -> None:
    """An undoing is decided like everything else and speaks of the judgement it takes back."""
    with open_database(tmp_path / "s.db") as store:
        ledger = Ledger(store.engine)
        first = decide(
            Draft(action="rename", kind="entity", ids=(_entity(sight, "Ambilobe").id,), value="Ambilobe town"),
            sight, ledger, by="ada", at=at(0),
        )  # fmt: skip
        second = decide(Draft(action="undo", kind="judgement", ids=(first.id,)), sight, ledger, by="bo", at=at(-5))

        assert set(ledger.every()) == {first, second}
        assert second.value == first.id
        assert second.at >= first.at


def test_export_and_import_are_idempotent(tmp_path: Path) -> None:
    """Lines handed out come in once; changed and broken lines are named and left out; differing analysts are named."""
    one = ruling("type", target("event", 1), value="AID", by="ada")
    other = ruling("type", target("event", 1), value="PROTEST", by="bo", minute=3)
    with open_database(tmp_path / "a.db") as here, open_database(tmp_path / "b.db") as there:
        Ledger(here.engine).add([one, other])
        lines = list(hand_out(Ledger(here.engine)))
        ledger = Ledger(there.engine)
        first, again = bring_in(lines, ledger), bring_in(lines, ledger)
        bad = bring_in([b"{}", lines[0].replace(b"AID", b"CONCEDE"), b"\xff", b"\n"], ledger)

        assert (first.new, first.known) == (2, 0)
        assert (again.new, again.known) == (0, 2)
        assert [p.code for p in first.problems] == ["judgements-differ"]
        assert bad.new == 0
        assert [p.code for p in bad.problems][:3] == [
            "judgement-unreadable",
            "judgement-changed",
            "judgement-unreadable",
        ]
        assert list(hand_out(ledger)) == lines


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (ruling("status", target("event", 1), value="exploded"), "no status"),
        (ruling("stance", target("event", 1), value="denies"), "cannot judge"),
        (ruling("place", target("event", 1), to=(target("story", 1),)), "cannot lead"),
        (ruling("date", target("event", 1)), "no date"),
        (ruling("note"), "cannot judge"),
        (ruling("note", target("event", 1), by=" "), "nobody"),
        (ruling("note", target("event", -1)), "words it speaks of"),
    ],
)
def test_line_that_could_not_have_been_made_is_refused(made: Judgement, says: str, tmp_path: Path) -> None:
    """A line whose id is right but whose content no form allows is named and left out."""
    with open_database(tmp_path / "s.db") as store:
        done = bring_in([encode_judgement(made)], Ledger(store.engine))

        assert (done.new, len(done.problems)) == (0, 1)
        assert says in done.problems[0].message
        assert Ledger(store.engine).every() == ()


def test_forms_cover_every_kind_of_action() -> None:
    """Every action has a form, and a form that leads somewhere says how far."""
    assert all((form.to is None) == (form.most_to == 0) for form in FORMS.values())
    assert set(FORMS) == set(get_args(Action))
