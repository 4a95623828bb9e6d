"""What a counted phrase counts: its noun, and the kind that noun and governing words give it.

The verb decides before the noun ("killed 20 fighters": killed); a bare number takes its meaning from the participle
beside it ("400 wounded"), its verb ("injured 200") or a toll spoken of before it ("put the death toll at 58").
Not here: finding numbers (`quantities`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.inflections import bases, is_one_of
from consilience.text.lexicons import load_table

if TYPE_CHECKING:
    from consilience.ports import Parsed, Token
    from consilience.record.found import QuantityKind

PEOPLE_KINDS: Final = frozenset({"killed", "wounded", "casualties", "captured", "displaced", "missing", "arrested"})
SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
LONGEST_CLIMB: Final = 5
FILLERS: Final = frozenset({"more", "other", "others", "additional", "further"})
"""Words between a bare number and what happened to those counted ("dozens MORE injured")."""
REACH_AFTER: Final = 6
"""Tokens after a phrase in which its verb is looked for where the parse does not show it."""
SHORTEST_INVERSION: Final = 4
TOLL_REACH: Final = 12
"""Tokens before a bare number in which "toll" or "number killed" may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """The tables of `counted-nouns.toml`: lemma -> kind, and the toll phrases with theirs."""

    nouns: dict[str, QuantityKind]
    deeds: dict[str, QuantityKind]
    object_verbs: dict[str, QuantityKind]
    subject_verbs: dict[str, QuantityKind]
    participles: dict[str, QuantityKind]
    tolls: tuple[tuple[tuple[str, ...], QuantityKind], ...]
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    limits: frozenset[str]


@cache
def count_words() -> CountWords:
    """Give the words that say what is counted."""
    table = load_table("counted-nouns")

    def invert(name: str) -> dict[str, QuantityKind]:
        return {word: kind for kind, words in table[name].items() for word in words.split()}

    tolls = [(tuple(p.split()), kind) for kind, phrases in table["tolls"].items() for p in phrases.split("|")]
    scopes = {key: tuple(tuple(p.split()) for p in value.split("|")) for key, value in table["scopes"].items()}
    return CountWords(
        nouns=invert("nouns"),
        deeds=invert("deeds"),
        object_verbs=invert("object_verbs"),
        subject_verbs=invert("subject_verbs"),
        participles=invert("participles"),
        tolls=tuple(sorted(tolls, key=lambda pair: -len(pair[0]))),
        before=tuple(sorted(scopes["before"], key=lambda words: -len(words))),
        after=tuple(sorted(scopes["after"], key=lambda words: -len(words))),
        limits=frozenset(table["scopes"]["limits"].split()),
    )


def find_noun(parsed: Parsed, first: int, last: int) -> Token | None:
    """The noun that the number in tokens `first` up to `last` counts, `None` for a bare number."""
    tokens = parsed.tokens
    for i in range(last - 1, first - 1, -1):
        head = tokens[tokens[i].head]
        if last < len(tokens) and tokens[last].pos == "CCONJ":
            break
        counts = tokens[i].dep in {"nummod", "amod", "det", "compound"} or tokens[i].dep.startswith("nummod")
        if counts and head.i >= last and _is_countable(head) and head.i - last < 6:
            return head
    return _find_measured(parsed, first, last) or _find_next(parsed, last)


def _read_inverted(parsed: Parsed, first: int) -> QuantityKind | None:
    """Kind from "Among the dead were three children"."""
    tokens = parsed.tokens
    begin = parsed.sentences[tokens[first].sentence][0]
    if first - begin < SHORTEST_INVERSION or tokens[first - 1].lemma.lower() != "be":
        return None
    if tokens[first - 4].text.lower() != "among":
        return None
    noun = tokens[first - 2]
    words = count_words()
    return _look_up(noun, words.nouns) or _look_up(noun, words.participles)


