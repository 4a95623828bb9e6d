"""A picture kept up to date as reports come and go, one batch at a time.

What a loom gives is always what `weave` gives for the readings it holds, whatever came in which order and was taken out again.
Not here: where readings are kept (`store`), what is done with a change (`desk`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consilience.pipeline.memory import Kept
from consilience.pipeline.reading import Models, Observe, ignore
from consilience.pipeline.weaving import Reread, weave
from consilience.record.found import Reading
from consilience.record.judgements import NO_JUDGEMENTS, Judgements
from consilience.record.text import Article, Problem
from consilience.record.woven import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an addition or a removal did to the picture.

    `stories`: ids of the stories that are new, or that hold anything (a report, event, conflict, line, date, an entity's
    name) they did not hold before; `gone`: ids of the stories that are no more. `articles`: ids of the articles added,
    removed or dated anew. Facts of other stories are as they were.
    """

    articles: tuple[str, ...]
    stories: tuple[str, ...]
    gone: tuple[str, ...]
    picture: Picture


class Loom:
    """Holds readings and the picture woven from them. Not for use by two threads at once."""

    def __init__(self, models: Models, *, reread: Reread, observe: Observe = ignore) -> None:
        """Start with nothing. `reread`, `observe`: as for `weave`."""
        self._models, self._reread, self._observe = models, reread, observe
        self._readings: dict[str, Reading] = {}
        self._kept = Kept()
        self._dated: dict[Article, Reading] = {}
        self._judgements = NO_JUDGEMENTS
        self._picture = self._weave()

    def add(self, readings: Iterable[Reading]) -> Change:
        """Take readings in; one of an article already held replaces it. Gives what changed, with the new picture."""
        fresh = {reading.article.id: reading for reading in readings}
        self._readings |= fresh
        self._dated = {a: r for a, r in self._dated.items() if a.id not in fresh}
        return self._renew(fresh)

    def remove(self, articles: Iterable[str]) -> Change:
        """Take the readings of these articles (ids) out; ids that are not held are passed over. Gives what changed."""
        dropped = [article for article in articles if self._readings.pop(article, None) is not None]
        return self._renew(dropped)

    def judge(self, judgements: Judgements) -> Change:
        """Take what analysts judged, all of it, in place of what was taken before. Gives what changed."""
        self._judgements = judgements
        return self._renew(())

    def picture(self, problems: tuple[Problem, ...] = ()) -> Picture:
        """Give the picture of all readings held, as `weave` would; `problems` are carried along."""
        return replace(self._picture, problems=problems + self._picture.problems) if problems else self._picture

    def _weave(self) -> Picture:
        self._kept.turn()
        return weave(
            self._readings.values(),
            self._models,
            reread=self._read_again,
            observe=self._observe,
            memory=self._kept,
            judgements=self._judgements,
        )

    def _read_again(self, articles: tuple[Article, ...]) -> tuple[Reading, ...]:
        """Read dated articles again, but for those that were dated to the same day before."""
        unread = tuple(article for article in articles if article not in self._dated)
        known = self._dated | dict(zip(unread, self._reread(unread), strict=True)) if unread else self._dated
        asked, named = set(articles), {article.id for article in articles}
        self._dated = {a: r for a, r in known.items() if a in asked or a.id not in named}
        return tuple(known[article] for article in articles)

    def _renew(self, touched: Iterable[str]) -> Change:
        before, self._picture = self._picture, self._weave()
        old, new = _chapters(before), _chapters(self._picture)
        return Change(
            articles=tuple(sorted({*touched, *_dated_anew(before, self._picture)})),
            stories=tuple(sorted(story for story, held in new.items() if old.get(story) != held)),
            gone=tuple(sorted(old.keys() - new.keys())),
            picture=self._picture,
        )


def _dated_anew(before: Picture, after: Picture) -> set[str]:
    """Articles in both pictures whose reading differs: their day was worked out anew."""
    known = {reading.article.id: reading for reading in before.readings}
    return {r.article.id for r in after.readings if r.article.id in known and known[r.article.id] != r}


def _chapters(picture: Picture) -> dict[str, list[object]]:
    """For each story all that the picture says of it."""
    found: dict[str, list[object]] = {story.id: [story] for story in picture.stories}
    for event in picture.events:
        found[event.story].append(event)
    for conflict in picture.conflicts:
        found[conflict.story].append(conflict)
    for entry in picture.timeline:
        found[entry.story].append(entry)
    for line in picture.brief.sentences:
        found[line.story].append(line)
    return found
