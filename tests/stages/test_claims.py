"""Stage `claims` on the cases of `tests/cases/claims`: an article, then who says what in it, one claim a line.

A line is `SPEAKER STANCE[, anonymous][, quoted][, via CHANNEL][, answers]: words`; a speaker whose name stands elsewhere
in the text is followed by that name in brackets. The outlet's own voice is left out: it hangs on the events found.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.pipeline.reading import Models, read_articles
from consilience.record.found import Claim, Reading
from consilience.stages.claims import quotations
from consilience.stages.claims.cues import speech_nouns, speech_verbs
from tests.casefiles import find_cases, split_case
from tests.conftest import make_article


def read(text: str, models: Models) -> Reading:
    return next(iter(read_articles([make_article(text)], models)))


def show(reading: Reading, claim: Claim) -> str:
    """A claim as the cases write it."""
    names = {one.id: one.text for one in reading.mentions}
    name = names.get(claim.speaker or "", "")
    named = f" ({name})" if name and name not in (claim.speaker_text or "") else ""
    notes = [
        claim.stance,
        "anonymous" * claim.anonymous,
        "quoted" * claim.quoted,
        f"via {claim.via}" if claim.via else "",
        "answers" if claim.answers else "",
    ]
    words = " ".join(reading.article.text[claim.span.start : claim.span.end].split())
    return f"{claim.speaker_text}{named} {', '.join(filter(None, notes))}: {words}"


@pytest.mark.parametrize("path", find_cases("claims"), ids=lambda path: path.stem)
def test_claims(path: Path, models: Models) -> None:
    text, expected = split_case(path)
    reading = read(text, models)
    assert [show(reading, claim) for claim in reading.claims if claim.speaker_text] == expected


@pytest.mark.parametrize("path", find_cases("claims"), ids=lambda path: path.stem)
def test_every_event_is_told_by_someone(path: Path, models: Models) -> None:
    reading = read(split_case(path)[0], models)
    told = {event for claim in reading.claims for event in claim.events}
    assert {event.id for event in reading.events} <= told


@pytest.mark.parametrize("path", find_cases("claims"), ids=lambda path: path.stem)
def test_claims_point_into_the_text(path: Path, models: Models) -> None:
    reading = read(split_case(path)[0], models)
    text = reading.article.text
    for claim in reading.claims:
        words = text[claim.span.start : claim.span.end]
        assert words == words.strip()
        assert any(ch.isalnum() for ch in words)
        assert claim.sentence in {one.span for one in reading.layout.sentences}
        assert claim.speaker is None or claim.speaker in {one.id for one in reading.mentions}
        assert claim.answers is None or claim.answers in {one.id for one in reading.claims}


@given(st.text(alphabet=st.sampled_from("ab .,\n\"'“”‘’«»&#39;`"), max_size=300))
def test_quotations_are_apart_and_inside_the_text(text: str) -> None:
    found = quotations.find(text)
    ends = [0, *(one.outer_end for one in found)]
    for one, before in zip(found, ends, strict=False):
        assert before <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text)
        assert "\n" not in text[one.outer_start : one.outer_end]


def test_speech_lexicons_are_well_formed() -> None:
    assert len(speech_verbs()) > 120
    assert speech_verbs()["call"].takes["for"] == "demands"
    assert all(frames.takes for frames in [*speech_verbs().values(), *speech_nouns().values()])