def _is_countable(token: Token) -> bool:
    """Tell whether a word can be counted: a noun, not a name ("19 Monitor" is a lost line break), a plural people's name."""
    return token.pos in {"NOUN", "SYM", "ADJ"} or token.tag == "NNPS"


def _find_measured(parsed: Parsed, first: int, last: int) -> Token | None:
    """The noun in "dozens OF people", "58 OF the fighters"."""
    tokens = parsed.tokens
    if last >= len(tokens) or tokens[last].text.lower() != "of":
        return None
    for i in range(first, last):
        for child in parsed.children[i]:
            if child > last and tokens[child].dep == "nmod" and tokens[child].pos in {"NOUN", "PROPN", "ADJ"}:
                return tokens[child]
    described = tokens[last + 2] if last + 2 < len(tokens) and tokens[last + 1].text.lower() == "the" else None
    return described if described is not None and described.text.lower() in count_words().nouns else None


def _find_next(parsed: Parsed, last: int) -> Token | None:
    """The noun right after the number, or after one or two adjectives, where the parse lost it."""
    tokens = parsed.tokens
    for i in range(last, min(last + 3, len(tokens))):
        if tokens[i].sentence != tokens[last - 1].sentence:
            return None
        if tokens[i].pos in {"NOUN", "SYM"} and is_one_of(tokens[i], count_words().nouns):
            return tokens[i]
        if tokens[i].pos != "ADJ":
            return None
    return None


def classify(parsed: Parsed, first: int, last: int, noun: Token | None) -> QuantityKind:
    """The kind of a counted phrase, "other" where neither noun nor governing words tell."""
    words = count_words()
    own = _look_up(noun, words.nouns) if noun is not None else None
    if own in {"distance", "money", "percent"}:
        return own
    if noun is not None and own is None:
        return "other"
    described = _read_participles(parsed, last, noun)
    if described is not None:
        return described
    if own is not None and own != "people":
        return own
    head = noun if noun is not None else parsed.tokens[last - 1]
    after = last if noun is None else noun.i + 1
    governed = _read_governor(parsed, _find_top(parsed, head, first)) or _read_neighbours(parsed, first, after)
    if governed is not None:
        return governed
    toll = _read_toll(parsed, first) if noun is None else None
    return toll or own or "other"


def _look_up(token: Token, table: dict[str, QuantityKind]) -> QuantityKind | None:
    return next((table[base] for base in bases(token) if base in table), None)


def _read_neighbours(parsed: Parsed, first: int, after: int) -> QuantityKind | None:
    """Kind from the verb right before the phrase ("wounded more than 60"), or "were wounded", "among the dead" after it."""
    tokens = parsed.tokens
    words = count_words()
    begin, end = parsed.sentences[tokens[first].sentence]
    if first > begin and tokens[first - 1].tag.startswith("V"):
        found = _look_up(tokens[first - 1], words.object_verbs)
        if found is not None:
            return found
    if (found := _read_inverted(parsed, first)) is not None:
        return found
    helped = False
    for i in range(after, min(after + REACH_AFTER, end)):
        token = tokens[i]
        if token.text.lower() == "among" and i + 2 < end:
            noun = tokens[i + 2]
            return _look_up(noun, words.nouns) or _look_up(noun, words.participles)
        if token.pos == "VERB" and token.lemma.lower() in {"get", "be"}:
            helped = True
            continue
        if token.pos == "VERB" and token.text.lower() != "including":
            table = words.object_verbs if helped else words.subject_verbs
            return _look_up(token, table)
        helped = helped or (token.pos == "AUX" and token.lemma.lower() in {"be", "get"})
        if token.pos not in {"AUX", "ADV", "NOUN", "ADP", "DET", "NUM"} and token.text.lower() != "including":
            return None
    return None


