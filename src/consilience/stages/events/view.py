"""One article laid out for event reading: which mentions, times and quantities stand on which tokens.

Here: look-ups between tokens and found facts, and what kind of thing an argument is. Not here: any event.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import in_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consilience.ports import Parsed, Token
    from consilience.record.found import Found, Mention, Quantity, TimeMention
    from consilience.record.text import Span

Fact = TypeVar("Fact", "Mention", "TimeMention", "Quantity")

ACTOR_KINDS = frozenset({"person", "organization", "group", "place"})
PLACE_KINDS = frozenset({"place", "facility"})
DEEP_NAME = 4
"""How far below an argument's head a name may lie and still name it (flat names, appositions, "dozens of fighters")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One article's parse with its found facts by token. `mentions[i]`: mentions that cover token i, shortest first."""

    parsed: Parsed
    mentions: Mapping[int, tuple[Mention, ...]]
    times: Mapping[int, tuple[TimeMention, ...]]
    quantities: Mapping[int, tuple[Quantity, ...]]


def lay_out(parsed: Parsed, found: Found) -> View:
    """Index an article's found facts by the tokens that they cover."""
    return View(
        parsed=parsed,
        mentions=_by_token(parsed, found.mentions),
        times=_by_token(parsed, found.times),
        quantities=_by_token(parsed, found.quantities),
    )


def mention_of(view: View, head: int) -> Mention | None:
    """Give the mention that an argument's head token stands for, or `None`.

    The shortest mention over the head whose own head it is; else a name joined flat or in apposition to it; else,
    where the head only counts or carries something ("dozens of", "a convoy of", "planes of"), what it belongs to.
    """
    covering = [each for each in view.mentions.get(head, ()) if is_head(view, each, head)]
    if covering:
        return covering[0]
    for child in grammar.children(view.parsed, head, "flat", "appos", "compound"):
        inner = view.mentions.get(child, ())
        if inner and (view.parsed.tokens[child].dep != "compound" or inner[0].kind == "person"):
            return inner[0]
    return _followed(view, head) or _behind(view, head, DEEP_NAME)


def tokens_in(parsed: Parsed, span: Span) -> list[int]:
    """Give the tokens that a span touches, in text order."""
    first = max(bisect_left(parsed.tokens, span.start, key=_start) - 1, 0)
    last = bisect_left(parsed.tokens, span.end, key=_start)
    return [i for i in range(first, last) if parsed.tokens[i].end > span.start]


def _start(token: Token) -> int:
    return token.start


def classes_of(view: View, head: int, wanted: tuple[str, ...]) -> bool:
    """Say whether an argument is any of these: a word class, a mention kind, a kind with "name", "pronoun", "plural".

    A word that only counts ("most of the fields") is what it counts.
    """
    counted = [
        child
        for child in grammar.children(view.parsed, head, "nmod")
        if in_class(grammar.lemma(view.parsed, head), "gathering") and grammar.case_of(view.parsed, child) == "of"
    ]
    return any(_is(view, i, name) for i in (head, *counted) for name in wanted)


def is_armed(view: View, head: int) -> bool:
    """Say whether an argument is an armed actor: by its noun, by its name, or a name of unstated trade."""
    lemma = grammar.lemma(view.parsed, head)
    if in_class(lemma, "armed"):
        return True
    mention = mention_of(view, head)
    if mention is None:
        return False
    words = mention.text.lower().split()
    if mention.form == "nominal" and in_class(lemma, "official"):
        words = [word for word in words if not in_class(word, "camp")]  # "opposition leader", unlike "rebel leader"
    if any(in_class(word.strip("'’.,"), "force name") or in_class(word, "armed") for word in words):
        return True
    if any(in_class(word, "civil") for word in words):
        return False
    return mention.kind == "organization" and mention.form == "name"


