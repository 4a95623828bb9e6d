"""Names that the model missed or broke, found by what the words themselves show.

Each rule needs evidence beside the capital letter: a list of well-known bodies, a noun that only organisations end in,
a title, a place word with the gazetteer's word for it, brackets after a name. Nothing is taken from a sentence in title
case. Not here: forms that stand elsewhere in the article (`consistency`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.stages.mentions.drafts import Draft, cover, draft
from consilience.stages.mentions.lexicons import (
    known_organizations,
    organization_nouns,
    particles,
    place_nouns,
    roles,
    title_words,
)
from consilience.stages.mentions.names import find_title_case, is_capitalised, is_country, is_name_word
from consilience.stages.mentions.people import find_titled, find_with_particle, join_parted, split_speakers
from consilience.stages.mentions.phrases import HYPHENS
from consilience.stages.mentions.possessives import find_cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consilience.ports import Gazetteer, GazetteerPlace, Parsed, Token

LONGEST_PLACE = 4
"""Words in a place name tried with the gazetteer. All country names but a few formal ones are shorter."""

LINKS = frozenset({"of", "for"})
"""Words that tie parts of an organisation's name ("Government OF National Accord")."""

SHORTEST_CAPITALS = 8
"""Letters above which a sentence without a lower-case letter is shouted, so that "WHO" or "IS" may be plain words."""


def recover(parsed: Parsed, drafts: Iterable[Draft], gazetteer: Gazetteer) -> list[Draft]:
    """Add missed names to `drafts` and widen broken ones, rule by rule; text order, no overlaps."""
    found = split_speakers(parsed, drafts)
    titled = find_title_case(parsed)
    for rule in (
        _known_bodies,
        _organization_phrases,
        find_titled,
        find_with_particle,
        join_parted,
        _bracketed_acronyms,
    ):
        found = merge(parsed, found, rule(parsed, found, titled))
    return merge(parsed, found, _places(parsed, found, titled, gazetteer))


def merge(parsed: Parsed, drafts: Iterable[Draft], added: Iterable[Draft]) -> list[Draft]:
    """Put `added` beside `drafts`: one that swallows whole drafts replaces them, one inside or across is dropped."""
    kept = list(drafts)
    covering = cover(kept, len(parsed.tokens))
    gone: set[tuple[int, int]] = set()
    new = []
    for one in added:
        touched = {d.key: d for i in range(one.first, one.last) if (d := covering[i]) is not None}
        if any(d.first < one.first or d.last > one.last or d.key == one.key for d in touched.values()):
            continue
        gone.update(touched)
        new.append(one)
        covering[one.first : one.last] = [one] * (one.last - one.first)
    return sorted([d for d in [*kept, *new] if d.key not in gone or d in new], key=lambda d: d.first)


def _known_bodies(parsed: Parsed, _: list[Draft], titled: frozenset[int]) -> Iterator[Draft]:
    """Organisations known worldwide by these very words, also in headlines that are not all capitals."""
    tokens = parsed.tokens
    shouted = {k for k in titled if _is_shouted(tokens[slice(*parsed.sentences[k])])}
    i = 0
    while i < len(tokens):
        length = 0 if tokens[i].sentence in shouted else _match_known(tokens, i)
        if length:
            yield draft(parsed, i, i + length, kind="organization", form="name")
        i += length or 1


def _match_known(tokens: tuple[Token, ...], i: int) -> int:
    """Number of tokens of the longest well-known name that begins at `i`, 0 if none."""
    for words in known_organizations().get(tokens[i].text, ()):
        window = tokens[i : i + len(words)]
        if tuple(t.text for t in window) == words and window[-1].sentence == tokens[i].sentence:
            return len(words)
    return 0


def _is_shouted(tokens: tuple[Token, ...]) -> bool:
    letters = "".join(t.text for t in tokens)
    return len(letters) >= SHORTEST_CAPITALS and letters.upper() == letters


def _organization_phrases(parsed: Parsed, drafts: list[Draft], titled: frozenset[int]) -> Iterator[Draft]:
    """Runs of capitalised words that end in a noun of bodies, or open with one and "of" or "for"."""
    for begin, last in find_runs(parsed, drafts, titled):
        first = _skip_office(parsed.tokens, begin, last)
        tokens = parsed.tokens[first:last]
        nouns = [t.text.lower() in organization_nouns() for t in tokens]
        links = [t.text in LINKS for t in tokens]
        opened = any(noun and link for noun, link in zip(nouns, links[1:], strict=False))
        if sum(not link for link in links) >= 2 and (nouns[-1] or opened) and tokens[-1].pos != "ADJ":
            yield draft(parsed, first, last, kind="organization", form="name")