def _read_participles(parsed: Parsed, last: int, noun: Token | None) -> QuantityKind | None:
    """Kind from "58 people killed", "wounded children", "400 wounded"."""
    tokens = parsed.tokens
    table = count_words().participles
    near = [tokens[c] for c in parsed.children[noun.i] if tokens[c].dep in {"amod", "acl"}] if noun is not None else []
    after = last if noun is None else noun.i + 1
    while noun is None and after + 1 < len(tokens) and tokens[after].text.lower() in FILLERS:
        after += 1
    if after < len(tokens) and tokens[after].tag in {"VBN", "JJ", "NNS", "NN", "VBD"}:
        same = tokens[after].sentence == tokens[last - 1].sentence
        near = [*near, tokens[after]] if same and _is_bare_participle(parsed, after) else near
    for token in near:
        kind = _look_up(token, table)
        if kind is not None and token.tag != "VBG":
            return kind
    return None


def _is_bare_participle(parsed: Parsed, i: int) -> bool:
    """Tell whether a word in -ed is no finite verb with an object of its own ("58 wounded", not "58 wounded two")."""
    return not any(parsed.tokens[c].dep == "obj" for c in parsed.children[i])


def _find_top(parsed: Parsed, token: Token, first: int) -> Token:
    """The word of the phrase that hangs on the verb: up through "dozens of", conjuncts, "including X", "lives of"."""
    tokens = parsed.tokens
    for _ in range(LONGEST_CLIMB):
        head = tokens[token.head]
        including = first > 0 and tokens[first - 1].text.lower() == "including"
        of = token.dep == "nmod" and any(tokens[c].text.lower() == "of" for c in parsed.children[token.i])
        up = token.dep in {"nummod", "conj", "appos", "compound"} or of or (including and token.dep in {"nmod", "obl"})
        if not up or head.i == token.i or head.pos == "VERB":
            return token
        token = head
    return token


def _read_governor(parsed: Parsed, top: Token) -> QuantityKind | None:
    """Kind from the verb or noun that the phrase is object or subject of."""
    words = count_words()
    named = _look_up(top, words.nouns) or _look_up(top, words.deeds)
    if named in PEOPLE_KINDS and top.pos == "NOUN":
        return named
    verb = parsed.tokens[top.head]
    lemma = verb.lemma.lower()
    if top.dep == "obj" or top.dep == "nsubj:pass":
        found = _look_up(verb, words.object_verbs)
        return found or ("killed" if lemma in {"claim", "take"} and top.lemma.lower() == "life" else None)
    if top.dep == "nsubj":
        passive = any(parsed.tokens[c].dep == "aux:pass" for c in parsed.children[verb.i])
        return _look_up(verb, words.object_verbs) if passive else _look_up(verb, words.subject_verbs)
    if top.dep == "nmod" or top.dep == "obl":
        return _read_toll_noun(parsed, top, verb)
    own = words.nouns.get(top.lemma.lower())
    return own if own in PEOPLE_KINDS else None


def _read_toll_noun(parsed: Parsed, top: Token, head: Token) -> QuantityKind | None:
    """Kind from "the death of 20 people", "among the dead"."""
    case = {parsed.tokens[c].text.lower() for c in parsed.children[top.i] if parsed.tokens[c].dep == "case"}
    kind = _look_up(head, count_words().nouns)
    return kind if "of" in case and kind in PEOPLE_KINDS else None


def _read_toll(parsed: Parsed, first: int) -> QuantityKind | None:
    """Kind from a toll named shortly before or right after a bare number ("the death toll rose to 58")."""
    tokens = parsed.tokens
    sentence = parsed.sentences[tokens[first].sentence]
    before = max(sentence[0], first - TOLL_REACH)
    nearby = [t.text.lower() for t in tokens[before : min(sentence[1], first + 6)]]
    linked = first > sentence[0] and tokens[first - 1].text.lower() in {
        "at",
        "to",
        "of",
        "reached",
        "is",
        "was",
        "from",
    }
    if not linked:
        return None
    for phrase, kind in count_words().tolls:
        if any(tuple(nearby[i : i + len(phrase)]) == phrase for i in range(len(nearby))):
            return kind
    return None
