"""Alerts: what meets a rule, each once whatever its id becomes, delivered once or kept; to a webhook, a mailbox, a file."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from consilience.desk import Desk
from consilience.exports.record import shape
from consilience.exports.record.shelving import shelve
from consilience.sources.feeds.transport import Limits, Transport
from consilience.store.database import Database
from consilience.store.memos import Memos
from consilience.watch.alarms import WAITING, Alarms, Outgoing
from consilience.watch.deliveries import sign
from consilience.watch.notes import Note
from consilience.watch.post import Post
from consilience.watch.watchlist import Box, Circle, Log, Mail, Manners, Rule, Target, Watchlist, Webhook
from tests.feeds.site import Site

NOW = datetime(2024, 2, 5, 12, tzinfo=UTC)
TEXT = (
    "Ferry stopped\n\nCrews of the Reef Line struck in Nungwi on Monday. Three sailors were hurt.\n"
    "The harbour police hold the pier."
)
OTHER = (
    "Boats idle\n\nThe Reef Line said nobody was hurt in Nungwi. Police left the pier on Tuesday, the Reef Line said."
)


def span(article: str, words: str) -> shape.SpanOut:
    start = {"a1": TEXT, "a2": OTHER}[article].index(words)
    return shape.SpanOut(article=article, start=start, end=start + len(words))


def article(name: str, text: str, outlet: str) -> shape.ArticleOut:
    zones = (shape.ZoneOut(start=0, end=len(text), kind="body"),)
    return shape.ArticleOut(
        id=name, path=name, url=f"https://{name}.example/", outlet=outlet, title=text.split("\n", maxsplit=1)[0], authors=(),
        published=day("2024-02-05"), language="en", text=text, zones=zones, wire=None, lineage=None,
    )  # fmt: skip


def day(iso: str) -> shape.DateOut:
    return shape.DateOut(start=iso, end=iso, precision="day", basis="stated")


def entity(name: str, kind: str, words: str, lat: float | None = None, lon: float | None = None) -> shape.EntityOut:
    return shape.EntityOut(
        id=name, kind=kind, name=words, names=(shape.NameOut(text=words, count=1),), mentions=(span("a1", words),),
        country=None, lat=lat, lon=lon, geonames_id=None, identifiers={},
    )  # fmt: skip


def event(name: str, *spans: shape.SpanOut, status: str = "reported", reports: int = 1) -> shape.EventOut:
    told = tuple(shape.ReportOut(span=each, claim=None, stance="asserts") for each in spans)
    return shape.EventOut(
        id=name, type="PROTEST", mode=None, cameo="14", actors=("e1",), targets=(), place="e2", lat=-5.73, lon=39.29,
        date=day("2024-02-05"), status=status, summary="Reef Line struck in Nungwi", quantities=(), reports=told,
        independent_reports=reports, ultimate_sources=("Reef Line",), story="s1",
    )  # fmt: skip


def conflict(name: str, nature: str = "disagreement", *more: shape.SpanOut) -> shape.ConflictOut:
    sides = (
        ("three were hurt", (span("a1", "Three sailors were hurt"), *more)),
        ("nobody was hurt", (span("a2", "nobody was hurt"),)),
    )
    positions = tuple(
        shape.PositionOut(statement=words, claims=(), spans=spans, independent_reports=1, ultimate_sources=())
        for words, spans in sides
    )
    return shape.ConflictOut(
        id=name,
        kind="number",
        nature=nature,
        about=("e1",),
        events=(),
        question="How many were hurt?",
        positions=positions,
        story="s1",
    )


def control(holder: str, status: str, words: str, article: str, iso: str) -> shape.ControlOut:
    return shape.ControlOut(
        place="e2", holder=(holder,), date=day(iso), status=status, spans=(span(article, words),), conflict=None
    )


STRIKE, AGAIN = span("a1", "struck"), span("a2", "Boats idle")
HOLD = control("e3", "held", "hold the pier", "a1", "2024-02-05")
LEFT = control("e3", "lost", "left the pier", "a2", "2024-02-06")


def keep(store: Database, **lists: tuple) -> None:
    """Make these the store's items, as a weaving would."""
    empty = dict.fromkeys(
        ("lineages", "events", "claims", "quotes", "conflicts", "control", "relations", "framing", "timeline"), ()
    )
    record = shape.Record(
        format=shape.FORMAT, generated="", program="", language_model="",
        articles=(article("a1", TEXT, "Reef Post"), article("a2", OTHER, "Coast Mail")),
        stories=(shape.StoryOut(id="s1", title="The strike", articles=("a1", "a2"), parts=(), first=None, last=None),),
        entities=(
            entity("e1", "organization", "Reef Line"), entity("e2", "place", "Nungwi", -5.73, 39.29),
            entity("e3", "organization", "harbour police"),
        ),
        brief=shape.BriefOut(title="", sentences=()), **(empty | lists),
    )  # fmt: skip
    items = shelve(record)
    known = {(item.kind, item.id) for item in items}
    kinds = ("event", "conflict", "control")
    gone = [(kind, item.id) for kind in kinds for item in store.page(kind).items if (kind, item.id) not in known]
    store.keep_items(items, gone)


