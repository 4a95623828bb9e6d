"""When an event was: the time expression that belongs to it by the parse, else what its clause or report implies.

Here: choosing among the times found in the sentence. Not here: resolving a time expression to days (`mentions`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import in_class

if TYPE_CHECKING:
    from consilience.record.found import Actuality, TimeMention
    from consilience.record.text import Span, When
    from consilience.stages.events.triggers import Trigger
    from consilience.stages.events.view import View

DATING_KINDS = frozenset({"date", "time"})
TRANSPARENT = frozenset({
    "nsubj", "nsubj:pass", "obj", "obl", "nmod", "xcomp", "advcl", "conj", "acl", "csubj", "obl:agent", "appos",
    "compound", "nmod:poss", "dep", "parataxis", "amod",
})  # fmt: skip
"""Relations across which a time of the governing clause still dates what hangs below it."""


def time_of(view: View, trigger: Trigger) -> TimeMention | None:
    """Give the time expression that dates an event, or `None`.

    First one that hangs on the trigger or its supporting verb; then one on the clauses above, as long as nothing
    between them is a report of speech ("said on Monday that") or a relative clause.
    """
    for word in dict.fromkeys((trigger.predicate, *trigger.words)):
        found = _times_under(view, word, trigger)
        if found:
            return found[0]
    for at, above in _chain(view, trigger.predicate):
        if view.parsed.tokens[at].dep not in TRANSPARENT or _is_speech(view, above):
            return None
        found = _times_under(view, above, trigger)
        if found:
            return found[0]
        if view.parsed.tokens[at].dep == "conj" and _finite(view, at):
            return None
    return None


def speech_time(view: View, trigger: Trigger) -> TimeMention | None:
    """Give the time of the nearest utterance that tells the event ("said on Monday that ..."), or `None`."""
    for _, above in _chain(view, trigger.predicate):
        if _is_speech(view, above):
            found = _times_under(view, above, trigger)
            if found:
                return found[0]
    return None


def when_of(
    view: View, trigger: Trigger, actuality: Actuality, *, published: When | None
) -> tuple[When | None, Span | None]:
    """Give the days of an event and the words that say so.

    An event told in someone's words without a day of its own takes the day of the words, marked "inferred"; one in
    the outlet's voice the publication day, marked "inferred". Plans, demands and background take neither.
    """
    own = time_of(view, trigger)
    if own is not None:
        return own.when, own.span
    said = speech_time(view, trigger)
    if actuality not in ("happened", "ongoing", "denied"):
        return None, None
    if said is not None and said.when is not None:
        return replace(said.when, basis="inferred"), said.span
    if published is None or trigger.entry.state:
        return None, None
    return replace(published, basis="inferred"), None


def _times_under(view: View, head: int, trigger: Trigger) -> list[TimeMention]:
    """Times on a head's own phrases, nearest to the trigger first; not those of a clause or an argument below it."""
    found: list[tuple[int, TimeMention]] = []
    queue = [child for child in view.parsed.children[head] if not _opens_clause(view, child)]
    seen_depth = dict.fromkeys(queue, 1)
    while queue:
        at = queue.pop(0)
        times = [each for each in view.times.get(at, ()) if each.kind in DATING_KINDS]
        if times:
            found.append((abs(at - trigger.head) + 100 * (times[0].when is None), times[0]))
        if seen_depth[at] < 3 or times:
            for child in view.parsed.children[at]:
                if not _opens_clause(view, child) and child not in seen_depth and _is_event_free(view, at):
                    seen_depth[child] = seen_depth[at] + 1
                    queue.append(child)
    return [each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].span.start))]


def _is_event_free(view: View, at: int) -> bool:
    """Say whether a phrase may be searched for the governing verb's time: not if it is a named actor's own phrase."""
    return not any(each.kind in ("person", "organization") for each in view.mentions.get(at, ()))


def _opens_clause(view: View, i: int) -> bool:
    token = view.parsed.tokens[i]
    return token.dep in ("acl", "acl:relcl", "advcl", "ccomp", "xcomp", "parataxis", "conj", "csubj", "advcl:relcl")


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
