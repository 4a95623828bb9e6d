"""Finds the words that tell an event: verbs, nouns and fixed phrases of the lexicon, in one sentence's parse.

Here: matching patterns, checking an entry's conditions, light verbs ("carried out an attack"). Not here: who did what
(`roles`), nor whether it happened (`actuality`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import Entry, entries, in_class, specificity
from consilience.stages.events.mending import NOMINAL_RELATIONS
from consilience.stages.events.roles import arguments
from consilience.stages.events.view import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.stages.events.lexicon import Condition
    from consilience.stages.events.view import View

GAP_AFTER = 8
"""Tokens that may stand between a verb and the next word of its pattern ("pushed the last rebels in the area back")."""

GAP_BEFORE = 2
"""Tokens that may stand inside a noun phrase pattern ("under heavy government fire")."""

SMALL = frozenset({"case", "mark", "amod", "compound", "det", "nummod", "nmod:poss", "fixed", "flat", "cop", "aux"})
"""Relations of the small words of an argument, which a pattern may name though they hang one step lower."""

BODILY = frozenset({"ASSAULT", "THREATEN"})
"""Types whose verbs are figures of speech where their object is no thing and no body."""

POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that tell an event. `head`: token index; `words`: all its tokens, in order.

    `support`: the verb that carries a noun's tense and subject ("carried out an attack"), or `None`.
    """

    head: int
    words: tuple[int, ...]
    entry: Entry
    support: int | None

    @property
    def predicate(self) -> int:
        """The token that carries tense and negation: the supporting verb where there is one."""
        return self.head if self.support is None else self.support


def find(view: View, sentence: tuple[int, int]) -> list[Trigger]:
    """Give the triggers of a sentence (a token range) in text order; no two share a token, longer phrases win.

    A word whose longer phrase lost a token is matched again without it: "rejected | an offer of help".
    """
    present = _words_in(view, sentence)
    candidates = [found for i in range(*sentence) if (found := _match(view, i, present)) is not None]
    candidates.sort(key=lambda each: (-len(each.words), each.head))
    used: set[int] = set()
    kept = []
    for candidate in candidates:
        taken = bool(used & set(candidate.words))
        trigger = _match(view, candidate.head, present, frozenset(used)) if taken else candidate
        if trigger is not None:
            used.update(trigger.words)
            kept.append(trigger)
    return sorted(kept, key=lambda each: each.head)


def support_of(view: View, noun: int) -> int | None:
    """Give the light verb, or verb of occurring, that carries an event noun; `None` where it stands alone."""
    parsed = view.parsed
    token = parsed.tokens[noun]
    if token.dep in ("acl", "acl:relcl", "nmod", "conj", "appos"):
        return _participle_of(view, noun)
    above = token.head
    if above == noun or parsed.tokens[above].pos != "VERB":
        return _participle_of(view, noun)
    word = grammar.lemma(parsed, above)
    if token.dep in ("obj", "nsubj:pass") and in_class(word, "light"):
        return above
    if token.dep in ("nsubj", "nsubj:pass") and in_class(word, "occur"):
        return above
    if token.dep == "obl" and in_class(word, "taking part") and grammar.case_of(parsed, noun) in ("in", "to"):
        return above
    return _participle_of(view, noun)


def _participle_of(view: View, noun: int) -> int | None:
    """The light participle below a noun: "strikes carried out by the army"."""
    for child in grammar.children(view.parsed, noun, "acl"):
        token = view.parsed.tokens[child]
        light = in_class(grammar.lemma(view.parsed, child), "light agentive")
        if token.dep == "acl" and token.tag == "VBN" and light:
            return child
    return None


def _words_in(view: View, sentence: tuple[int, int]) -> frozenset[str]:
    """Every word of a sentence as it stands and as the lexicon has it: a pattern with another word is not looked for."""
    parsed = view.parsed
    words = {parsed.tokens[i].text.lower() for i in range(*sentence)}
    return frozenset(words | {grammar.lemma(parsed, i) for i in range(*sentence)})


def _match(view: View, i: int, present: frozenset[str], used: frozenset[int] = frozenset()) -> Trigger | None:
    pos = _word_kind(view, i)
    if pos is None or i in used:
        return None
    words = {grammar.lemma(view.parsed, i), view.parsed.tokens[i].text.lower()}
    group = [
        entry for word in sorted(words) for entry in entries().get((word, pos), ()) if present.issuperset(entry.words)
    ]
    group.sort(key=specificity)
    for entry in group:
        tokens = _pattern_tokens(view, i, entry)
        if tokens is None or used & set(tokens):
            continue
        trigger = Trigger(head=i, words=tokens, entry=entry, support=support_of(view, i) if pos == "noun" else None)
        if _conditions_hold(view, trigger):
            return trigger
    return None


def _word_kind(view: View, i: int) -> str | None:
    token = view.parsed.tokens[i]
    pos = "noun" if _is_mistaken_name(view, i) else POS.get(token.pos)
    if pos is None or token.dep in ("compound", "flat", "compound:prt"):
        return None
    named = any(each.form == "name" and each.kind != "event" for each in view.mentions.get(i, ()))
    if named and not _is_mistaken_name(view, i):
        return None
    if pos == "verb" and (token.dep == "amod" or (i > 0 and view.parsed.tokens[i - 1].text == "-")):
        return None  # "wounded men", "rebel-held"
    return "noun" if pos == "verb" and token.tag in ("NN", "NNS") and token.dep in NOMINAL_RELATIONS else pos