def _is(view: View, head: int, name: str) -> bool:
    token = view.parsed.tokens[head]
    lemma = grammar.lemma(view.parsed, head)
    if name == "armed":
        return is_armed(view, head)
    if name == "pronoun":
        return token.pos == "PRON"
    if name == "plural":
        return token.tag in ("NNS", "NNPS") or len(grammar.coordinated(view.parsed, head)) > 1 or lemma == "they"
    if name == "plural person":
        return _is(view, head, "plural") and _is(view, head, "actor")
    if in_class(lemma, name) or in_class(token.text, name):
        return True
    mention = mention_of(view, head)
    if mention is None:
        return False
    if name == "actor":
        return mention.kind in ACTOR_KINDS
    kind, _, form = name.partition(" ")
    same_kind = mention.kind == kind or (kind == "place" and mention.kind in PLACE_KINDS)
    same_kind = same_kind or (kind in ("person", "organization") and mention.kind == "group" and not form)
    return same_kind and (not form or mention.form == form)


def _followed(view: View, head: int) -> Mention | None:
    """For "those allied to X", "troops backed by X" where the phrase is no mention of its own: X."""
    if grammar.lemma(view.parsed, head) not in ("that", "those") and not in_class(
        view.parsed.tokens[head].text, "armed"
    ):
        return None
    for child in grammar.children(view.parsed, head, "acl", "amod"):
        if in_class(grammar.lemma(view.parsed, child), "allegiance"):
            for inner in grammar.children(view.parsed, child, "obl"):
                return mention_of(view, inner)
    return None


def _behind(view: View, head: int, depth: int) -> Mention | None:
    lemma = grammar.lemma(view.parsed, head)
    if depth == 0 or not (in_class(lemma, "instrument") or view.parsed.tokens[head].pos == "NUM"):
        return None
    for child in grammar.children(view.parsed, head, "nmod", "compound", "amod", "acl"):
        if child < head and view.parsed.tokens[child].dep in ("compound", "amod"):
            inner = view.mentions.get(child, ())
            if inner and (inner[0].kind in ("organization", "group", "person") or is_demonym(view, child)):
                return inner[0]
        elif view.parsed.tokens[child].dep == "acl" and view.parsed.tokens[child].tag in ("VBN", "VBD"):
            found = _doer_of(view, child)
            if found is not None:
                return found  # "shells fired by X"
        elif view.parsed.tokens[child].dep == "nmod:poss" or grammar.case_of(view.parsed, child) in ("of", "from"):
            found = mention_of(view, child)
            if found is not None and found.kind in ACTOR_KINDS and view.parsed.tokens[child].tag != "PRP$":
                return found
    return None


def _doer_of(view: View, participle: int) -> Mention | None:
    """The actor in a participle's "by" phrase."""
    by = [i for i in grammar.children(view.parsed, participle, "obl") if grammar.case_of(view.parsed, i) == "by"]
    named = (each for i in by for each in view.mentions.get(i, ()) if is_head(view, each, i))
    return next((each for each in named if each.kind in ACTOR_KINDS), None)


def is_demonym(view: View, i: int) -> bool:
    """Say whether a modifier names a state as an actor: an adjective ("Syrian") or an abbreviation ("US")."""
    token = view.parsed.tokens[i]
    return token.pos == "ADJ" or in_class(token.text, "country abbreviation")


def is_head(view: View, mention: Mention, head: int) -> bool:
    """Say whether no token of the mention governs `head` inside it (so that `head` is the mention's own head)."""
    above = view.parsed.tokens[head].head
    token = view.parsed.tokens[above]
    inside = above != head and mention.span.start <= token.start and token.end <= mention.span.end
    return not inside


def _by_token(parsed: Parsed, facts: Iterable[Fact]) -> dict[int, tuple[Fact, ...]]:
    found: dict[int, list[Fact]] = {}
    for fact in facts:
        for i in tokens_in(parsed, fact.span):
            found.setdefault(i, []).append(fact)
    return {i: tuple(sorted(group, key=lambda each: each.span.end - each.span.start)) for i, group in found.items()}
