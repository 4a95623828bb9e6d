"""Mentions while they are being put together: token ranges, not yet sealed with ids.

A draft is known by its `key`, the character range it covers; two drafts never share one. Not here: how drafts are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.record.found import Mention, MentionForm, MentionKind
from consilience.record.ids import make_id
from consilience.record.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.ports import Parsed, Token

Key = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mention in the making.

    `first`, `last`: token range, half open; `start`, `end`: characters (a lost apostrophe may end it inside a token).
    `head`: index of the token that the others hang on. `antecedent`, `principal`: keys of other drafts. `pieces`: token
    ranges of the words that `role` is made of.
    """

    first: int
    last: int
    start: int
    end: int
    kind: MentionKind
    form: MentionForm
    head: int
    role: str | None = None
    antecedent: Key | None = None
    principal: Key | None = None
    pieces: tuple[tuple[int, int], ...] = ()

    @property
    def key(self) -> Key:
        """The characters covered: what tells one draft from another."""
        return (self.start, self.end)


def draft(parsed: Parsed, first: int, last: int, *, kind: MentionKind, form: MentionForm, cut: int = 0) -> Draft:
    """Make a draft of tokens `first` up to `last`; `cut` characters at the end are left out (a lost possessive s)."""
    tokens = parsed.tokens
    return Draft(
        first=first,
        last=last,
        start=tokens[first].start,
        end=tokens[last - 1].end - cut,
        kind=kind,
        form=form,
        head=find_head(tokens, first, last),
    )


def find_head(tokens: Sequence[Token], first: int, last: int) -> int:
    """Give the token of the range whose head lies outside it; the last such one where there are several."""
    outside = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
    nouns = [i for i in outside if tokens[i].pos in {"PROPN", "NOUN", "ADJ", "PRON"}]
    return (nouns or outside or [last - 1])[0]


def cover(drafts: Iterable[Draft], size: int) -> list[Draft | None]:
    """Give for each of `size` tokens the draft that covers it (the last given where several do), or `None`."""
    covering: list[Draft | None] = [None] * size
    for one in drafts:
        for i in range(one.first, one.last):
            covering[i] = one
    return covering


def seal(drafts: Iterable[Draft], *, article: str, text: str) -> tuple[Mention, ...]:
    """Turn drafts into mentions in text order (the wider first at one start), keys into ids."""
    kept = {one.key: one for one in drafts}

    def name(key: Key | None) -> str | None:
        return make_id("m", article, *key) if key in kept else None

    return tuple(
        Mention(
            id=make_id("m", article, *one.key),
            span=Span(article=article, start=one.start, end=one.end),
            kind=one.kind,
            form=one.form,
            text=text[one.start : one.end],
            role=one.role,
            antecedent=name(one.antecedent),
            principal=name(one.principal),
        )
        for one in sorted(kept.values(), key=lambda one: (one.start, -one.end))
    )
