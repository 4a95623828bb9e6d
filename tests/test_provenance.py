"""Provenance: who is behind what, and how many independent reports. Properties hold for any set of invented reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.provenance import Provenance
from consilience.record.found import Claim, Mention, Reading
from consilience.record.text import Credit, Span
from consilience.record.woven import Entity
from consilience.stages import lineage, zones
from tests.conftest import make_article

WIRE = (
    "Guards from the hill town of Khulo retook the road junction outside Batumi on Saturday after a short exchange of fire.",
    "Traffic was passing the junction as usual in the afternoon and shops in the port had opened again by evening.",
    "The regional ministry of education announced that schools in three districts would stay closed until Wednesday.",
    "Lorries carrying flour waited at the bridge while the council argued with both sides about an hour of calm.",
    "A customs officer said that the colonel had asked for talks and that nobody in the capital had answered him.",
)
OWN = (
    "Our reporter counted eleven burnt vehicles on the slope below the junction and two more in the river bed.",
    "A shepherd who lives above the road told her that the shooting had begun well before dawn and lasted an hour.",
)
OTHER = (
    "The colonel lost his hold on the crossroads near the port, residents said by telephone on Saturday night.",
    "A bakery queue stretched around the corner and shopkeepers took in their goods as a rumour went through the town.",
)


def read(sentences: tuple[str, ...], outlet: str, day: int | None = 2) -> Reading:
    """A reading with layout only."""
    text = "\n\n".join(sentences)
    article = make_article(text, outlet=outlet, day=date(2024, 3, day) if day else None)
    return Reading(article=article, layout=zones.label(article))


def span_of(reading: Reading, words: str) -> Span:
    start = reading.article.text.index(words)
    return Span(article=reading.article.id, start=start, end=start + len(words))


def build(*readings: Reading, entities: tuple[Entity, ...] = ()) -> Provenance:
    return Provenance.build(readings, lineage.trace(readings), entities)


def test_carried_passage_has_the_origin_of_its_source() -> None:
    source, carrier = read(WIRE, "Coast Courier"), read((*WIRE[:3], *OWN), "Hill Echo", 3)
    provenance = build(source, carrier)

    assert provenance.origin(span_of(carrier, WIRE[1])) == source.article.id
    assert provenance.outlet(carrier.article.id) == "Hill Echo"


def test_own_reporting_added_to_a_carried_text_counts() -> None:
    source, carrier = read(WIRE, "Coast Courier"), read((*WIRE, *OWN), "Hill Echo", 3)
    provenance = build(source, carrier)
    added = span_of(carrier, "eleven burnt vehicles")

    assert provenance.origin(added) == carrier.article.id
    assert provenance.independent_reports([span_of(source, "retook"), added]) == 2
    assert provenance.ultimate_sources([added]) == ("Hill Echo",)


def test_a_lone_unmatched_sentence_of_a_carried_text_is_no_second_report() -> None:
    source = read(WIRE, "Coast Courier")
    carrier = read(("Junction near the port changes hands after gunfire.", *WIRE), "Hill Echo", 3)
    provenance = build(source, carrier)

    assert provenance.origin(span_of(carrier, "changes hands")) == source.article.id


def test_a_passage_passed_on_keeps_its_first_origin() -> None:
    first, second = read(WIRE, "Coast Courier", 1), read((*WIRE, *OWN), "Hill Echo", 2)
    third = read((*WIRE[2:], *OWN), "Plains Gazette", 3)
    provenance = build(first, second, third)

    assert provenance.origin(span_of(third, WIRE[3])) == first.article.id
    assert provenance.origin(span_of(third, OWN[1])) == second.article.id


def test_wire_speaks_where_its_text_is_carried() -> None:
    source, carrier = read(WIRE, "Coast Courier"), read((*WIRE, *OWN), "Hill Echo", 3)
    credit = Credit(agency="AFP", span=span_of(carrier, "Guards"), own_words=False)
    carrier = replace(carrier, layout=replace(carrier.layout, credits=(credit,)))
    provenance = build(source, carrier)

    assert provenance.ultimate_sources([span_of(carrier, "Khulo")]) == ("AFP",)
    assert provenance.chain(span_of(carrier, "Khulo")) == ("Hill Echo", "AFP")
    assert provenance.ultimate_sources([span_of(carrier, "burnt")]) == ("Hill Echo",)


def test_one_spokeswoman_quoted_thrice_is_one_source() -> None:
    readings = [quoting(outlet, day) for outlet, day in (("Coast Courier", 1), ("Hill Echo", 2), ("Plains Gazette", 3))]
    mentions = tuple(m.id for r in readings for m in r.mentions)
    dali = Entity(
        id="e1", kind="person", name="Nino Dali", names=(("Dali", 3),), mentions=mentions, country=None, lat=None,
        lon=None, geonames_id=None,
    )  # fmt: skip
    provenance = build(*readings, entities=(dali,))
    spans = [span_of(r, "closed") for r in readings]

    assert provenance.independent_reports(spans) == 3
    assert provenance.ultimate_sources(spans) == ("Nino Dali",)
    assert provenance.chain(spans[1]) == ("Hill Echo", "the radio", "Nino Dali")


def test_anonymous_sources_of_two_papers_stay_two() -> None:
    readings = [quoting(outlet, 1, anonymous=True) for outlet in ("Coast Courier", "Hill Echo")]

    assert build(*readings).ultimate_sources([span_of(r, "closed") for r in readings]) == (
        "an official (Coast Courier)",
        "an official (Hill Echo)",
    )


def quoting(outlet: str, day: int, *, anonymous: bool = False) -> Reading:
    """A report of one sentence in which Dali, or an official, says that the port is closed."""
    text = f"Dali told the radio, {outlet} learned, that the port is closed."
    reading = read((text,), outlet, day)
    who = span_of(reading, "Dali")
    mention = Mention(id=f"m{outlet}", span=who, kind="person", form="name", text="Dali")
    whole = Span(article=who.article, start=0, end=len(text))
    claim = Claim(
        id=f"c{outlet}", span=span_of(reading, "the port is closed"), sentence=whole, cue=None, speaker=mention.id,
        speaker_text="an official" if anonymous else "Dali", via="the radio", anonymous=anonymous, quoted=False,
        stance="asserts", said=None, answers=None, events=(),
    )  # fmt: skip
    return replace(reading, mentions=(mention,), claims=(claim,))


SENTENCES = st.lists(st.sampled_from(WIRE + OWN + OTHER), min_size=2, max_size=7, unique=True)


@given(SENTENCES, st.integers(min_value=0, max_value=8))
@settings(max_examples=40, deadline=None)
def test_a_verbatim_copy_never_raises_independent_reports(sentences: list[str], at: int) -> None:
    first = read(tuple(sentences), "Coast Courier", 1)
    other = read(OTHER, "Plains Gazette", 1)
    copy = read(tuple(sentences), "Hill Echo", 2)
    words = sentences[at % len(sentences)]
    spans = [span_of(first, words), span_of(other, OTHER[0])]

    before = build(first, other).independent_reports(spans)

    assert build(first, other, copy).independent_reports([*spans, span_of(copy, words)]) <= before


def test_a_body_known_by_its_office_is_one_source() -> None:
    readings = []
    for outlet, words in (("Coast Courier", "The health ministry"), ("Hill Echo", "health ministry")):
        reading = quoting(outlet, 1)
        claim = replace(reading.claims[0], speaker=None, speaker_text=words)
        readings.append(replace(reading, claims=(claim,)))

    assert build(*readings).ultimate_sources([span_of(r, "closed") for r in readings]) == ("health ministry",)
