"""When an event was: the time expression that belongs to it by the parse, else what its clause or report implies.

Here: choosing among the times found in the sentence. Not here: resolving a time expression to days (`mentions`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import in_class
from consilience.stages.events.view import tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consilience.record.found import Actuality, TimeMention
    from consilience.record.text import Span, When
    from consilience.stages.events.triggers import Trigger
    from consilience.stages.events.view import View

    Owned = Mapping[int, Sequence[TimeMention]]

DATING_KINDS = frozenset({"date", "time"})
PASSES_DOWN = frozenset(
    {"nsubj", "nsubj:pass", "obj", "obl", "nmod", "xcomp", "acl", "advcl", "csubj", "obl:agent", "conj"}
)
"""Relations across which a time of the governing clause still dates what hangs below it."""

LOOKING_BACK = timedelta(days=7)
"""A passage that has just told something older than a week is looking back; what it tells next is not today's news."""

PRESENT = "PRESENT_REF"
"""TIMEX3 value of "now", "currently": the day of the words, not a day of its own."""


def times_by_owner(view: View, sentence: tuple[int, int], heads: frozenset[int]) -> dict[int, list[TimeMention]]:
    """Give each time expression of a sentence to the word it dates: the first trigger or verb on the way up.

    `heads`: the tokens of the sentence's triggers. Times owned by one word come in text order.
    """
    owned: dict[int, list[TimeMention]] = {}
    seen: set[str] = set()
    for i in range(*sentence):
        for each in view.times.get(i, ()):
            if each.kind in DATING_KINDS and each.id not in seen:
                seen.add(each.id)
                owned.setdefault(_owner(view, _head_of(view, each, i), heads), []).append(each)
    return owned


def time_of(view: View, trigger: Trigger, owned: Owned) -> TimeMention | None:
    """Give the time expression that dates an event, or `None`.

    First one that the trigger or its supporting verb owns; then one on the clauses above, as long as nothing between
    them is a report of speech ("said on Monday that") or a relative clause.
    """
    own = _nearest(each for word in (trigger.predicate, *trigger.words) for each in owned.get(word, ()))
    if own is None:
        own = _nearest(each for noun in _settings(view, trigger) for each in owned.get(noun, ()))
    if own is not None:
        return own
    for at, above in _chain(view, trigger.predicate):
        token = view.parsed.tokens[at]
        if "when" in _openers(view, at):
            return _just_before(view, at)
        if token.dep not in PASSES_DOWN or _is_speech(view, above) or (token.dep == "conj" and _finite(view, at)):
            return None
        found = _nearest(owned.get(above, ()))
        if found is not None:
            return found
    return None


def speech_time(view: View, trigger: Trigger, owned: Owned) -> TimeMention | None:
    """Give the time of the nearest utterance that tells the event ("said on Monday that ..."), or `None`."""
    climbed = [trigger.predicate, *(above for _, above in _chain(view, trigger.predicate))]
    beside = [i for at in climbed for i in grammar.children(view.parsed, at, "parataxis")]
    for above in (*climbed[1:], *beside):
        if _is_speech(view, above) and owned.get(above):
            return owned[above][0]
    return None


def dates_itself(view: View, trigger: Trigger, time: TimeMention, *, published: When | None) -> bool:
    """Say whether a time can be the event's: what is told in the past tense does not lie ahead of the report."""
    if time.when is None or published is None or view.parsed.tokens[trigger.predicate].tag != "VBD":
        return True
    return time.when.latest <= published.latest


def looks_back(last: When | None, *, published: When | None) -> bool:
    """Say whether a passage is telling old events: `last` is the last day that its words gave to one."""
    return last is not None and published is not None and last.latest < published.earliest - LOOKING_BACK


def when_of(
    view: View, trigger: Trigger, owned: Owned, actuality: Actuality, *, published: When | None
) -> tuple[When | None, Span | None]:
    """Give the days of an event and the words that say so.

    An event told in someone's words without a day of its own takes the day of the words, marked "inferred"; one in
    the outlet's voice the publication day, marked "inferred". Plans, demands and background take neither.
    """
    own = time_of(view, trigger, owned)
    if own is not None and _is_since(view, own) and "when" not in _openers(view, trigger.predicate):
        return _until_report(own.when, published), own.span
    if own is not None and own.value != PRESENT and dates_itself(view, trigger, own, published=published):
        return own.when, own.span
    said = speech_time(view, trigger, owned)
    if actuality not in ("happened", "ongoing", "denied"):
        return None, None
    if said is not None and said.when is not None:
        return replace(said.when, basis="inferred"), said.span
    if published is None or trigger.entry.state or not _tells_news(view, trigger):
        return None, None
    return replace(published, basis="inferred"), None


