"""Third-person pronouns and what they stand for: ranked rules, precision first.

A candidate is scored by nearness and by being a subject; it is taken only where it leads the next distinct one by a
clear margin. Nouns that are no mention ("the attack") compete too and make the pronoun unsure. A pronoun inside
quotation marks looks for its antecedent inside the quotation only. Expletive "it" is left out.
Not here: "I" and "we", which are the speaker's (`stages.claims`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.drafts import Draft, Key, cover, draft
from consilience.stages.mentions.inflections import is_one_of
from consilience.stages.mentions.kinds import spell
from consilience.stages.mentions.lexicons import actor_nouns
from consilience.stages.mentions.phrases import is_plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.ports import Parsed, Token
    from consilience.record.found import MentionKind

PERSONAL: Final = {
    "he": "masculine", "him": "masculine", "his": "masculine", "himself": "masculine",
    "she": "feminine", "her": "feminine", "hers": "feminine", "herself": "feminine",
    "they": "plural", "them": "plural", "their": "plural", "theirs": "plural", "themselves": "plural",
    "it": "neuter", "its": "neuter", "itself": "neuter",
}  # fmt: skip
"""Pronoun -> what it agrees with."""

UNKNOWN_KIND: Final[dict[str, MentionKind]] = {"masculine": "person", "feminine": "person", "plural": "group"}
"""Kind of a pronoun without antecedent; an unresolved "it" is no mention."""

SCORES: Final = {0: 5.0, 1: 3.0, 2: 1.5}
"""Nearness in sentences -> score. With the bonuses below a subject of the sentence before ties with an object of the
same sentence, which is then left unsure: in sampled news either may be meant."""
SUBJECT_BONUS: Final = 2.0
POSSESSOR_OF_SUBJECT_BONUS: Final = 1.0
EMBEDDED_PENALTY: Final = 1.0
SPEAKER_BONUS: Final = 1.5
COLLECTIVE_PENALTY: Final = 2.0
INSIDE_BONUS: Final = 3.0
LONGEST_CLIMB: Final = 8
MARGIN: Final = 1.0
LEAST: Final = 3.0
WINDOW: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something a pronoun may stand for. `key`: its draft, `None` for a noun that is no mention; `cluster`: whose it is."""

    token: int
    sentence: int
    key: Key | None
    cluster: str
    kind: MentionKind | None
    number: str
    gender: str | None
    salience: float
    speaks: bool


def find_pronouns(parsed: Parsed, drafts: Iterable[Draft], quoted: list[bool]) -> list[Draft]:
    """Give the third-person pronouns with their antecedents among `drafts`, in text order."""
    listed = sorted(drafts, key=lambda one: one.key)
    by_sentence = _collect(parsed, listed)
    found = []
    for token in parsed.tokens:
        agreement = PERSONAL.get(token.text.lower())
        if agreement is None or token.pos not in {"PRON", "DET"} or _is_expletive(parsed, token):
            continue
        chosen = _choose(parsed, token, agreement, by_sentence, quoted)
        one = _make(parsed, token, agreement, chosen)
        if one is not None:
            found.append(one)
        if chosen is not None:
            by_sentence[token.sentence].append(_stand_in(parsed, token, agreement, chosen))
    return found


def _make(parsed: Parsed, token: Token, agreement: str, chosen: Candidate | None) -> Draft | None:
    kind = (chosen.kind if chosen is not None else None) or UNKNOWN_KIND.get(agreement)
    if kind is None:
        return None
    one = draft(parsed, token.i, token.i + 1, kind=kind, form="pronoun")
    return replace(one, antecedent=chosen.key if chosen is not None else None)


def _stand_in(parsed: Parsed, token: Token, agreement: str, chosen: Candidate) -> Candidate:
    """A resolved pronoun as a candidate for later ones; it fixes the gender of whom it stands for."""
    gender = agreement if agreement in {"masculine", "feminine"} else chosen.gender
    return replace(
        chosen,
        token=token.i,
        sentence=token.sentence,
        gender=gender,
        salience=_weigh(parsed, token),
        speaks=_is_speaker(parsed, token),
    )


def _collect(parsed: Parsed, drafts: list[Draft]) -> list[list[Candidate]]:
    """Candidates by sentence: mentions, and the other nouns that are subjects or objects."""
    covering = cover(drafts, len(parsed.tokens))
    by_sentence: list[list[Candidate]] = [[] for _ in parsed.sentences]
    for one in drafts:
        if not _is_buried(parsed, one):
            by_sentence[parsed.tokens[one.head].sentence].append(_candidate(parsed, one))
    for token in parsed.tokens:
        if token.pos == "NOUN" and covering[token.i] is None and token.dep not in {"compound", "obl:unmarked", "flat"}:
            by_sentence[token.sentence].append(_rival(parsed, token))
    return by_sentence


def _is_buried(parsed: Parsed, one: Draft) -> bool:
    """Tell whether a body, place or people only modifies a noun ("Twitter users"), so that no pronoun takes it up."""
    token = parsed.tokens[one.head]
    if one.kind == "group" and one.form == "name" and token.dep in {"amod", "compound"}:
        return True
    return one.kind in {"organization", "place"} and token.dep in {"compound", "nmod:desc"} and token.head >= one.last


def _candidate(parsed: Parsed, one: Draft) -> Candidate:
    token = parsed.tokens[one.head]
    name = spell(parsed, one).split()[-1].lower()
    return Candidate(
        token=one.head,
        sentence=token.sentence,
        key=one.antecedent or one.key,
        cluster=str(one.antecedent) if one.antecedent else (name if one.form == "name" else str(one.key)),
        kind=one.kind,
        number=_find_number(parsed, one, token),
        gender=_find_gender(one, token),
        salience=_weigh(parsed, token),
        speaks=_is_speaker(parsed, token),
    )


