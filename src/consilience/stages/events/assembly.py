"""From triggers to events: fills one draft per trigger, then joins drafts that tell one happening.

Here: the joins inside a sentence and the checks that keep bare nouns out. Not here: joins across sentences and
articles (`happenings`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.actuality import actuality_of, hedged, is_refusal
from consilience.stages.events.codes import HOSTILE, REFUSALS, THREATS, future_code
from consilience.stages.events.dates import dates_itself, time_of, when_of
from consilience.stages.events.lexicon import in_class
from consilience.stages.events.places import held_place, place_of
from consilience.stages.events.reach import concerned
from consilience.stages.events.roles import fill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.record.found import Actuality, ControlStatus, Mention
    from consilience.record.text import Span, When
    from consilience.stages.events.dates import Owned
    from consilience.stages.events.triggers import Trigger
    from consilience.stages.events.view import View

OPENERS = frozenset({"when", "after", "as"})
"""Conjunctions that lead from a death to the clause that tells its cause: "killed when gunmen attacked"."""

SETTINGS = frozenset({"in", "by", "during", "after", "from", "with"})
"""Prepositions that lead from a death to the act that caused it."""
HARM = frozenset({"killed", "wounded", "casualties", "captured", "displaced", "missing", "arrested"})
VAGUE = 0.6
"""A trigger trusted less than this ("violence", "an appeal") says nothing without a named party."""
LESS_SURE = {"possible": 0.1, "demanded": 0.1, "threatened": 0.1, "denied": 0.0, "planned": 0.05}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event before it gets its id. `tokens`: the trigger; `roles`: argument tokens by role, for the joins."""

    trigger: Trigger
    type: str
    mode: str | None
    cameo: str
    agents: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    place: Mention | None
    when: When | None
    when_span: Span | None
    quantities: tuple[str, ...]
    actuality: Actuality
    confidence: float
    why: str
    control: ControlStatus | None


def draft(view: View, trigger: Trigger, owned: Owned, others: frozenset[int], *, published: When | None) -> Draft:
    """Fill one trigger's frame: who, whom, where, when, how many, and whether it happened."""
    agents, targets, roles = fill(view, trigger, others - set(trigger.words))
    time = time_of(view, trigger, owned)
    own = time.when if time is not None and dates_itself(view, trigger, time, published=published) else None
    actuality, shown_by = actuality_of(view, trigger, own, published=published)
    when, when_span = when_of(view, trigger, owned, actuality, published=published)
    entry = trigger.entry
    event_type, cameo = future_code(entry.type, entry.cameo, actuality)
    mode = entry.mode if event_type == entry.type else None
    if actuality == "denied" and entry.type in REFUSALS and is_refusal(view, trigger):
        event_type, actuality = "REJECT", "happened"
        mode, cameo = REFUSALS[entry.type]
    hedge = hedged(view, trigger)
    why = " ".join((*entry.words, f"({entry.pos})", shown_by, hedge)).strip()
    doubt = LESS_SURE.get(actuality, 0.0) + (0.1 if hedge else 0.0) + (0.0 if agents or targets else 0.15)
    held = held_place(view, roles, entry.target) if entry.control else None
    known = targets
    if not targets and not entry.control:
        targets = concerned(view, trigger, agents, event_type)
    return Draft(
        trigger=trigger,
        type=event_type,
        mode=mode,
        cameo=cameo,
        agents=agents,
        targets=targets,
        place=held or place_of(view, trigger, roles, known),
        when=when,
        when_span=when_span,
        quantities=_quantities(view, trigger),
        actuality=actuality,
        confidence=round(max(entry.confidence - doubt, 0.1), 2),
        why=why,
        control=entry.control if held is not None else None,
    )


