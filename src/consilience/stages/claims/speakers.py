"""Says who a source phrase is: the mention it resolves to, the words it stands for, and whether it hides its name.

Pronouns and "the source" are followed to the words they stand for; where the mentions know no antecedent, the last speaker
of the same kind is it. Not here: where the phrase is (`sources`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilience.ports import Parsed
from consilience.record.found import Mention
from consilience.stages.claims.cues import anonymous_nouns, speech_nouns
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import descend
from consilience.stages.claims.sources import Source

LONGEST_CHAIN = 6
"""Antecedent links followed before giving up; longer chains in re-read articles were loops between nominals."""

ARTICLES = ("a ", "an ", "the ")
FAR_BACK = 6
"""Earlier claims looked through for what a definite phrase or pronoun stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks. `mention`: id, resolved as far as it goes; `text`: the words; see `record.found.Claim`."""

    mention: str | None
    text: str
    anonymous: bool


def identify(page: Page, source: Source, earlier: Sequence[Speaker]) -> Speaker:
    """Say who the source phrase is, given the speakers of the claims before it, oldest first."""
    mention = _mention_of(page, source)
    words = _words(page, source, mention)
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
    if resolved is mention or (mention.form == "pronoun" and resolved.kind == "place"):
        # A town told of in between is nearer, and speaks less often, than whoever spoke before.
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
        return next((one for one in people if one.span.start <= head.start < one.span.end), people[0])
    covering = [one for one in inside if one.span.start <= head.start and head.end <= one.span.end + 1]
    if any(token.pos == "ADP" for token in page.tokens(source.first, source.head)):
        covering = [one for one in covering if one.kind != "place"]
    return min(covering, key=lambda one: (one.form != "name", one.span.start), default=None) or next(
        (one for one in free if one.form == "name" and one.kind == "organization"), None
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
    """The earlier speaker that a pronoun or a definite phrase stands for, where nothing else says so.

    A phrase that tells more than its noun ("the health ministry") stands for nobody that is told otherwise.
    """
    token = page.parsed.tokens[source.head]
    recent = list(reversed(earlier[-FAR_BACK:]))
    if token.pos == "PRON":
        person = token.text.casefold() in {"he", "she"}
        kinds = {"person"} if person else {"organization", "group", "place"}
        for one in recent:
            known = page.by_id.get(one.mention or "")
            plural = known is None and not person and one.text.endswith("s")
            if plural or (known is not None and known.kind in kinds):
                return one
        return None
    if not _refers_back(page, source):
        return None
    frames = speech_nouns().get(token.lemma.casefold())
    if frames is not None and "document" in frames.takes and source.document is None:
        return next((one for one in recent if not one.anonymous), None)
    noun = page.parsed.tokens[source.head].text.casefold()
    told = {token.text.casefold() for token in page.tokens(source.first + 1, source.head)}
    alike = (one for one in recent if one.text.casefold().split()[-1:] == [noun] or noun in _role(page, one))
    return next((one for one in alike if told <= {*one.text.casefold().split(), *_role(page, one)}), None)


def _role(page: Page, speaker: Speaker) -> list[str]:
    """The words that say what a named speaker is."""
    mention = page.by_id.get(speaker.mention or "")
    return (mention.role or "").casefold().split() if mention is not None else []


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


def _words(page: Page, source: Source, mention: Mention | None) -> str:
    """The source phrase without article, without a time expression before it, and, for a name, without what follows it."""
    first, last = source.first, source.last
    tokens = page.parsed.tokens
    times = [one.span for one in page.found.times]
    while first < source.head and any(one.start <= tokens[first].start < one.end for one in times):
        first += 1
    if mention is not None and mention.form == "name" and mention.kind == "person":
        while last - 1 > first and tokens[last - 1].start >= mention.span.end:
            last -= 1
    return _bare(page.words(first, last))


def _bare(words: str) -> str:
    lowered = words.casefold()
    for article in ARTICLES:
        if lowered.startswith(article):
            return words[len(article) :]
    return words
