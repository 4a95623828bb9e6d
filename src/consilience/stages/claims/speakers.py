"""Finds who speaks: the phrase a cue attributes to, the mention it resolves to, and whether it hides its name.

The phrase is found by grammar first and by word order where a lost comma misled the parser. Pronouns and "the source"
are followed to the words they stand for; where the mentions know no antecedent, the last speaker of the same kind is it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from consilience.ports import Parsed
from consilience.record.found import Mention
from consilience.stages.claims.cues import Cue, channel_nouns, speech_nouns
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import (
    bound_phrase,
    descend,
    extend,
    find_child,
    is_verb,
    scan_left,
)
from consilience.text.lexicons import load_words

LONGEST_CHAIN = 6
"""Antecedent links followed before giving up; longer chains in re-read articles were loops between nominals."""

RELATIVES = frozenset({"who", "which", "that"})
ARTICLES = ("a ", "an ", "the ")
ISSUERS = frozenset({"by", "from", "of"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl")
FAR_BACK = 6
"""Earlier claims looked through for what a definite phrase or pronoun stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The phrase that words are attributed to: its head token and its token range. `document`: the head token of the
    document that carried the words, where the phrase is the issuer of one ("a statement by the ministry").
    """

    head: int
    first: int
    last: int
    document: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks. `mention`: id, resolved as far as it goes; `text`: the words; see `record.found.Claim`."""

    mention: str | None
    text: str
    anonymous: bool


@cache
def anonymous_nouns() -> frozenset[str]:
    """Nouns for people who speak without being named, from `anonymous-sources.txt`."""
    return frozenset(load_words("anonymous-sources"))


def find_source(page: Page, cue: Cue) -> Source | None:
    """The phrase a cue attributes to, or `None` where the sentence gives none ("was reported")."""
    parsed = page.parsed
    head = {"verb": _of_verb, "according": _of_according, "noun": _of_noun}[cue.kind](parsed, cue.i)
    if head is not None and any(one.closed and one.holds(parsed.tokens[head].start) for one in page.quotations):
        head = None
    if head is None and cue.kind == "verb":
        return _beside(parsed, cue)
    if head is None:
        return None
    return _issuer(parsed, head) or _phrase(parsed, cue, head)


def _phrase(parsed: Parsed, cue: Cue, head: int) -> Source:
    """The compact phrase around the head: by word order where it ends right before the cue, else by grammar."""
    first, last = bound_phrase(parsed, head)
    if head < cue.first:
        floor = parsed.sentences[parsed.tokens[head].sentence][0]
        scanned = scan_left(parsed, _before_adverbs(parsed, cue.first, floor), floor=floor)
        if scanned and scanned[0] <= head < scanned[1]:
            first, last = scanned
    elif cue.kind == "according":
        first = max(first, cue.last)
    return Source(head=head, first=first, last=last)


def _before_adverbs(parsed: Parsed, stop: int, floor: int) -> int:
    while stop - 1 > floor and parsed.tokens[stop - 1].pos in {"ADV", "AUX"}:
        stop -= 1
    return stop


def _of_verb(parsed: Parsed, i: int, depth: int = 0) -> int | None:
    """Head of the speaker's phrase of a speech verb: subject, passive agent, or the governor's for bare participles."""
    tokens = parsed.tokens
    if find_child(parsed, i, "aux:pass", "nsubj:pass") is not None:
        return _agent(parsed, i)
    subject = find_child(parsed, i, *SUBJECTS)
    if subject is not None:
        if tokens[subject].text.casefold() in RELATIVES and tokens[i].dep in {"acl:relcl", "acl"}:
            return tokens[i].head
        return subject
    governor = tokens[i].head
    if governor == i or depth > 3:
        return None
    if tokens[i].dep in {"acl", "acl:relcl"} and tokens[governor].pos in {"NOUN", "PROPN"}:
        return governor if tokens[i].tag == "VBG" or tokens[i].dep == "acl:relcl" else None
    if tokens[i].dep in {"xcomp", "advcl", "conj", "ccomp", "parataxis", "dep"} and is_verb(tokens[governor]):
        return _of_governor(parsed, i, governor, depth)
    return None