def _is_mistaken_name(view: View, i: int) -> bool:
    """Say whether an event noun, plural or in -ing, was read as a name only because it opens the sentence ("Clashes erupted")."""
    token = view.parsed.tokens[i]
    if token.pos != "PROPN" or i != view.parsed.sentences[token.sentence][0] or token.text.islower():
        return False
    lemma = grammar.lemma(view.parsed, i)
    longer = any(each.span.end - each.span.start > len(token.text) for each in view.mentions.get(i, ()))
    plain = lemma == token.text.lower() and not lemma.endswith("ing")  # "Strike", perhaps a name; "Shelling", never one
    return not plain and (lemma, "noun") in entries() and not longer


def _pattern_tokens(view: View, head: int, entry: Entry) -> tuple[int, ...] | None:
    matched = [head]
    at = head
    for word in reversed(entry.words[: entry.head]):
        found = _before(view, at, head, word)
        if found is None:
            return None
        matched.append(found)
        at = found
    at = head
    for word in entry.words[entry.head + 1 :]:
        found = _after(view, at, matched, word)
        if found is None:
            return None
        matched.append(found)
        at = max(at, found)
    return tuple(sorted(matched)) if _modifiers_kept(view, matched) else None


def _before(view: View, at: int, head: int, word: str) -> int | None:
    sentence = view.parsed.tokens[head].sentence
    for i in range(at - 1, max(at - 2 - GAP_BEFORE, -1), -1):
        if view.parsed.tokens[i].sentence != sentence:
            return None
        if _same_word(view, i, word) and _attached(view, i, (head, at)):
            return i
    return None


def _after(view: View, at: int, matched: Sequence[int], word: str) -> int | None:
    parsed = view.parsed
    head = matched[0]
    stop = parsed.sentences[parsed.tokens[head].sentence][1]
    for i in range(at + 1, min(at + 1 + GAP_AFTER, stop)):
        if _same_word(view, i, word) and _attached(view, i, matched) and not _introduces_time(view, i):
            return i
    if parsed.tokens[head].pos == "VERB" and grammar.is_passive(parsed, head):
        return next((i for i in grammar.deep_objects(parsed, head) if _same_word(view, i, word)), None)
    return None


def _same_word(view: View, i: int, word: str) -> bool:
    return view.parsed.tokens[i].text.lower() == word or grammar.lemma(view.parsed, i) == word


def _attached(view: View, i: int, matched: Sequence[int]) -> bool:
    """Say whether a pattern's word hangs on the words matched so far.

    Directly; as a small word of their argument ("*under* X's control"); as what their argument counts ("a series of
    *talks*"); or as the preposition of a phrase read into their object ("blamed the attack *on* X").
    """
    tokens = view.parsed.tokens
    above, relation = tokens[i].head, tokens[i].dep
    if above in matched:
        return True
    second = tokens[above].head
    if second in matched:
        counts = relation == "nmod" and in_class(grammar.lemma(view.parsed, above), "gathering")
        return relation in SMALL or counts
    return relation == "case" and tokens[second].dep == "obj" and tokens[second].head in matched


def _introduces_time(view: View, i: int) -> bool:
    """Say whether a preposition belongs to a time ("called *on* Friday"), not to the verb's pattern."""
    token = view.parsed.tokens[i]
    if token.dep != "case":
        return False
    return bool(view.times.get(token.head)) or in_class(grammar.lemma(view.parsed, token.head), "calendar")


def _modifiers_kept(view: View, matched: Sequence[int]) -> bool:
    """Say whether every adjective or compound in a match modifies a word of the match."""
    tokens = view.parsed.tokens
    before = [i for i in matched if tokens[i].dep in ("amod", "compound") and tokens[i].head > i]
    return all(tokens[i].head in matched for i in before)


def _conditions_hold(view: View, trigger: Trigger) -> bool:
    entry = trigger.entry
    bodily = entry.pos == "verb" and entry.type in BODILY
    if not entry.conditions and not bodily:
        return True
    roles = arguments(view.parsed, trigger.head, trigger.words, support=trigger.support)
    if bodily and _is_figurative(view, roles.get("object", ())):
        return False
    return all(_holds(view, roles.get(each.role, ()), each) for each in trigger.entry.conditions)


def _is_figurative(view: View, objects: Sequence[int]) -> bool:
    """Say whether all that a verb is done to is thought or felt: "killed the bill", "vowed to fight poverty"."""
    words = [grammar.lemma(view.parsed, i) for i in objects if i not in view.quantities]
    return bool(words) and all(in_class(word, "intangible") for word in words)


def _holds(view: View, heads: Sequence[int], condition: Condition) -> bool:
    if not condition.classes:
        return bool(heads) == condition.wanted
    several = len(heads) > 1 and any(name.startswith("plural") for name in condition.classes)
    return (several or any(classes_of(view, i, condition.classes) for i in heads)) == condition.wanted