def carry_on(view: View, each: Draft, last: When | None) -> Draft:
    """Give a plan without a day the day of the plan told just before, where "also" joins the two."""
    trigger = each.trigger
    heads = (trigger.predicate, view.parsed.tokens[trigger.predicate].head)
    below = [i for head in heads for i in grammar.children(view.parsed, head, "advmod")]
    also = any(view.parsed.tokens[i].text.lower() in ("also", "too", "likewise") for i in below)
    if each.when is not None or each.actuality != "planned" or last is None or not also:
        return each
    return replace(each, when=replace(last, basis="inferred"))


def undate(each: Draft) -> Draft:
    """Take away a day that only the publication gave."""
    return replace(each, when=None) if each.when_span is None else each


def assemble(view: View, drafts: Iterable[Draft]) -> list[Draft]:
    """Join the drafts of one sentence that tell one happening, and drop those that say nothing, in text order."""
    kept = _join_effects(view, list(drafts))
    kept = _join_pairs(view, kept)
    kept = _absorb(view, kept)
    return [each for each in kept if _says_something(view, each)]


def _join_effects(view: View, drafts: list[Draft]) -> list[Draft]:
    """Where "the attack killed 12", the noun names the act, the verb its victims; one event with both."""
    dropped: set[int] = set()
    joined = {each.trigger.head: each for each in drafts}
    for each in drafts:
        if each.type != "ASSAULT" or each.trigger.entry.pos != "verb":
            continue
        noun = _act_behind(view, each, joined)
        if noun is not None and noun != each.trigger.head:
            joined[noun] = merge(joined[noun], each)
            dropped.add(each.trigger.head)
    return [joined[each.trigger.head] for each in drafts if each.trigger.head not in dropped]


def _act_behind(view: View, effect: Draft, drafts: dict[int, Draft]) -> int | None:
    """The event noun that an effect verb has as its subject, or as its "in", "by", "during" phrase."""
    verb = effect.trigger.head
    joined = [verb, *grammar.children(view.parsed, verb, "conj")]  # "killed, and many more wounded, in the attack"
    settings = [i for each in joined for i in grammar.children(view.parsed, each, "obl")]
    above = view.parsed.tokens[verb].head
    clauses = [*grammar.children(view.parsed, verb, "advcl"), *grammar.children(view.parsed, above, "advcl")]
    when = [i for i in clauses if i > verb and set(grammar.marks(view.parsed, i)) & OPENERS]
    act = next((i for i in when if i in drafts and drafts[i].type == "ASSAULT"), None)
    if act is not None and effect.trigger.entry.harm:
        return act
    candidates = [
        *grammar.deep_subjects(view.parsed, verb),
        *(i for i in settings if grammar.case_of(view.parsed, i) in SETTINGS),
    ]
    token = view.parsed.tokens[verb]
    if token.dep == "advcl" and token.tag == "VBG" and grammar.is_verb(view.parsed, token.head):
        main = next(
            (head for head, each in drafts.items() if each.trigger.predicate == token.head and head != verb), None
        )
        if main is not None and drafts[main].type == "ASSAULT":
            return main
    for head in candidates:
        counted = (
            grammar.children(view.parsed, head, "nmod")
            if in_class(grammar.lemma(view.parsed, head), "gathering")
            else []
        )
        fired = [i for i in grammar.children(view.parsed, head, "acl") if i in drafts and drafts[i].type == "ASSAULT"]
        if fired and effect.trigger.entry.harm and view.parsed.tokens[fired[0]].tag in ("VBN", "VBD"):
            return fired[0]  # "injured by shells fired by X"
        for noun in (*grammar.coordinated(view.parsed, head), *counted):
            if noun in drafts and drafts[noun].type == "ASSAULT" and drafts[noun].trigger.entry.pos == "noun":
                return noun
    return None


def _join_pairs(view: View, drafts: list[Draft]) -> list[Draft]:
    """Make one event of "killed ten and wounded thirty": joined verbs of one type with one subject."""
    joined: list[Draft] = []
    for each in drafts:
        token = view.parsed.tokens[each.trigger.head]
        first = next((i for i, other in enumerate(joined) if other.trigger.head == token.head), None)
        same = first is not None and token.dep == "conj" and joined[first].type == each.type
        same = same and (each.trigger.entry.harm is not None or not grammar.children(view.parsed, token.i, "nsubj"))
        if same and first is not None and _no_clash(joined[first], each):
            joined[first] = merge(joined[first], each)
        else:
            joined.append(each)
    return joined


