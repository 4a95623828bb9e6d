"""From what an analyst asks for to a judgement: ids as shown become the words behind them, at that moment, and both are kept.

A judgement is checked here, once: its action fits what it judges, its values are of the closed lists. Errors are one line for
the person who judges. Not here: what a judgement does (`pipeline`), where it is kept (`store.judgements`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from consilience.desk.drafts import FORMS, Draft, Form
from consilience.desk.sight import Sight, name_of, spans_of, to_span, words_at
from consilience.exports.record import shape
from consilience.record.judgements import Judgement, Target, judgement_id
from consilience.record.text import Span, When
from consilience.stages.events.codes import MODES

MOST_NOTE = 4000
"""Characters of a note: a page. More belongs in a document that the note points at."""

MOST_VALUE = 200
"""Characters of a name or of a speaker's words: the longest official names have about 150."""

MOST_SPREAD = 200
"""Articles by which the rest of a large entity or story is held apart from the part judged to be another. All words of the
articles that the part itself stands in are kept besides; what is left out follows its own links."""


class JudgingError(ValueError):
    """A judgement cannot be made. The message is one line: what is wrong, what to do."""


def judge(draft: Draft, sight: Sight, *, by: str, at: datetime) -> Judgement:
    """Give the judgement a draft asks for. `at` is an aware time. Raises JudgingError, in one line, where it cannot be made."""
    form = FORMS[draft.action]
    _check(draft, form, by)
    judged = Judgement(
        id="",
        by=by.strip(),
        at=at,
        action=draft.action,
        targets=_targets(draft, sight),
        to=_led_to(draft, form, sight),
        value=_value(draft),
        when=_when(draft) if form.date else None,
        note=draft.note.strip(),
        was=_was(draft, sight),
    )
    return replace(judged, id=judgement_id(judged))


def undo(judgement: Judgement, *, by: str, at: datetime, note: str = "") -> Judgement:
    """Give the judgement that takes another back; of an undoing, that brings it back. Raises JudgingError like `judge`."""
    draft = Draft(action="undo", kind="judgement", ids=(judgement.id,), note=note)
    _check(draft, FORMS["undo"], by)
    # A clock that lags must not put an undoing before what it undoes: histories are shown in order of time.
    target = Target(kind="judgement", id=judgement.id, name=judgement.action, spans=())
    made = Judgement(
        id="", by=by.strip(), at=max(at, judgement.at), action="undo", targets=(target,), value=judgement.id, note=note.strip()
    )  # fmt: skip
    return replace(made, id=judgement_id(made))


MOST_SPANS = 20_000
"""Words that one judgement may speak of: the names of one person in the largest stories are some thousands."""

STANDS_FOR: Mapping[str, str] = {"passage": "article"}
"""Kinds of targets that a form knows by another kind: a passage is judged as part of its article."""


def check_taken_in(judgement: Judgement) -> None:
    """Raise JudgingError, in one line, for a judgement from elsewhere that could not have been made here."""
    form, targets = FORMS[judgement.action], judgement.targets
    if judgement.at.tzinfo is None:
        raise JudgingError("its time has no zone")
    left = "story" if judgement.action == "move" else ""  # a moved article names the story it leaves too
    if not targets or any(STANDS_FOR.get(t.kind, t.kind) not in (*form.kinds, left) for t in targets):
        raise JudgingError(f"“{judgement.action}” cannot judge what it names")
    if any(t.kind != form.to for t in judgement.to) or len(judgement.to) > form.most_to:
        raise JudgingError(f"“{judgement.action}” cannot lead to what it names")
    if form.date and judgement.when is None:
        raise JudgingError("it has no date")
    spans = [span for target in (*targets, *judgement.to) for span in target.spans]
    if len(spans) > MOST_SPANS or any(not 0 <= span.start < span.end for span in spans):
        raise JudgingError("the words it speaks of are none")
    names = [target.name for target in (*targets, *judgement.to)]
    if any(len(text) > most for text, most in [(judgement.by, MOST_VALUE), *((name, MOST_VALUE) for name in names)]):
        raise JudgingError("its names are too long")
    _check_words(judgement.action, judgement.value, judgement.note, judgement.by, form)


def _check_words(action: str, value: str | None, note: str, by: str, form: Form) -> None:
    if not by.strip():
        raise JudgingError("nobody is named who judges; sign in or give a name")
    if form.value and not (value or "").strip():
        raise JudgingError(f"{action} needs a value")
    if form.values and value not in form.values:
        raise JudgingError(f"“{value}” is no {action}; one of {', '.join(form.values)}")
    if action == "type":
        _check_type(value or "")
    for text, most, what in ((value or "", MOST_VALUE, "value"), (note, MOST_NOTE, "note")):
        if len(text) > most:
            raise JudgingError(f"the {what} has {len(text)} characters; {most} are the most")
    if any(ord(c) < ord(" ") for c in value or ""):
        raise JudgingError("the value holds line breaks or control characters; write it on one line")


