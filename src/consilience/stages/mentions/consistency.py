"""Names that stand in one place and were missed in another: the same capitalised words are the same name.

Also the short forms that writers use after a first full mention: a person's surname, an organisation's bare noun
("the Observatory"). Not here: whether two names are one thing, which is for `stages.entities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.record.found import MentionKind
from consilience.stages.mentions.drafts import Draft, cover, draft
from consilience.stages.mentions.kinds import spell
from consilience.stages.mentions.lexicons import not_names, organization_nouns, particles, roles, title_words
from consilience.stages.mentions.names import find_title_case, is_capitalised
from consilience.stages.mentions.possessives import may_be_possessive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consilience.ports import Parsed, Token

Forms = dict[str, list[tuple[tuple[str, ...], MentionKind]]]

SHORTEST_SURNAME = 3


def find_repeats(parsed: Parsed, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Give drafts for uncovered tokens that repeat a name of the article, its surname or its bare noun, word for word.

    In a title-case sentence only names of two words or more, and single words that no dictionary would print, count:
    there a capital proves nothing, so single words must be capitalised in running text too, which `drafts` are.
    """
    listed = list(drafts)
    forms = _collect_forms(parsed, listed)
    covering = cover(listed, len(parsed.tokens))
    i = 0
    tokens = parsed.tokens
    while i < len(tokens):
        match = None if covering[i] is not None else _match(tokens, i, forms, covering)
        if match is not None:
            length, kind, cut = match
            yield draft(parsed, i, i + length, kind=kind, form="name", cut=cut)
            i += length
        else:
            i += 1


def _collect_forms(parsed: Parsed, drafts: list[Draft]) -> Forms:
    """First word -> the forms that begin with it, longest first."""
    titled = find_title_case(parsed)
    found: dict[tuple[str, ...], MentionKind] = {}
    for one in drafts:
        found.setdefault(tuple(spell(parsed, one).split()), one.kind)
    for one in drafts:
        if parsed.tokens[one.first].sentence not in titled:
            for short in _shorten(parsed.tokens[one.first : one.last], one.kind):
                found.setdefault(short, one.kind)
    forms: Forms = {}
    for words in sorted(found, key=lambda words: (-len(words), words)):
        if is_fit(words):
            forms.setdefault(words[0], []).append((words, found[words]))
    return forms


def is_fit(words: tuple[str, ...]) -> bool:
    """Tell whether a form may be looked for elsewhere: capitalised, and not a lone calendar, title or office word."""
    if len(words) > 1:
        return True
    word = words[0].lower()
    return words[0][0].isupper() and word not in not_names() and word not in title_words() and word not in roles()


def _shorten(tokens: tuple[Token, ...], kind: MentionKind) -> Iterator[tuple[str, ...]]:
    """The short forms of a full name: a person's surname with its particle and without, a body's bare noun."""
    if len(tokens) < 2:
        return
    last = tokens[-1].text
    if kind == "person" and is_capitalised(tokens[-1]) and len(last) >= SHORTEST_SURNAME:
        yield (last,)
        particle = len(tokens) >= 3 and tokens[-3].text.lower() in particles()
        if particle and tokens[-2].text == "-":
            yield (tokens[-3].text, "-", last)
    if kind == "organization":
        for token in tokens:
            if is_capitalised(token) and token.text.lower() in organization_nouns() and len(token.text) > 4:
                yield (token.text,)


def _match(
    tokens: tuple[Token, ...], i: int, forms: Forms, covering: list[Draft | None]
) -> tuple[int, MentionKind, int] | None:
    """The form at token `i`: number of tokens, kind, characters cut (1 for a lost possessive s)."""
    text = tokens[i].text
    if text not in forms and text[:-1] not in forms:
        return None
    for word in (text, text[:-1] if may_be_possessive(tokens, i) else ""):
        for words, kind in forms.get(word, ()):
            length = len(words)
            window = tokens[i : i + length]
            if len(window) < length or window[-1].sentence != tokens[i].sentence:
                continue
            if any(covering[i + k] is not None for k in range(length)) or not _is_name_here(tokens, i, length):
                continue
            cut = _compare(tokens, i, words)
            if cut is not None and not (cut and kind == "group"):
                return length, kind, cut
    return None


def _compare(tokens: tuple[Token, ...], i: int, words: tuple[str, ...]) -> int | None:
    """Characters to cut for the tokens at `i` to spell `words`: 0, 1 (a lost possessive s), `None` if they do not."""
    texts = [t.text for t in tokens[i : i + len(words)]]
    if tuple(texts) == words:
        return 0
    last = i + len(words) - 1
    if tuple(texts[:-1]) == words[:-1] and texts[-1] == words[-1] + "s" and may_be_possessive(tokens, last):
        return 1
    return None


def _is_name_here(tokens: tuple[Token, ...], i: int, length: int) -> bool:
    """Tell whether the words are a name here: not a lone word that only a sentence's start or a plain noun capitalises."""
    if length > 1:
        return True
    token = tokens[i]
    if token.text.lower() in organization_nouns():
        after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        led = i > 0 and tokens[i - 1].text.lower() in {"the", "this", "that"}
        return (led or after in roles()) and token.pos in {"PROPN", "NOUN", "ADJ"}
    return token.pos in {"PROPN", "NOUN", "ADJ", "X"}