def _no_clash(a: Draft, b: Draft) -> bool:
    same_place = a.place is None or b.place is None or a.place.id == b.place.id
    same_time = a.when_span is None or b.when_span is None or a.when_span == b.when_span
    return same_place and same_time and a.actuality == b.actuality and a.control == b.control


def _absorb(view: View, drafts: list[Draft]) -> list[Draft]:
    """Drop what a promise or threat already says ("agreed to meet" is one AGREE); a threat takes the mode of its act."""
    heads = {each.trigger.head: each for each in drafts}
    dropped: set[int] = set()
    for each in drafts:
        above = _governing_draft(view, each, heads)
        if above is None:
            continue
        governor = heads[above]
        if governor.type == "THREATEN" and each.actuality in ("threatened", "planned", "possible"):
            mode, cameo = THREATS.get(each.trigger.entry.type, (governor.mode, governor.cameo))
            heads[above] = replace(
                governor, mode=governor.mode or mode, cameo=cameo, targets=governor.targets or each.targets
            )
            dropped.add(each.trigger.head)
        elif governor.type == each.type == "CONSULT" and _is_clause(view, each):
            heads[above] = merge(governor, replace(each, actuality="happened"))
            dropped.add(each.trigger.head)
        elif governor.type == "AGREE" and governor.trigger.entry.pos == "adjective" and each.type in HOSTILE:
            dropped.add(above)  # "ready to attack" agrees to nothing
        elif governor.type in ("AGREE", "REJECT", "CONCEDE", "REQUEST") and each.type in COOPERATIVE | {"RETREAT"}:
            heads[above] = replace(governor, place=governor.place or each.place)
            dropped.add(each.trigger.head)
        elif governor.type == "MOBILIZE" and each.type in ("MOBILIZE", "ASSAULT") and _is_clause(view, each):
            heads[above] = replace(
                governor, place=governor.place or each.place, targets=governor.targets or each.targets
            )
            dropped.add(each.trigger.head)
    return [heads[each.trigger.head] for each in drafts if each.trigger.head not in dropped]


VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Acts of speech: without a speaker they are nobody's."""

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})


def _threatened(threat: Draft, act: Draft) -> tuple[Mention, ...]:
    """Whom a threat is against: its own target; in "warned against US strikes" who would act; else the act's target."""
    others = tuple(each for each in act.agents if each not in threat.agents)
    return threat.targets or others or act.targets


def _is_clause(view: View, each: Draft) -> bool:
    return view.parsed.tokens[each.trigger.predicate].dep in ("xcomp", "ccomp", "advcl", "acl")


def _governing_draft(view: View, each: Draft, heads: dict[int, Draft]) -> int | None:
    at = each.trigger.predicate
    for above in grammar.governors(view.parsed, at):
        if view.parsed.tokens[at].dep not in ("xcomp", "ccomp", "obj", "obl", "acl", "nmod", "advcl", "nsubj:pass"):
            return None
        if above in heads and above != each.trigger.head:
            return above
        at = above
    return None


def merge(act: Draft, effect: Draft) -> Draft:
    """Make one draft of two that tell one happening; the first gives the type, both give what they know."""
    agents = act.agents or effect.agents
    taken = {each.id for each in agents}
    targets = dict.fromkeys(each for each in (*act.targets, *effect.targets) if each.id not in taken)
    shown = effect if effect.actuality != "happened" else act
    known = act if act.when_span is not None or (effect.when_span is None and act.when is not None) else effect
    return replace(
        act,
        mode=act.mode or effect.mode,
        cameo=act.cameo if act.mode or not effect.mode else effect.cameo,
        agents=agents,
        targets=tuple(targets),
        place=act.place or effect.place,
        when=known.when,
        when_span=known.when_span,
        quantities=tuple(dict.fromkeys((*act.quantities, *effect.quantities))),
        actuality=shown.actuality,
        confidence=max(act.confidence, effect.confidence),
        why=f"{act.why}; {effect.why}",
    )