def _of_governor(parsed: Parsed, i: int, governor: int, depth: int) -> int | None:
    """Speaker of a verb without a subject of its own: "quoted X as saying" gives X, else the governor's subject."""
    tokens = parsed.tokens
    if tokens[i].dep == "xcomp" and tokens[i].tag == "VB" and tokens[governor].lemma.casefold() != "promise":
        controller = find_child(parsed, governor, "obj", "iobj")
        if controller is not None and governor < controller < i:
            return controller
    if tokens[governor].lemma.casefold() in {"quote", "cite"} and tokens[i].tag == "VBG" and i > governor:
        passive = find_child(parsed, governor, "nsubj:pass")
        return passive if passive is not None else find_child(parsed, governor, "obj")
    if tokens[i].dep == "parataxis" or (tokens[i].dep == "ccomp" and tokens[i].tag != "VBG"):
        return None
    passive = find_child(parsed, governor, "nsubj:pass")
    if passive is not None and tokens[i].dep == "conj":
        return passive
    return _of_verb(parsed, governor, depth + 1)


def _agent(parsed: Parsed, i: int) -> int | None:
    for child in parsed.children[i]:
        case = find_child(parsed, child, "case")
        if parsed.tokens[child].dep in {"obl", "obl:agent", "nmod"} and case is not None:
            if parsed.tokens[case].text.casefold() == "by":
                return child
    return None


def _of_according(parsed: Parsed, i: int) -> int | None:
    """Head of the phrase after "according to": the head that the words hang on, or the next noun."""
    last = parsed.sentences[parsed.tokens[i].sentence][1]
    head = parsed.tokens[i].head
    if head > i and parsed.tokens[head].pos in {"NOUN", "PROPN", "PRON"}:
        return head
    nouns = [k for k in range(i + 2, min(last, i + 14)) if parsed.tokens[k].pos in {"NOUN", "PROPN", "PRON"}]
    inner = next((k for k in nouns if not nouns[0] <= parsed.tokens[k].head <= nouns[-1] or k == nouns[-1]), None)
    return inner if inner is not None else next(iter(nouns), None)


def _of_noun(parsed: Parsed, i: int) -> int | None:
    owner = find_child(parsed, i, "nmod:poss")
    return owner if owner is not None else _nominal_child(parsed, i)


def _nominal_child(parsed: Parsed, i: int) -> int | None:
    for child in parsed.children[i]:
        case = find_child(parsed, child, "case")
        named = case is not None and parsed.tokens[case].text.casefold() in ISSUERS
        if named and parsed.tokens[child].dep in {"nmod", "obl", "obl:agent"}:
            return child
    return None


def _issuer(parsed: Parsed, head: int) -> Source | None:
    """The issuer of a document that speaks, where the phrase names one ("a statement by the ministry said")."""
    lemma = parsed.tokens[head].lemma.casefold()
    frames = speech_nouns().get(lemma)
    if (frames is None or "document" not in frames.takes) and lemma not in channel_nouns():
        return None
    issuer = _of_noun(parsed, head)
    if issuer is None:
        return None
    first, last = bound_phrase(parsed, issuer)
    while first < issuer and parsed.tokens[first].pos == "ADP":
        first += 1
    return Source(head=issuer, first=first, last=last, document=head)


def _beside(parsed: Parsed, cue: Cue) -> Source | None:
    """The noun phrase right before or right after a finite speech verb, by word order."""
    token = parsed.tokens[cue.i]
    floor, stop = parsed.sentences[token.sentence]
    if token.tag not in {"VBD", "VBZ", "VBP"} or "clause" not in cue.frames.takes:
        return None
    scanned = scan_left(parsed, cue.first, floor=floor)
    if scanned:
        return Source(head=scanned[1] - 1, first=scanned[0], last=scanned[1])
    for k in range(cue.last, min(cue.last + 8, stop)):
        after = parsed.tokens[k]
        if after.pos in {"NOUN", "PROPN", "PRON"} and not cue.last <= after.head < k + 1 and after.dep != "compound":
            first, last = bound_phrase(parsed, k)
            return Source(head=k, first=max(first, cue.last), last=last)
        if after.pos in {"PUNCT", "VERB", "AUX", "SCONJ"}:
            return None
    return None


def identify(page: Page, source: Source, earlier: Sequence[Speaker]) -> Speaker:
    """Say who the source phrase is, given the speakers of the claims before it, oldest first."""
    words = _bare(page.words(source.first, source.last))
    mention = _mention_of(page, source)
    hidden = "anonymity" in _sentence_words(page, source.head)
    if mention is None:
        known = _recall(page, source, earlier)
        if known is not None:
            return Speaker(mention=known.mention, text=known.text, anonymous=known.anonymous or hidden)
        return Speaker(mention=None, text=words, anonymous=hidden or _is_anonymous(page, source))
    resolved = _resolve(page, mention)
    if mention.form == "name":
        text = words if mention.text in words or mention.kind != "person" else mention.text
        return Speaker(mention=resolved.id, text=text, anonymous=hidden)
    if resolved is mention:
        known = _recall(page, source, earlier)
        if known is not None:
            return Speaker(mention=known.mention, text=known.text, anonymous=known.anonymous or hidden)
    text = resolved.text if resolved is not mention and _refers_back(page, source) else words
    anonymous = hidden or (
        resolved.form != "name" and (_is_anonymous(page, source) or _has_anonymous_head(resolved.text))
    )
    return Speaker(mention=resolved.id, text=text, anonymous=anonymous)


