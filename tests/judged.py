"""Short ways to judgements for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from consilience.record.judgements import Action, Judgement, Target, TargetKind, judgement_id
from consilience.record.text import Span

FIRST = datetime(2024, 6, 1, 9, 0, tzinfo=UTC)


def at(minute: int) -> datetime:
    """A time, so many minutes after the first."""
    return FIRST + timedelta(minutes=minute)


def span(place: int, article: str = "a1") -> Span:
    """Ten characters of an article."""
    return Span(article=article, start=10 * place, end=10 * place + 9)


def target(kind: TargetKind, *places: int) -> Target:
    """An item that stands on these words of article a1."""
    return Target(kind=kind, id=f"{kind}-{places}", name=f"the {kind}", spans=tuple(span(p) for p in places))


def sealed(judgement: Judgement) -> Judgement:
    """The judgement with the id its content makes."""
    return replace(judgement, id=judgement_id(judgement))


def ruling(
    action: Action,
    *targets: Target,
    minute: int = 0,
    by: str = "ada",
    value: str | None = None,
    to: tuple[Target, ...] = (),
) -> Judgement:
    """A judgement made so many minutes after the first."""
    return sealed(Judgement(id="", by=by, at=at(minute), action=action, targets=targets, value=value, to=to))