def rule(what: str, **more: object) -> Rule:
    return Rule(name=f"the {what}", what=what, to=("log",), **more)  # type: ignore[arg-type]


def alarms(store: Database, *rules: Rule) -> Alarms:
    made = Alarms(rules, Desk(store), Memos(store))
    made.prime()
    return made


def titles(store: Database, *rules: Rule) -> list[str]:
    return [alert.title for alert in alarms(store, *rules).raise_alerts(NOW.isoformat())]


@pytest.fixture
def filled(store: Database) -> Database:
    """A store that knows the articles and nothing else."""
    keep(store)
    return store


def test_alert_carries_the_words_it_rests_on(filled: Database) -> None:
    """Sentences with outlet, address and place; positions with their counts; the story."""
    watching = alarms(filled, rule("dispute"))
    keep(filled, conflicts=(conflict("c1"),))
    (alert,) = watching.raise_alerts(NOW.isoformat())

    assert (alert.title, alert.state, alert.stories) == (
        "How many were hurt?",
        "disagreement on number",
        ("The strike",),
    )
    assert alert.positions == ("three were hurt (1)", "nobody was hurt (1)")
    assert [(w.text, w.outlet, w.url) for w in alert.words] == [
        ("Three sailors were hurt.", "Reef Post", "https://a1.example/"),
        ("The Reef Line said nobody was hurt in Nungwi.", "Coast Mail", "https://a2.example/"),
    ]
    assert TEXT[alert.words[0].start : alert.words[0].end] == "Three sailors were hurt"


def test_same_dispute_under_another_id_is_not_told_again(filled: Database) -> None:
    """A dispute that gains a report gets another id; a new watcher after a restart knows it all the same."""
    alarms(filled, rule("dispute"))
    keep(filled, conflicts=(conflict("c1"),))
    assert titles(filled, rule("dispute")) == ["How many were hurt?"]
    keep(filled, conflicts=(conflict("c2", "disagreement", span("a1", "hurt")),))

    assert titles(filled, rule("dispute")) == []


def test_renamed_rule_does_not_tell_again(filled: Database) -> None:
    """What a rule is called, and whom it tells, makes it no other rule."""
    alarms(filled, rule("dispute"))
    keep(filled, conflicts=(conflict("c1"),))
    titles(filled, rule("dispute"))

    assert titles(filled, Rule(name="other", what="dispute", to=("desk",))) == []


def test_what_was_known_before_a_rule_is_not_told(filled: Database) -> None:
    """A new rule is primed with the store; a revision is no dispute."""
    keep(filled, conflicts=(conflict("c1"),))
    assert titles(filled, rule("dispute")) == []
    alarms(filled, rule("dispute", types=("date",)))
    keep(filled, conflicts=(conflict("c9", "revision"),))

    assert titles(filled, rule("dispute"), rule("dispute", types=("date",))) == []


PASSING = {
    "any": {}, "type": {"types": ("protest",)}, "box": {"area": Box(west=39, south=-6, east=40, north=-5)},
    "circle": {"area": Circle(lat=-5.7, lon=39.3, km=10)}, "place": {"place": "nungwi"}, "actor": {"actor": "REEF LINE"},
    "date-line": {"area": Box(west=30, south=-10, east=-170, north=10)},
}  # fmt: skip
FAILING = {
    "type": {"types": ("ASSAULT",)}, "box": {"area": Box(west=0, south=-6, east=10, north=-5)},
    "circle": {"area": Circle(lat=0, lon=39.3, km=100)},
    "place": {"place": "Toamasina"}, "actor": {"actor": "Reef"}, "all-must-hold": {"types": ("PROTEST",), "place": "Toamasina"},
}  # fmt: skip