def _mention_of(page: Page, source: Source) -> Mention | None:
    """The mention the phrase is about: a person named in it or beside it, else what its head word belongs to."""
    parsed = page.parsed
    loose = {k for k in parsed.children[source.head] if parsed.tokens[k].dep in {"acl", "acl:relcl", "conj"}}
    own = descend(parsed, source.head, without=frozenset(loose))
    owned = {k for child in _owners(parsed, source.head) for k in descend(parsed, child)}
    first, last = min(own[0], source.first), max(own[-1] + 1, source.last)
    start, end = parsed.tokens[first].start, parsed.tokens[last - 1].end
    inside = page.mentions_in(start, end)
    head = parsed.tokens[source.head]
    free = [one for one in inside if not any(parsed.tokens[k].start == one.span.start for k in owned)]
    people = [one for one in free if one.kind == "person" and one.form == "name"]
    if not people and page.text[end : end + 1] == ",":
        people = [one for one in page.found.mentions if one.span.start == end + 2 and one.kind == "person"]
    if people:
        return people[0]
    covering = [one for one in inside if one.span.start <= head.start and head.end <= one.span.end + 1]
    return min(covering, key=lambda one: (one.form != "name", one.span.start), default=None) or next(
        (one for one in free if one.form == "name" and one.kind in {"organization", "group"}), None
    )


def _owners(parsed: Parsed, head: int) -> list[int]:
    return [k for k in parsed.children[head] if parsed.tokens[k].dep in {"nmod", "nmod:poss", "obl", "nmod:unmarked"}]


def _resolve(page: Page, mention: Mention) -> Mention:
    seen = mention
    for _ in range(LONGEST_CHAIN):
        following = page.by_id.get(seen.antecedent or "")
        if following is None or seen.form == "name":
            break
        seen = following
    return seen


def _recall(page: Page, source: Source, earlier: Sequence[Speaker]) -> Speaker | None:
    """The earlier speaker that a pronoun or a definite phrase stands for, where nothing else says so."""
    token = page.parsed.tokens[source.head]
    recent = list(reversed(earlier[-FAR_BACK:]))
    if token.pos == "PRON":
        person = token.text.casefold() in {"he", "she"}
        kinds = {"person"} if person else {"organization", "group"}
        for one in recent:
            known = page.by_id.get(one.mention or "")
            if (known is not None and known.kind in kinds) or (known is None and not person):
                return one
        return None
    if not _refers_back(page, source):
        return None
    frames = speech_nouns().get(token.lemma.casefold())
    if frames is not None and "document" in frames.takes and source.document is None:
        return next((one for one in recent if not one.anonymous), None)
    noun = page.parsed.tokens[source.head].text.casefold()
    return next((one for one in recent if one.text.casefold().split()[-1:] == [noun]), None)


def _refers_back(page: Page, source: Source) -> bool:
    """Whether the phrase is a pronoun or begins with a definite word and names nothing itself."""
    first = page.parsed.tokens[source.first]
    return first.pos == "PRON" or first.text.casefold() in {"the", "this", "that", "these", "those"}


def _is_anonymous(page: Page, source: Source) -> bool:
    return page.parsed.tokens[source.head].lemma.casefold() in anonymous_nouns()


def _has_anonymous_head(text: str) -> bool:
    word = text.casefold().split()[-1] if text.split() else ""
    return word in anonymous_nouns() or word.removesuffix("s") in anonymous_nouns()


def _sentence_words(page: Page, i: int) -> str:
    first, last = page.parsed.sentences[page.parsed.tokens[i].sentence]
    return page.words(first, last).casefold()


def _bare(words: str) -> str:
    lowered = words.casefold()
    for article in ARTICLES:
        if lowered.startswith(article):
            return words[len(article) :]
    return words


def clause_range(parsed: Parsed, source: Source) -> tuple[int, int]:
    """Token range of the whole source phrase with its appositions and clauses: what lies around no claimed word."""
    first, last = extend(parsed, source.head)
    return min(first, source.first), max(last, source.last)