def _check(draft: Draft, form: Form, by: str) -> None:
    if draft.kind not in form.kinds:
        raise JudgingError(f"“{draft.action}” judges {' or '.join(form.kinds)}, nothing of kind {draft.kind}")
    least = 2 if draft.action == "merge" and draft.kind != "link" else form.least
    if len(set(draft.ids)) < least or (form.most and len(draft.ids) > form.most):
        raise JudgingError(
            f"{draft.action} needs {least if least == form.most else f'at least {least}'} of kind {draft.kind}"
        )
    if len(draft.to) > form.most_to:
        raise JudgingError(f"{draft.action} leads to {form.most_to} {form.to or 'thing'} at most")
    _check_words(draft.action, draft.value, draft.note, by, form)


def _check_type(value: str) -> None:
    event_type, _, mode = value.partition("/")
    if event_type not in MODES:
        raise JudgingError(f"“{event_type}” is no type of event; one of {', '.join(MODES)}")
    if mode and mode not in MODES[event_type]:
        allowed = ", ".join(sorted(MODES[event_type])) or "none"
        raise JudgingError(f"“{mode}” is no mode of {event_type}; it has {allowed}")


def _value(draft: Draft) -> str | None:
    return " ".join((draft.value or "").split()) or None


def _when(draft: Draft) -> When:
    try:
        start = date.fromisoformat(draft.start or "")
        end = date.fromisoformat(draft.end) if draft.end else start
    except ValueError as error:
        raise JudgingError("a date needs its first day as YYYY-MM-DD, and its last day where it has several") from error
    if end < start:
        raise JudgingError(f"the date ends ({end}) before it begins ({start})")
    return When(earliest=start, latest=end, precision=draft.precision, basis="stated")


def _find(kind: str, name: str, sight: Sight) -> object:
    item = sight.find(kind, name)
    if item is None:
        raise JudgingError(f"{name}: no {kind} of this id; it may have changed since, so load the page again")
    return item


def _find_target(kind: str, name: str, sight: Sight) -> Target:
    """The target for all of an item."""
    if kind == "position":
        conflict_id, _, number = name.partition("/")
        conflict = _find("conflict", conflict_id, sight)
        positions = conflict.positions if isinstance(conflict, shape.ConflictOut) else ()
        if not number.isdecimal() or int(number) >= len(positions):
            raise JudgingError(f"{name}: no such position; write CONFLICT/NUMBER, counted from 0")
        item: object = positions[int(number)]
    else:
        item = _find(kind, name, sight)
    spans = _words(item, sight)
    if not spans:
        raise JudgingError(f"{name}: this {kind} stands on no words of its own and cannot be judged")
    return Target(kind=kind, id=name, name=name_of(item, sight), spans=spans)  # type: ignore[arg-type]  # checked by FORMS


def _words(item: object, sight: Sight) -> tuple[Span, ...]:
    if isinstance(item, shape.StoryOut):
        return _own_words(item, sight)
    if isinstance(item, shape.QuoteOut):
        return tuple(sorted({s for name in item.claims for s in spans_of(sight.find("claim", name))}))
    return spans_of(item)


def _own_words(story: shape.StoryOut, sight: Sight) -> tuple[Span, ...]:
    """A story's parts that are whole articles; those of round-ups only where it has no other. A round-up binds no stories."""
    parts = [to_span(part) for part in story.parts]
    whole = [part for part in parts if _is_whole(part, sight)]
    return tuple(sorted(whole or parts))


def _is_whole(part: Span, sight: Sight) -> bool:
    article = sight.find("article", part.article)
    if not isinstance(article, shape.ArticleOut):
        return False
    body = [zone for zone in article.zones if zone.kind == "body" and article.text[zone.start : zone.end].strip()]
    if not body:
        return False
    first, last = article.text[body[0].start : body[0].end], article.text[body[-1].start : body[-1].end]
    start = body[0].start + len(first) - len(first.lstrip())
    return part.start <= start and body[-1].start + len(last.rstrip()) <= part.end


def _targets(draft: Draft, sight: Sight) -> tuple[Target, ...]:
    if draft.kind == "link":
        return _link_sides(draft, sight)
    if draft.action == "split":
        return _split(draft, sight)
    if draft.action == "move":
        return _moved(draft, sight)
    if draft.action == "merge" and draft.kind == "event":
        _check_one_story(draft.ids, sight)
    found = [_find_target(draft.kind, name, sight) for name in dict.fromkeys(draft.ids)]
    return tuple(replace(target, spans=_spread(target.spans)) for target in found)


