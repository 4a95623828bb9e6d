"""The book of judgements at the desk: one judgement made and kept, all of them handed out as lines and brought in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from consilience.desk.drafts import Draft
from consilience.desk.judging import JudgingError, judge, undo
from consilience.desk.sight import Sight
from consilience.pipeline.settling import settle
from consilience.record.judgements import Judgement, judgement_id
from consilience.record.text import Problem
from consilience.store.codec import decode_judgement, encode_judgement
from consilience.store.judgements import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What bringing judgements in did: how many lines were new, how many known, and what was wrong or is in conflict."""

    new: int
    known: int
    problems: tuple[Problem, ...]


def decide(draft: Draft, sight: Sight, ledger: Ledger, *, by: str, at: datetime) -> Judgement:
    """Make a judgement and keep it; an undoing is made the same way. Raises JudgingError, in one line, and keeps nothing then.

    The picture shows it when it is woven the next time.
    """
    if draft.action == "undo":
        target = ledger.get(draft.ids[0]) if draft.ids else None
        if target is None:
            raise JudgingError(f"{', '.join(draft.ids) or 'no id'}: no judgement of this id")
        made = undo(target, by=by, at=at, note=draft.note)
    else:
        made = judge(draft, sight, by=by, at=at)
    ledger.add([made])
    return made


def hand_out(ledger: Ledger) -> Iterator[bytes]:
    """Give every judgement as a line of JSON, oldest first: all there is to keep, so that it can be brought in elsewhere."""
    for judgement in ledger.every():
        yield encode_judgement(judgement) + b"\n"


def bring_in(lines: Iterable[bytes], ledger: Ledger) -> Imported:
    """Keep the judgements of lines that `hand_out` gave; those known already are passed over.

    A line that is no judgement, or was changed since it was handed out, is left out and named. Of two analysts' judgements
    that contradict each other the later holds; both are kept, and the pair is named.
    """
    read: list[Judgement] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = _read(line, number)
            (problems if isinstance(found, Problem) else read).append(found)  # type: ignore[arg-type]  # told apart here
    new = ledger.add(read)
    return Imported(new=new, known=len(read) - new, problems=(*problems, *settle(ledger.every()).problems))


def _read(line: bytes, number: int) -> Judgement | Problem:
    try:
        judgement = decode_judgement(line)
    except ValueError as error:
        return Problem(code="judgement-unreadable", article=None, message=f"line {number}: not a judgement ({error})")
    if judgement.at.tzinfo is None:
        return Problem(code="judgement-unreadable", article=None, message=f"line {number}: its time has no zone")
    if judgement.id != judgement_id(judgement):
        message = f"line {number}: {judgement.id} was changed after it was handed out; export it again"
        return Problem(code="judgement-changed", article=None, message=message)
    return judgement