def _tells_news(view: View, trigger: Trigger) -> bool:
    """Say whether the sentence itself tells the event as news: its main clause, or what that clause says was said.

    Not a pluperfect, and not a noun that is only spoken about.
    """
    at = trigger.predicate
    if _openers(view, at) & {"when", "after", "since", "while", "before", "as", "once", "until"}:
        return False
    if "had" in grammar.auxiliaries(view.parsed, at):
        return False
    if view.parsed.tokens[at].pos != "VERB" and view.parsed.tokens[at].dep != "root":
        above = view.parsed.tokens[at].head
        if view.parsed.tokens[at].dep not in ("nsubj", "nsubj:pass", "obl") or not _is_plain_root(view, above):
            return False
    for at, above in _chain(view, trigger.predicate):
        relation = view.parsed.tokens[at].dep
        if relation in ("acl:relcl", "acl", "advcl", "advcl:relcl") or view.parsed.tokens[above].pos == "AUX":
            return False
        if relation == "ccomp" and not _is_speech(view, above):
            return False
    return True


def _is_plain_root(view: View, i: int) -> bool:
    return view.parsed.tokens[i].dep == "root" and not _is_speech(view, i)


def _is_since(view: View, time: TimeMention) -> bool:
    tokens, children = view.parsed.tokens, view.parsed.children
    return any("since" in (tokens[k].text.lower() for k in children[i]) for i in tokens_in(view.parsed, time.span))


def _until_report(when: When | None, published: When | None) -> When | None:
    """For "since 2012": from then to the day of the report; nothing where that day is not known."""
    if when is None or published is None or published.latest < when.earliest:
        return None
    return replace(when, latest=published.latest)


def _owner(view: View, start: int, heads: frozenset[int]) -> int:
    at = start
    for above in grammar.governors(view.parsed, start):
        at = above
        if at in heads or (view.parsed.tokens[at].pos == "VERB" and view.parsed.tokens[at].dep != "amod"):
            return at
    return at


def _head_of(view: View, time: TimeMention, first: int) -> int:
    """The token of a time expression whose governor lies outside it."""
    at = first
    for above in grammar.governors(view.parsed, first):
        token = view.parsed.tokens[above]
        if token.start < time.span.start or token.end > time.span.end:
            return at
        at = above
    return at


def _settings(view: View, trigger: Trigger) -> list[int]:
    """Events that an event is set in: "overthrown during the uprising in 2011"."""
    below = [i for word in trigger.words for i in grammar.children(view.parsed, word, "obl", "nmod")]
    return [i for i in below if grammar.case_of(view.parsed, i) in ("during", "in", "amid")]


def _nearest(times: Iterable[TimeMention]) -> TimeMention | None:
    ranked = sorted(times, key=lambda each: (each.when is None, each.span.start))
    return ranked[0] if ranked else None


def _openers(view: View, clause: int) -> set[str]:
    """The words that open a clause: conjunctions and relative adverbs."""
    below = grammar.children(view.parsed, clause, "mark", "advmod")
    return {view.parsed.tokens[i].text.lower() for i in below if i < clause}


def _just_before(view: View, clause: int) -> TimeMention | None:
    """For "since 2011, when X fell": the time that the "when" clause explains."""
    when = next(i for i in view.parsed.children[clause] if view.parsed.tokens[i].text.lower() == "when")
    for i in range(when - 1, max(when - 4, -1), -1):
        for each in view.times.get(i, ()):
            return each
    return None


def _chain(view: View, start: int) -> list[tuple[int, int]]:
    pairs = []
    at = start
    for above in grammar.governors(view.parsed, start):
        pairs.append((at, above))
        at = above
    return pairs


def _finite(view: View, i: int) -> bool:
    return bool(grammar.children(view.parsed, i, "nsubj", "nsubj:pass"))


def _is_speech(view: View, i: int) -> bool:
    return view.parsed.tokens[i].pos == "VERB" and in_class(grammar.lemma(view.parsed, i), "speech")