def show_violence(view: View, drafts: list[Draft], sentence: tuple[int, int], *, violent_before: bool) -> list[Draft]:
    """Keep deaths and injuries only where violence is shown to be their cause.

    Shown by an armed or named agent, a joined act, a word of violence in the sentence, or an act in the sentence
    before; a word of disaster or disease in the sentence speaks against. "Died" needs a joined act.
    """
    lemmas = {grammar.lemma(view.parsed, i) for i in range(*sentence)}
    violent = violent_before or any(in_class(each, "violence") for each in lemmas)
    disaster = any(in_class(each, "disaster") for each in lemmas)
    kept = []
    for each in drafts:
        harm = each.trigger.entry.harm
        by_someone = bool(each.agents) and not disaster
        if harm is None or by_someone or (harm == "yes" and violent and not disaster):
            kept.append(each)
    return kept


def _says_something(view: View, each: Draft) -> bool:
    """Keep a verb with a party, and a noun with a party, a place or a stated time; a bare "the attack" tells nothing."""
    token = view.parsed.tokens[each.trigger.head]
    if each.actuality == "denied" and each.type in COOPERATIVE | {"RETREAT"}:
        return False
    if each.type in COOPERATIVE and (each.actuality == "possible" or (token.dep == "acl" and token.tag == "VBN")):
        return False
    if each.trigger.entry.pos != "noun" and each.type in VERBAL and not each.agents and not each.trigger.entry.formal:
        return False
    if each.mode == "expel" and not each.agents and token.dep == "acl":
        return False  # "people fleeing violence": who they are, not what happened
    if each.trigger.entry.state and each.trigger.entry.control and not each.agents:
        return False
    if each.agents or each.targets:
        return True
    if each.trigger.entry.confidence < VAGUE:
        return False
    if each.trigger.entry.pos == "verb":
        return bool(each.place) and (bool(each.quantities) or _tells_deed(view, each))
    if (
        each.type == "PROTEST"
        and token.dep in ("nsubj", "nsubj:pass")
        and any(condition.wanted for condition in each.trigger.entry.conditions)
    ):
        return True  # "dock strike halts exports": the words around it say whose
    return each.place is not None or (each.when_span is not None and each.trigger.support is not None)


def _tells_deed(view: View, each: Draft) -> bool:
    """Say whether a verb without named parties still tells that something was done to something: "the embassy was attacked"."""
    entry, head = each.trigger.entry, each.trigger.head
    if each.type not in HOSTILE or entry.harm is not None:
        return False
    done_to = grammar.deep_objects(view.parsed, head)
    return bool(done_to) or any(condition.wanted for condition in entry.conditions)


def _quantities(view: View, trigger: Trigger) -> tuple[str, ...]:
    """Counts of people and things inside the arguments of the trigger."""
    found: dict[str, None] = {}
    for head in dict.fromkeys((trigger.predicate, *trigger.words)):
        for child in grammar.children(view.parsed, head, "nsubj", "obj", "obl", "nmod", "nummod"):
            for i in _phrase(view, child):
                for each in view.quantities.get(i, ()):
                    if each.kind in HARM or each.kind == "people":
                        found.setdefault(each.id)
    return tuple(found)


def _phrase(view: View, head: int) -> list[int]:
    """A nominal's own words: not the clauses that hang on it."""
    found, queue = [], [head]
    while queue:
        at = queue.pop()
        found.append(at)
        queue.extend(
            i
            for i in view.parsed.children[at]
            if not in_class(view.parsed.tokens[i].dep, "clause relation")
            and view.parsed.tokens[i].dep not in grammar.CLAUSAL
        )
    return sorted(found)
