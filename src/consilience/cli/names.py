"""From what a user types to the one thing meant: an id, a name, or words of a title; near names where nothing is called so."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from consilience.cli.failure import Failure
from consilience.cli.terminal import line
from consilience.text.names.folding import fold
from consilience.text.names.transliteration import ONE_VOWEL_OFF, word_likeness

if TYPE_CHECKING:
    from consilience.desk import Desk, Item

MOST_LOOKED_AT = 2000
"""Names compared for suggestions, the most mentioned first."""

MOST_SUGGESTED = 5
NEAR = 0.6
"""`difflib`'s own cutoff for a close match."""


def find_entity(desk: Desk, name: str, types: tuple[str, ...]) -> Item:
    """Give the entity of one of the types that is called so, the most mentioned where several are.

    Where none is, the one whose name spells it another way. Raises Failure with near names where there is none either, or
    with the candidates where part of a name fits several.
    """
    wanted = fold(name)
    by_id = desk.get("entity", name)
    if by_id and by_id.type in types:
        return by_id
    found = desk.many("entity", [hit.id for hit in desk.search(name, kinds=("entity",), limit=100).items])
    fitting = sorted((e for e in found if e.type in types), key=lambda e: (-e.weight, e.id))
    exact = [e for e in fitting if wanted in _forms(desk, e)]
    if exact:
        return exact[0]
    if len(fitting) == 1:
        return fitting[0]
    fitting = fitting or _sounding(desk, wanted, types)
    if len(fitting) == 1:
        return fitting[0]
    what = " or ".join(types)
    if fitting:
        raise Failure(f"{line(name)!r} fits several; say which: {_listed(e.title for e in fitting)}")
    raise Failure(f"no {what} is called {line(name)!r}{_nearest(wanted, _titles(desk, types))}")


def find_story(desk: Desk, words: str) -> Item:
    """Give the story with this id, or the one whose title or entities hold the words. Raises Failure as `find_entity` does."""
    story = desk.get("story", words)
    if story:
        return story
    stories = _first(desk, "story")
    exact = [s for s in stories if fold(s.title) == fold(words)]
    holding = exact or [s for s in stories if fold(words) in fold(s.title)]
    if not holding:
        hits = desk.search(words, kinds=("sentence", "event"), limit=100).items
        items = desk.many("sentence", [h.id for h in hits if h.kind == "sentence"]) or desk.many(
            "event", [h.id for h in hits]
        )
        wanted = {name for item in items for name in item.stories}
        holding = [s for s in stories if s.id in wanted]
    if len(holding) == 1:
        return desk.many("story", [holding[0].id])[0]
    titles = [s.title for s in holding or stories]
    if holding:
        raise Failure(f"{line(words)!r} fits {len(holding)} stories; say which: {_listed(titles)}")
    raise Failure(f"no story tells of {line(words)!r}; there are: {_listed(titles)}")


def _forms(desk: Desk, entity: Item) -> set[str]:
    names = desk.read("entity", entity.id).names
    return {fold(entity.title), *(fold(name.text) for name in names)}


def _sounding(desk: Desk, wanted: str, types: tuple[str, ...]) -> list[Item]:
    """Entities whose names spell all the words wanted in another way: "Yousef Kassem" for "Yusuf Qasim"."""
    words = wanted.split()
    called = [(e.id, fold(e.title).split()) for e in _first(desk, "entity") if e.type in types]
    near = [name for name, title in called if words and all(_spelled(word, title) for word in words)]
    return list(desk.many("entity", near))


def _spelled(word: str, others: list[str]) -> bool:
    return any(word_likeness(word, other) >= ONE_VOWEL_OFF for other in others)


def _titles(desk: Desk, types: tuple[str, ...]) -> dict[str, str]:
    """Names by their folded form, and by each of their words, so that a surname finds its bearer."""
    found: dict[str, str] = {}
    for entity in (e for e in _first(desk, "entity") if e.type in types):
        folded = fold(entity.title)
        found.setdefault(folded, entity.title)
        for word in folded.split():
            found.setdefault(word, entity.title)
    return found


def _first(desk: Desk, kind: str) -> list[Item]:
    items: list[Item] = []
    after: str | None = None
    while len(items) < MOST_LOOKED_AT:
        page = desk.rows(kind, order="weight", after=after, limit=500)  # type: ignore[arg-type]  # one of the kinds
        items += page.items
        after = page.next
        if after is None:
            break
    return items


def _nearest(wanted: str, titles: dict[str, str]) -> str:
    near = dict.fromkeys(titles[key] for key in get_close_matches(wanted, titles, n=2 * MOST_SUGGESTED, cutoff=NEAR))
    return f"; did you mean {_listed(near)}?" if near else ""


def _listed(titles: Iterable[str]) -> str:
    shown = [line(title) for title in titles]
    rest = f" … and {len(shown) - MOST_SUGGESTED} more" if len(shown) > MOST_SUGGESTED else ""
    return ", ".join(repr(title) for title in shown[:MOST_SUGGESTED]) + rest
