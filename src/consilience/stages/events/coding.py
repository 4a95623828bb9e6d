"""What the trained coder makes of two parties that the rules read, or of two that they passed over.

Here: asking it, and what a root of its own means where no rule gave a type. Not here: its traits (`traits`), nor the
model (`models.coder`, behind the port).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.codes import export_type, root_class
from consilience.stages.events.lexicon import roots_of
from consilience.stages.events.traits import Pair, Told, traits_of
from consilience.stages.events.view import tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.ports import EventCoder
    from consilience.record.found import EventMention
    from consilience.stages.events.view import View

CAMEO = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "COOPERATE": "060", "AID": "070", "YIELD": "080", "REQUEST": "100",
    "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140", "MOBILIZE": "150", "SANCTION": "160",
    "COERCE": "170", "ASSAULT": "180",
}  # fmt: skip
"""The CAMEO root that each root of the coder stands for."""


SURE = 0.8
"""An open verb is typed only from here on, and only with a root that the lexicon gives one of its words in some frame. Of 45
events typed from .6 on in bulk articles without asking the lexicon, thirty were wrong; with both, about half as many
events are left and one in three is wrong."""

OVERRULING = 0.8
UNSURE_RULE = 0.65
"""The coder changes a rule's type only when as sure as this, and the rule no surer than that. Without the second bound 16 of
20 changes read in bulk articles were for the worse: a sentence of the world tells more than one event, and words of
the others mislead a coder that learned from sentences with one."""

DOUBT = 0.5
"""Where the coder gives the rule's root less than this, the event is only as sure as the coder says."""

LEAST = 0.1


def code_event(
    view: View, sentence: tuple[int, int], event: EventMention, beside: Sequence[EventMention], coder: EventCoder
) -> EventMention:
    """Weigh an event of the rules: where the coder doubts its root, the event is less sure; where the rule is unsure and
    the coder is not, the root is the coder's.

    An event without both parties in the sentence, and one of control or movement, stays as it is.
    """
    if not event.agents or not event.targets or event.control is not None or event.direction is not None:
        return event
    answer = judge(view, sentence, event, beside, coder)
    if not answer:
        return event
    root, share = answer[0]
    known = root_class(export_type(event.type, event.actuality))
    own = dict(answer)[known]
    vague = event.confidence <= UNSURE_RULE and root in _lexical_roots(view, event, deep=False)
    if root != known and share >= OVERRULING and vague:
        return _retyped(event, root, share)
    return replace(
        event, confidence=round(min(event.confidence, max(own, LEAST)), 2) if own < DOUBT else event.confidence
    )


def type_of(
    view: View, sentence: tuple[int, int], event: EventMention, beside: Sequence[EventMention], coder: EventCoder
) -> EventMention | None:
    """Type an event of the open frame; `None` where the coder is not sure or the rules read the same pair already."""
    if any(set(each.agents) & set(event.agents) and set(each.targets) & set(event.targets) for each in beside):
        return None
    answer = judge(view, sentence, event, beside, coder)
    if not answer or answer[0][1] < SURE or answer[0][0] not in _lexical_roots(view, event, deep=True):
        return None
    return _retyped(event, *answer[0])


def _lexical_roots(view: View, event: EventMention, *, deep: bool) -> set[str]:
    """The roots that the lexicon gives an event's words in any frame; `deep`: and to the objects and complements below."""
    own = tokens_in(view.parsed, event.span)
    below = [j for i in own for j in grammar.children(view.parsed, i, "obj", "obl", "xcomp")] if deep else []
    words = {grammar.lemma(view.parsed, i) for i in (*own, *below)}
    return {root for word in words for root in roots_of(word)}


def _retyped(event: EventMention, root: str, share: float) -> EventMention:
    why = f"{event.why}; trained coder {share:.2f}".lstrip("; ")
    kind = "CONCEDE" if root == "YIELD" else root
    return replace(event, type=kind, mode=None, cameo=CAMEO[root], confidence=round(share, 2), why=why)


def told(event: EventMention, sources: Iterable[str], targets: Iterable[str]) -> Told:
    """Give an event as the coder is told of it beside a pair of parties (mention ids)."""
    wanted, others = set(sources), set(targets)
    acts = bool(wanted & set(event.agents))
    undergoes = bool(others & {*event.targets, *event.agents})
    return Told(
        root=root_class(export_type(event.type, event.actuality)),
        type=event.type,
        mode=event.mode,
        cameo=event.cameo,
        actuality=event.actuality,
        pair=2 * acts + undergoes,
        confidence=event.confidence,
        start=event.span.start,
    )


def judge(
    view: View, sentence: tuple[int, int], event: EventMention, beside: Sequence[EventMention], coder: EventCoder
) -> tuple[tuple[str, float], ...]:
    """Give the roots of what an event's agents do to its targets with their probabilities, the likeliest first.

    `beside`: what the rules read in the sentence (a token range). Empty where a party has no token in it.
    """
    source, target = _tokens(view, sentence, event.agents), _tokens(view, sentence, event.targets)
    if not source or not target:
        return ()
    kinds = (_kind(view, source[0], event.agents), _kind(view, target[0], event.targets))
    seen = [told(each, event.agents, event.targets) for each in beside]
    return coder.code(traits_of(view.parsed, Pair(source, target, sentence), seen, kinds))


def _kind(view: View, first: int, parties: Sequence[str]) -> str:
    return next((each.kind for each in view.mentions.get(first, ()) if each.id in parties), "organization")


def _tokens(view: View, sentence: tuple[int, int], parties: Sequence[str]) -> tuple[int, ...]:
    wanted = set(parties)
    return tuple(i for i in range(*sentence) if any(each.id in wanted for each in view.mentions.get(i, ())))