def _link_sides(draft: Draft, sight: Sight) -> tuple[Target, ...]:
    """The two mentions of a link, each a side; a note on it speaks of both."""
    link = _find("link", draft.ids[0], sight)
    if not isinstance(link, shape.LinkOut):
        raise JudgingError(f"{draft.ids[0]}: no link")
    sides = [to_span(link.a), to_span(link.b)]
    return tuple(Target(kind="link", id=draft.ids[0], name=words_at(span, sight), spans=(span,)) for span in sides)


def _split(draft: Draft, sight: Sight) -> tuple[Target, ...]:
    """The part that is another, and the rest it is held apart from."""
    target = _find_target(draft.kind, draft.ids[0], sight)
    chosen = {span for span in target.spans if _is_chosen(span, draft.spans, draft.kind)}
    part = tuple(span for span in target.spans if span in chosen)
    rest = tuple(span for span in target.spans if span not in chosen)
    if not part or not rest:
        raise JudgingError(f"name some of the words of “{target.name}” that are another, not none and not all of them")
    return replace(target, spans=part), replace(target, spans=_spread(rest, {s.article for s in part}))


def _is_chosen(span: Span, chosen: Sequence[Span], kind: str) -> bool:
    """Whether words are among those chosen; of a story, any words choose their article."""
    here = [other for other in chosen if other.article == span.article]
    return any(kind == "story" or (other.start < span.end and span.start < other.end) for other in here)


def _spread(spans: Sequence[Span], beside: Collection[str] = ()) -> tuple[Span, ...]:
    """All of the spans that stand beside a part, and of every other article the first, where they are very many."""
    if len(spans) <= MOST_SPREAD:
        return tuple(spans)
    first = {span.article: span for span in reversed(spans) if span.article not in beside}
    return tuple(sorted([s for s in spans if s.article in beside] + [first[a] for a in sorted(first)][:MOST_SPREAD]))


def _moved(draft: Draft, sight: Sight) -> tuple[Target, ...]:
    """The passages of the article; or the whole of it, and what it is taken away from."""
    article = _find_target("article", draft.ids[0], sight)
    if draft.spans and not draft.to:
        raise JudgingError("a passage can be moved to a story only; name one")
    if draft.spans:
        inside = [
            s
            for s in sorted(set(draft.spans))
            if s.article == article.id and 0 <= s.start < s.end <= article.spans[0].end
        ]
        return tuple(Target(kind="passage", id=article.id, name=words_at(s, sight), spans=(s,)) for s in inside)
    kept = {span.article for name in draft.to for span in _find_target("story", name, sight).spans} | {article.id}
    left = [_find_target("story", story.id, sight) for story in sight.stories(article.id) if story.id not in draft.to]
    rest = [replace(t, spans=_spread([s for s in t.spans if s.article not in kept])) for t in left]
    return (article, *(target for target in rest if target.spans))


def _led_to(draft: Draft, form: Form, sight: Sight) -> tuple[Target, ...]:
    """What the judgement leads to; entities and stories that are very large by some of their words."""
    found = [_find_target(form.to, name, sight) for name in dict.fromkeys(draft.to)] if form.to else []
    return tuple(replace(target, spans=_spread(target.spans)) for target in found)


def _check_one_story(ids: Sequence[str], sight: Sight) -> None:
    stories = {item.story for name in ids if isinstance(item := sight.find("event", name), shape.EventOut)}
    if len(stories) > 1:
        raise JudgingError("these events are of different stories; merge the stories or move an article first")


def _was(draft: Draft, sight: Sight) -> str | None:
    """What the machine says of what is corrected, in words, or `None`."""
    item = sight.find(draft.kind, draft.ids[0])
    if isinstance(item, shape.EventOut):
        return _event_was(draft.action, item, sight)
    if isinstance(item, shape.EntityOut) and draft.action == "rename":
        return item.name
    if isinstance(item, shape.ArticleOut) and draft.action == "date":
        return _days(item.published)
    if isinstance(item, shape.ClaimOut):
        return {"stance": item.stance, "speaker": item.speaker_text}.get(draft.action)
    return None


def _event_was(action: str, event: shape.EventOut, sight: Sight) -> str | None:
    def names(ids: Sequence[str]) -> str | None:
        found = [name_of(item, sight) for name in ids if (item := sight.find("entity", name)) is not None]
        return ", ".join(found) or None

    said = {
        "date": _days(event.date),
        "place": names([event.place] if event.place else []),
        "type": f"{event.type}/{event.mode}" if event.mode else event.type,
        "actors": names(event.actors),
        "targets": names(event.targets),
        "status": event.status,
    }
    return said.get(action)


def _days(when: shape.DateOut | None) -> str | None:
    if when is None:
        return None
    return when.start if when.start == when.end else f"{when.start}/{when.end}"