def _find_number(parsed: Parsed, one: Draft, token: Token) -> str:
    """Number of a mention; "both" for a country or body that is joined to another by "and"."""
    if one.form == "name" and one.kind in {"organization", "place"}:
        return "both" if _is_joined(parsed, token) else "singular"
    return "plural" if is_plural(token) or one.kind == "group" or _is_joined(parsed, token) else "singular"


def _rival(parsed: Parsed, token: Token) -> Candidate:
    return Candidate(
        token=token.i,
        sentence=token.sentence,
        key=None,
        cluster=f"#{token.lemma}",
        kind=None,
        number="plural" if is_plural(token) else "singular",
        gender=None,
        salience=_weigh(parsed, token),
        speaks=False,
    )


def _is_joined(parsed: Parsed, token: Token) -> bool:
    return any(parsed.tokens[child].dep == "conj" for child in parsed.children[token.i])


def _find_gender(one: Draft, token: Token) -> str | None:
    """Gender that a title, a role or the noun itself shows, `None` where nothing does."""
    words = set((one.role or "").lower().replace(".", "").split())
    if one.form == "nominal":
        words.add(token.lemma.lower())
    nouns = actor_nouns()
    if words & (nouns.feminine | {"mrs", "ms", "miss", "lady", "dame"}):
        return "feminine"
    return "masculine" if words & (nouns.masculine | {"mr", "sir", "lord"}) else None


def _weigh(parsed: Parsed, token: Token) -> float:
    """Bonus for what the phrase does in its sentence: subject, its possessor, or buried in another phrase."""
    current, steps = token, 0
    while current.dep in {"flat", "conj"} and current.head != current.i and steps < 4:
        current, steps = parsed.tokens[current.head], steps + 1
    if current.dep.startswith("nsubj"):
        return SUBJECT_BONUS
    head = parsed.tokens[current.head]
    if current.dep == "nmod:poss" and head.dep.startswith("nsubj"):
        return POSSESSOR_OF_SUBJECT_BONUS
    return -EMBEDDED_PENALTY if current.dep.startswith("nmod") else 0.0


def _is_speaker(parsed: Parsed, token: Token) -> bool:
    head = parsed.tokens[token.head]
    return token.dep.startswith("nsubj") and is_one_of(head, actor_nouns().speaking)


def _is_expletive(parsed: Parsed, token: Token) -> bool:
    """Tell whether "it" stands for nothing: marked so, or before "is"/"was" with a clause to follow."""
    if token.text.lower() != "it":
        return False
    if token.dep == "expl":
        return True
    siblings = [parsed.tokens[c].dep for c in parsed.children[token.head]]
    return "cop" in siblings or "csubj" in siblings or ("ccomp" in siblings and "aux:pass" in siblings)


def _choose(
    parsed: Parsed, token: Token, agreement: str, by_sentence: list[list[Candidate]], quoted: list[bool]
) -> Candidate | None:
    """The best candidate if it leads the next distinct one by `MARGIN`, else `None`."""
    best: dict[str, tuple[float, Candidate]] = {}
    for k in range(max(0, token.sentence - WINDOW), token.sentence + 1):
        for one in by_sentence[k]:
            if (
                one.token >= token.i
                or quoted[one.token] != quoted[token.i]
                or not _agrees(parsed, one, token, agreement)
            ):
                continue
            score = _score(parsed, one, token, agreement)
            if one.cluster not in best or score >= best[one.cluster][0]:
                best[one.cluster] = (score, one)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], -pair[1].token))
    if not ranked or ranked[0][0] < LEAST or ranked[0][1].key is None:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= MARGIN else None


def _agrees(parsed: Parsed, one: Candidate, token: Token, agreement: str) -> bool:
    """Tell whether number, gender and kind let the candidate be meant, and it is no fellow argument of the same verb."""
    if _is_fellow(parsed, one, token):
        return False
    if agreement in {"masculine", "feminine"}:
        return one.kind == "person" and one.number == "singular" and one.gender in {None, agreement}
    if agreement == "plural":
        if one.number in {"plural", "both"}:
            return one.kind in {"group", "organization", "place", None}
        return one.kind == "organization" and token.text.lower() != "them"
    return one.kind in {"organization", "place", None} and one.number != "plural"


def _is_fellow(parsed: Parsed, one: Candidate, token: Token) -> bool:
    """Tell whether both hang on one verb ("X told him") or the pronoun owns what the candidate is in ("his spokesman X")."""
    other = parsed.tokens[one.token]
    if token.text.lower().endswith(("self", "selves")):
        return False
    if token.dep == "nmod:poss":
        return token.head == other.i
    return other.head == token.head and other.dep != "conj" and token.dep != "conj"


def _score(parsed: Parsed, one: Candidate, token: Token, agreement: str) -> float:
    score = SCORES[token.sentence - one.sentence] + one.salience
    if one.speaks and _is_speaker(parsed, token):
        score += SPEAKER_BONUS
    if agreement == "plural" and one.number == "singular":
        score -= COLLECTIVE_PENALTY
    return score + (INSIDE_BONUS if _is_inside(parsed, one, token) else 0.0)


def _is_inside(parsed: Parsed, one: Candidate, token: Token) -> bool:
    """Tell whether the pronoun stands in words that describe the candidate ("groups hiding in THEIR camps")."""
    current = token
    for _ in range(LONGEST_CLIMB):
        if current.dep in {"acl", "acl:relcl"} and current.head == one.token:
            return True
        if current.head == current.i:
            return False
        current = parsed.tokens[current.head]
    return False