@pytest.mark.parametrize("name", PASSING)
def test_event_meets_a_rule(filled: Database, name: str) -> None:
    """Kind, area, place and actor narrow a rule."""
    alarms(filled, rule("event", **PASSING[name]))
    keep(filled, events=(event("v1", STRIKE),))

    assert titles(filled, rule("event", **PASSING[name])) == ["Reef Line struck in Nungwi"]


@pytest.mark.parametrize("name", FAILING)
def test_event_does_not_meet_a_rule(filled: Database, name: str) -> None:
    """All that is given must hold."""
    alarms(filled, rule("event", **FAILING[name]))
    keep(filled, events=(event("v1", STRIKE),))

    assert titles(filled, rule("event", **FAILING[name])) == []


def test_planned_and_denied_events_are_none(filled: Database) -> None:
    """What is only planned is told of when it happens."""
    alarms(filled, rule("event"))
    keep(filled, events=(event("v1", STRIKE, status="planned"),))
    assert titles(filled, rule("event")) == []
    keep(filled, events=(event("v1", STRIKE),))

    assert titles(filled, rule("event")) == ["Reef Line struck in Nungwi"]


def test_actor_takes_part(filled: Database) -> None:
    """The actor must act or be acted on."""
    yes, no = rule("actor", actor="Reef Line"), rule("actor", actor="harbour police")
    alarms(filled, yes, no)
    keep(filled, events=(event("v1", STRIKE),))

    assert len(titles(filled, yes, no)) == 1


def test_count_of_reports_is_reached_once(filled: Database) -> None:
    """Told when the count is reached, not before and not again when it grows."""
    two = rule("reports", reports=2)
    alarms(filled, two)
    told = []
    for n, name in ((1, "v1"), (2, "v2"), (3, "v3")):
        keep(filled, events=(event(name, STRIKE, *([AGAIN] if n > 1 else []), reports=n),))
        told.append(len(titles(filled, two)))

    assert told == [0, 1, 0]


def test_control_is_told_when_it_changes(filled: Database) -> None:
    """First word of who holds a place, then what differs from it; a repeat does not."""
    alarms(filled, rule("control"))
    keep(filled, control=(HOLD,))
    first = titles(filled, rule("control"))
    keep(filled, control=(HOLD, control("e3", "held", "harbour police", "a1", "2024-02-06")))
    second = titles(filled, rule("control"))
    keep(filled, control=(HOLD, control("e3", "held", "harbour police", "a1", "2024-02-06"), LEFT))
    third = titles(filled, rule("control"))

    assert [len(first), len(second), len(third)] == [1, 0, 1]
    assert "lost" in third[0]


def post(store: Database, target: Target, at: datetime = NOW, *, private: bool = True) -> tuple[int, list[Note]]:
    """One round of a new watcher whose only rule tells one target of disputes."""
    notes: list[Note] = []
    one = Rule(name="disputes", what="dispute", to=(target.name,))
    made = Post(
        watchlist=Watchlist(manners=Manners(), sources=(), targets=(target,), rules=(one,)),
        alarms=alarms(store, one), memos=Memos(store), tell=notes.append, clock=lambda: at,
        transport=Transport(user_agent="t", allow_private=private, limits=Limits(seconds=3)),
    )  # fmt: skip
    return made.round(), notes


@pytest.fixture
def disputed(filled: Database) -> Database:
    """A store in which a dispute has come up since the rule was first seen."""
    alarms(filled, rule("dispute"))
    keep(filled, conflicts=(conflict("c1"),))
    return filled


def test_webhook_gets_a_signed_alert_once(disputed: Database, site: Site) -> None:
    """JSON, its id and signature in headers; another round, and another watcher, sends nothing."""
    hook = Webhook(name="h", url=site.put("/hook", "ok"), secret="s3")
    rounds = [post(disputed, hook)[0], post(disputed, hook)[0]]

    (asked,) = site.asked
    sent = json.loads(asked.body)
    assert rounds == [0, 0]
    assert (asked.method, sent["title"], sent["id"]) == (
        "POST",
        "How many were hurt?",
        asked.headers["consilience-alert"],
    )
    assert asked.headers["consilience-signature"] == sign("s3", asked.headers["consilience-timestamp"], asked.body)


