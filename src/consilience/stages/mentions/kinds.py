"""What kind of thing each name is: one kind for one form throughout an article, settled by votes and cues.

The model labels each place by itself and wavers; a careful reader does not. Not here: which words are a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.stages.mentions.drafts import Key, cover
from consilience.stages.mentions.lexicons import (
    actor_nouns,
    known_organizations,
    organization_nouns,
    place_nouns,
    roles,
    title_words,
)
from consilience.stages.mentions.names import is_country
from consilience.stages.mentions.phrases import HYPHENS, POSSESSIVE
from consilience.stages.mentions.possessives import TOWN, is_well_known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.ports import Gazetteer, Parsed, Token
    from consilience.record.found import MentionKind
    from consilience.stages.mentions.drafts import Draft

MODEL_VOTE = 1.0
TITLE_VOTE = 3.0
PLACE_NOUN_VOTE = 3.0
BODY_NOUN_VOTE = 4.0
PART_OF_PERSON_VOTE = 2.0
PART_OF_BODY_VOTE = 4.0
GAZETTEER_VOTE = 1.0
COUNTRY_VOTE = 8.0
IN_VOTE = 2.0
ACRONYM_VOTE = 2.0
BARE_IN_VOTE = 1.25
PARTNER_VOTE = 0.75
TOWARDS_VOTE = 0.75
ADJECTIVE_VOTE = 1.5
SPEECH_VOTE = 0.5
"""Weights of the evidence. A cue beside the name outweighs two labels of the model; what the gazetteer knows one."""

SHORTEST_ACRONYM, LONGEST_ACRONYM = 2, 6
SPEAKING = frozenset({"say", "tell", "add"})
HELD = frozenset({"held", "controlled", "besieged", "occupied", "ruled"})
"""After a hyphen and before a name these say that it is a place ("rebel-HELD X")."""
PERSONAL = frozenset({"who", "whose"})


def settle(parsed: Parsed, drafts: Iterable[Draft], gazetteer: Gazetteer) -> list[Draft]:
    """Give every draft of one surface form the same kind; the kind with most votes wins, ties go to the first seen.

    A title right before one mention makes that mention a person whatever the others are ("President Lincoln" beside
    the town).
    """
    listed = list(drafts)
    forms: dict[str, list[Draft]] = defaultdict(list)
    for one in listed:
        forms[spell(parsed, one)].append(one)
    surnames = _collect_surnames(parsed, listed)
    bodies = _collect_bodies(parsed, listed)
    partners = _find_partners(parsed, listed)
    kinds = {form: _choose(parsed, form, ones, surnames, bodies, partners, gazetteer) for form, ones in forms.items()}
    settled = [_override(parsed, one) or kinds[spell(parsed, one)] for one in listed]
    return [one if kind == one.kind else replace(one, kind=kind) for one, kind in zip(listed, settled, strict=True)]


def _is_adjective(parsed: Parsed, one: Draft) -> bool:
    """Tell whether a name stands as an adjective before a noun ("North African country")."""
    last = parsed.tokens[one.last - 1]
    return last.pos == "ADJ" and one.last - one.first <= 2 and last.head >= one.last


def spell(parsed: Parsed, one: Draft) -> str:
    """The words of a draft as they stand, joined by single spaces, a cut possessive s left out."""
    tokens = parsed.tokens[one.first : one.last]
    cut = tokens[-1].end - one.end
    text = " ".join(t.text for t in tokens)
    return text[: len(text) - cut] if cut else text


def _collect_surnames(parsed: Parsed, drafts: Iterable[Draft]) -> Counter[str]:
    """Last words of the names of people, with the number of longer forms in which they stand."""
    forms = {spell(parsed, one) for one in drafts if one.kind == "person"}
    return Counter(form.split()[-1] for form in sorted(forms) if " " in form)


def _collect_bodies(parsed: Parsed, drafts: Iterable[Draft]) -> frozenset[str]:
    """What an article calls a body for short: the noun of its longer name ("the Observatory" beside "Gulf Observatory")."""
    longer = {spell(parsed, one) for one in drafts if one.kind == "organization"}
    words = {word for form in longer if " " in form for word in form.split() if word[:1].isupper()}
    return frozenset(word for word in words if word.lower() in organization_nouns())


def _find_partners(parsed: Parsed, drafts: list[Draft]) -> dict[Key, Draft]:
    """For each name the one that it is joined to by "and": two things joined are mostly of one kind."""
    covering = cover(drafts, len(parsed.tokens))
    found: dict[Key, Draft] = {}
    for one in drafts:
        token = parsed.tokens[one.head]
        other = covering[token.head] if token.dep == "conj" else None
        if other is not None and other.key != one.key:
            found[one.key] = other
            found.setdefault(other.key, one)
    return found


def _choose(
    parsed: Parsed,
    form: str,
    ones: list[Draft],
    surnames: Counter[str],
    bodies: frozenset[str],
    partners: dict[Key, Draft],
    gazetteer: Gazetteer,
) -> MentionKind:
    votes: dict[MentionKind, float] = defaultdict(float)
    for one in ones:
        votes[one.kind] += MODEL_VOTE
        if _is_adjective(parsed, one) and one.kind != "organization":
            votes["group"] += ADJECTIVE_VOTE
        for kind, weight in _read_cues(parsed, one, gazetteer):
            votes[kind] += weight
        if (partner := partners.get(one.key)) is not None:
            votes[partner.kind] += PARTNER_VOTE
    for kind, weight in _read_form(form, surnames, gazetteer):
        votes[kind] += weight * len(ones)
    if form in bodies:
        votes["organization"] += PART_OF_BODY_VOTE * len(ones)
    if (
        _is_acronym(form)
        and not {one.kind for one in ones} <= {"group"}
        and not {one.kind for one in ones} <= {"place"}
    ):
        votes["organization"] += ACRONYM_VOTE * len(ones)
    return max(votes, key=lambda kind: votes[kind])


def _is_acronym(form: str) -> bool:
    return form.isupper() and form.isalpha() and SHORTEST_ACRONYM <= len(form) <= LONGEST_ACRONYM


def _read_form(form: str, surnames: Counter[str], gazetteer: Gazetteer) -> Iterable[tuple[MentionKind, float]]:
    """What the words of a name say by themselves."""
    words = form.split()
    if is_country(form, gazetteer):
        yield "place", COUNTRY_VOTE
        return
    if words[-1].lower() in organization_nouns() and len(words) > 1:
        yield "organization", BODY_NOUN_VOTE
    if {"of", "for"} & set(words) and any(word.lower() in organization_nouns() for word in words if word[0].isupper()):
        yield "organization", BODY_NOUN_VOTE
    if tuple(words) in known_organizations().get(words[0], ()):
        yield "organization", BODY_NOUN_VOTE
    if gazetteer.country_of_people(form) is not None:
        yield "group", BODY_NOUN_VOTE
    if surnames[words[-1]] > (len(words) > 1):
        yield "person", PART_OF_PERSON_VOTE
    elif is_well_known(form, gazetteer) or (len(words) > 1 and _is_variant(form, gazetteer)):
        yield "place", GAZETTEER_VOTE


def _is_variant(form: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name of several words sounds like that of a town of some size."""
    return any(place.population >= TOWN for place in gazetteer.find(form))


