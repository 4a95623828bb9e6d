"""What the trained coder may change: with a coder of known answers, rules lead and only silent or vague words are typed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from consilience.ports import Traits
from consilience.record.found import EventMention, Found
from consilience.stages import events
from consilience.stages.events.lexicon import roots_of
from tests.stages.test_events import lay_out, parser, read_marks

ROOTS = ("ACCUSE", "ASSAULT", "SUPPORT", "REJECT", "AID", "YIELD")


@dataclass(frozen=True)
class Fixed:
    """A coder that always says the same."""

    root: str
    share: float

    def code(self, traits: Traits) -> tuple[tuple[str, float], ...]:
        assert traits.marks
        rest = [(each, (1 - self.share) / 5) for each in ROOTS if each != self.root]
        return tuple(sorted([(self.root, self.share), *rest], key=lambda pair: -pair[1]))


def read(given: str, coder: Fixed | None) -> list[EventMention]:
    marked, published = read_marks(given)
    article, layout = lay_out(marked.text, marked.sentences, published)
    [parsed] = parser().parse([(marked.text, [each.span for each in marked.sentences])])
    found, problems = events.read(
        article, layout, parsed, Found(mentions=tuple(marked.mentions)), published=published, coder=coder
    )
    assert not problems
    return list(found)


PRAISE = "[Norway|place] praised [Peru|place] on Monday."
SILENT = "[Norway|place] welcomed home [the Peruvian crew|group name] on Monday."


def test_a_rule_that_the_coder_doubts_is_less_sure_but_stands() -> None:
    [alone] = read(PRAISE, None)
    [doubted] = read(PRAISE, Fixed("ASSAULT", 0.99))

    assert (alone.type, doubted.type) == ("SUPPORT", "SUPPORT")
    assert doubted.confidence < 0.5 < alone.confidence


def test_a_rule_that_the_coder_shares_keeps_its_confidence() -> None:
    assert read(PRAISE, Fixed("SUPPORT", 0.9)) == read(PRAISE, None)


def test_a_verb_the_rules_pass_over_is_typed_only_where_the_coder_is_sure() -> None:
    assert read(SILENT, None) == []
    assert read(SILENT, Fixed("SUPPORT", 0.7)) == []

    [typed] = read(SILENT, Fixed("SUPPORT", 0.9))
    assert (typed.type, typed.cameo, typed.mode, typed.confidence) == ("SUPPORT", "050", None, 0.9)
    assert "trained coder 0.90" in typed.why


def test_a_root_that_the_lexicon_gives_no_word_of_the_clause_is_not_believed() -> None:
    assert "ASSAULT" not in roots_of("welcome")
    assert read(SILENT, Fixed("ASSAULT", 0.99)) == []


@pytest.mark.parametrize(
    "given", ["Rain fell.", "[Norway|place] was cold.", "[He|person pronoun] praised [her|person pronoun]."]
)
def test_sentences_without_two_parties_are_read_as_before(given: str) -> None:
    assert [each.type for each in read(given, Fixed("ASSAULT", 0.99))] == [each.type for each in read(given, None)]