def _skip_office(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Step over an office held in a body: "Chairperson of the X Commission"; `last` where the office is all there is."""
    for i in range(first + 1, last - 1):
        if tokens[i].text not in LINKS:
            continue
        word = tokens[i - 1].text.lower()
        if word in organization_nouns() or not (word in roles() or word in title_words()):
            return first
        return last if tokens[i].text == "for" else i + 1 + (tokens[i + 1].text == "the")
    return first


def find_runs(parsed: Parsed, drafts: list[Draft], titled: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Token ranges of capitalised words within a sentence, with "of", "for" inside; broken at people and their titles."""
    tokens = parsed.tokens
    covering = cover((d for d in drafts if d.kind == "person"), len(tokens))
    for k, (begin, end) in enumerate(parsed.sentences):
        if k in titled:
            continue
        i = begin
        while i < end:
            last = _find_run_end(tokens, i, end, covering)
            if last > i:
                first = i + (i == begin and tokens[i].pos not in {"PROPN", "ADJ"} and not tokens[i].text.isupper())
                if last > first:
                    yield first, last
            i = max(last, i + 1)


def _find_run_end(tokens: tuple[Token, ...], i: int, end: int, people: list[Draft | None]) -> int:
    """Give the end of the run that begins at `i`, `i` itself if none does."""
    first = i
    while i < end:
        if is_name_word(tokens[i]) and people[i] is None and tokens[i].pos != "PRON":
            i += 1
            continue
        step = _bridge(tokens, i, end, people) if i > first else 0
        if not step:
            break
        i += step
    return i


def _bridge(tokens: tuple[Token, ...], i: int, end: int, people: list[Draft | None]) -> int:
    """Number of small words at `i` that tie a run to a further capitalised word: "of", "for the", "al-", "-"; else 0."""
    step = 0
    if tokens[i].text in LINKS:
        step = 2 if i + 1 < end and tokens[i + 1].text == "the" else 1
    elif tokens[i].text.lower() in particles() and i + 1 < end and tokens[i + 1].text in HYPHENS:
        step = 2
    elif tokens[i].text in HYPHENS and tokens[i - 1].text.lower() in particles():
        step = 1
    reached = step and i + step < end and is_name_word(tokens[i + step]) and people[i + step] is None
    return step if reached else 0


def _bracketed_acronyms(parsed: Parsed, drafts: list[Draft], _: frozenset[int]) -> Iterator[Draft]:
    """Capitals in brackets right after a name: its short form, a mention of its own."""
    tokens = parsed.tokens
    covering = cover(drafts, len(tokens))
    for i in range(1, len(tokens) - 2):
        before = covering[i - 1]
        if tokens[i].text != "(" or before is None or tokens[i + 2].text != ")" or covering[i + 1] is not None:
            continue
        word = tokens[i + 1].text
        if word.isupper() and word.isalpha() and 1 < len(word) <= 8:
            kind = before.kind if before.kind in {"organization", "place"} else "organization"
            yield draft(parsed, i + 1, i + 2, kind=kind, form="name")


def _places(parsed: Parsed, drafts: list[Draft], titled: frozenset[int], gazetteer: Gazetteer) -> Iterator[Draft]:
    """Countries and peoples wherever capitalised, other places where a place word or preposition says so."""
    tokens = parsed.tokens
    covering = cover(drafts, len(tokens))
    i = 0
    while i < len(tokens):
        nominal = tokens[i].pos in {"PROPN", "ADJ", "NOUN"} or "-" in tokens[i].text[1:]
        if covering[i] is not None or not is_name_word(tokens[i]) or not nominal:
            i += 1
            continue
        found = _find_place(parsed, i, covering, gazetteer, cued=tokens[i].sentence not in titled)
        if found is not None:
            yield found
        i = found.last if found is not None else i + 1


def _find_place(
    parsed: Parsed, i: int, covering: list[Draft | None], gazetteer: Gazetteer, *, cued: bool
) -> Draft | None:
    """The longest place or people's name that begins at `i`, if there is evidence for one."""
    tokens = parsed.tokens
    for last in range(min(_find_free_end(tokens, i, covering), i + LONGEST_PLACE), i, -1):
        cut = find_cut(tokens, i, last, gazetteer=gazetteer, kind="place", lost=False)
        whole = " ".join(t.text for t in tokens[i:last])
        text = whole[: len(whole) - cut]
        if is_country(text, gazetteer) and text.lower() not in place_nouns().ambiguous:
            return draft(parsed, i, last, kind="place", form="name", cut=cut)
        if gazetteer.country_of_people(text) is not None:
            return draft(parsed, i, last, kind="group", form="name", cut=cut)
        exact = gazetteer.is_exact(text)
        if cued and exact and _is_inhabited(gazetteer.find(text)) and _has_place_cue(tokens, i, last):
            return draft(parsed, i, last, kind="place", form="name", cut=cut)
    return None


def _find_free_end(tokens: tuple[Token, ...], i: int, covering: list[Draft | None]) -> int:
    last = i
    while last < len(tokens) and tokens[last].sentence == tokens[i].sentence and covering[last] is None:
        word = tokens[last]
        if not is_capitalised(word) and not (word.text in {"-", "al", "and", "of", "the"} and last > i):
            break
        last += 1
    while last > i + 1 and not is_capitalised(tokens[last - 1]):
        last -= 1
    return last


def _is_inhabited(places: tuple[GazetteerPlace, ...]) -> bool:
    return any(place.population > 0 or place.feature.startswith(("PPL", "ADM")) for place in places)


def _has_place_cue(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell whether the words beside a range speak of a place: "town of X", "X province", "near X"."""
    if any(t.text.lower() in organization_nouns() for t in tokens[first:last]):
        return False
    before = tokens[first - 1].text.lower() if first else ""
    after = tokens[last].text.lower() if last < len(tokens) else ""
    if after in place_nouns().after:
        return True
    if before == "of" and first > 1 and tokens[first - 2].text.lower() in place_nouns().of:
        return True
    return before in place_nouns().prepositions and all(
        t.pos == "PROPN" or not t.text.isalpha() for t in tokens[first:last]
    )