def _read_cues(parsed: Parsed, one: Draft, gazetteer: Gazetteer) -> Iterable[tuple[MentionKind, float]]:
    """What the words beside one mention say."""
    tokens = parsed.tokens
    before = _word(tokens, one.first - 1, one)
    after = _word(tokens, one.last, one)
    if after in place_nouns().after and one.last - one.first < 4 and tokens[one.last - 1].pos != "ADJ":
        yield "place", PLACE_NOUN_VOTE
    if before == "of" and _word(tokens, one.first - 2, one) in place_nouns().of:
        yield "place", PLACE_NOUN_VOTE
    if before in {"in", "near", "inside", "outside"} and gazetteer.is_exact(spell(parsed, one)):
        yield "place", IN_VOTE
    elif before in {"in", "near", "inside", "outside"} and after not in POSSESSIVE:
        yield "place", BARE_IN_VOTE
    if before in {"from", "to", "into", "on", "around", "towards"} and gazetteer.is_exact(spell(parsed, one)):
        yield "place", TOWARDS_VOTE
    if before in HELD and one.first > 1 and tokens[one.first - 2].text in HYPHENS:
        yield "place", PLACE_NOUN_VOTE
    if after in HYPHENS and _word(tokens, one.last + 1, one) == "based":
        yield "place", PLACE_NOUN_VOTE
    if before in actor_nouns().media and tokens[one.first - 1].pos == "NOUN":
        yield "organization", TITLE_VOTE
    if before in roles() and after not in actor_nouns().classes:
        yield "person", TITLE_VOTE
    if after in PERSONAL or _word(tokens, one.last + 1, one) in PERSONAL:
        yield "person", MODEL_VOTE
    if after and tokens[one.last].lemma in SPEAKING:
        yield "person", SPEECH_VOTE


def _override(parsed: Parsed, one: Draft) -> MentionKind | None:
    """The kind that a title right before a mention gives it, if there is one."""
    before = parsed.tokens[one.first - 1] if one.first else None
    if before is None or one.kind not in {"person", "place", "organization"}:
        return None
    titled = before.text.lower() in title_words() and before.text[0].isupper()
    body = parsed.tokens[one.last - 1].text.lower() in organization_nouns()
    return "person" if titled and not body and before.sentence == parsed.tokens[one.first].sentence else None


def _word(tokens: tuple[Token, ...], i: int, one: Draft) -> str:
    """Lower-case text of token `i` if it stands in the sentence of `one`, else the empty string."""
    if 0 <= i < len(tokens) and tokens[i].sentence == tokens[one.first].sentence:
        return tokens[i].text.lower()
    return ""