def test_failing_webhook_is_tried_again_later(disputed: Database, site: Site) -> None:
    """A 500 keeps the alert; it goes out once the pause is over and the hook works, under the same id."""
    site.pages["/hook"] = (500, {}, b"")
    hook = Webhook(name="h", url=site.url + "/hook")
    waiting, notes = post(disputed, hook)
    early, _ = post(disputed, hook, NOW + timedelta(seconds=10))
    site.put("/hook", "ok")
    late, _ = post(disputed, hook, NOW + timedelta(minutes=5))

    assert (waiting, early, late, len(site.asked)) == (1, 1, 0, 2)
    assert "answers 500; kept and tried again" in notes[-1].text
    assert len({asked.headers["consilience-alert"] for asked in site.asked}) == 1


def test_webhook_inside_is_refused(disputed: Database, site: Site) -> None:
    """The private-address rule holds for webhooks too, and redirects are not followed."""
    hook = Webhook(name="h", url=site.put("/hook", "ok"))
    waiting, notes = post(disputed, hook, private=False)
    assert (waiting, site.asked) == (1, [])
    assert "allow_private" in notes[-1].text
    site.pages["/hook"] = (307, {"Location": "/elsewhere"}, b"")

    assert post(disputed, hook, NOW + timedelta(hours=1))[0] == 1
    assert site.paths() == ["/hook"]


def test_log_gets_a_line_once_even_after_a_kill(disputed: Database, tmp_path: Path) -> None:
    """A half line is taken away, and an alert that stands there already is not written again."""
    log = Log(name="log", path=tmp_path / "alerts.jsonl")
    log.path.write_bytes(b'{"id": "old"}\n{"id": "half')
    post(disputed, log)
    memos = Memos(disputed)
    lines = [json.loads(line) for line in log.path.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines[:1]] == ["old"]
    alert = alarms(disputed)._alert(
        rule("dispute"), disputed.get("conflict", ["c1"])[0], _keys(disputed), NOW.isoformat()
    )
    memos.keep({(WAITING, "again"): Outgoing(alert=alert, target="log", next=NOW.isoformat())})
    post(disputed, log)

    assert len(log.path.read_text(encoding="utf-8").splitlines()) == 2
    assert memos.every(WAITING, Outgoing) == {}


def _keys(store: Database) -> list[str]:
    one = Rule(name="disputes", what="dispute", to=("log",))
    return alarms(store)._told_keys(one, store.get("conflict", ["c1"])[0])


class _Box:
    """A mailbox that takes everything."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: object, session: object, envelope: object
    ) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[attr-defined]
        return "250 taken"


@contextmanager
def mailbox() -> Iterator[tuple[_Box, int]]:
    box = _Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


def test_mail_is_plain_and_its_headers_are_whole(disputed: Database) -> None:
    """Subject on one line whatever the title holds; the words and links in the text; sent once."""
    with mailbox() as (box, port):
        mail = Mail(
            name="m", to=("duty@reef.example",), sender="c@reef.example", server="127.0.0.1", port=port, security="none"
        )
        rounds = [post(disputed, mail)[0], post(disputed, mail)[0]]

    (letter,) = box.letters
    text = letter.get_content()
    assert rounds == [0, 0]
    assert letter["Subject"] == "[disputes] How many were hurt?"
    assert "https://a1.example/" in text
    assert '"Three sailors were hurt."' in text


def test_hostile_title_ends_no_header(disputed: Database) -> None:
    """A line break in what an article says starts no header of its own."""
    keep(disputed)
    hostile = replace(conflict("c7"), question="Who?\r\nBcc: all@reef.example\x1b[31m")
    keep(disputed, conflicts=(hostile,))
    with mailbox() as (box, port):
        mail = Mail(
            name="m", to=("duty@reef.example",), sender="c@reef.example", server="127.0.0.1", port=port, security="none"
        )
        post(disputed, mail)

    assert box.letters[0]["Bcc"] is None
    assert "\x1b" not in box.letters[0].as_string()


def test_server_without_starttls_is_not_trusted(disputed: Database) -> None:
    """Where the file asks for STARTTLS, a server that has none gets nothing, and the alert is kept."""
    with mailbox() as (box, port):
        mail = Mail(name="m", to=("duty@reef.example",), sender="c@reef.example", server="127.0.0.1", port=port)
        waiting, notes = post(disputed, mail)

    assert (waiting, box.letters) == (1, [])
    assert "mail server did not take it" in notes[-1].text
