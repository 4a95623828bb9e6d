"""`consilience judge`: what analysts judged, from the command line: for scripts, and to carry judgements between stores."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from consilience.cli.drawing import count, open_console
from consilience.cli.failure import Failure
from consilience.cli.files import read_whole, write_whole
from consilience.cli.stores import existing_store
from consilience.cli.terminal import line

if TYPE_CHECKING:
    from consilience.desk.drafts import Draft
    from consilience.desk.ledgers import Standing
    from consilience.store.database import Database

STANDARD_INPUT = "-"

judge = App(
    name="judge", help="Correct the picture: what you judge stands beside the machine's facts and outweighs them."
)


@judge.command(name="list")
def list_judgements(*, db: Path | None = None, json: bool = False) -> int:
    """List all judgements, oldest first: who, when, what, and whether it is in force.

    For example:

    - `consilience judge list`
    - `consilience judge list --db out/consilience.db --json`

    Parameters
    ----------
    db
        The store; if none is named, consilience.db here, or else in out/.
    json
        One JSON object a line.

    """
    from consilience.desk import Desk
    from consilience.desk.ledgers import find_standings, standing_line
    from consilience.store.judgements import Ledger

    with _opened(db) as store:
        found = find_standings(Ledger(store.engine), Desk(store))
    if json:
        sys.stdout.buffer.writelines(standing_line(standing) for standing in found)
    else:
        _print_table(found)
    return 0


@judge.command
def add(file: str = STANDARD_INPUT, /, *, db: Path | None = None, by: str | None = None, later: bool = False) -> int:
    """Make judgements from lines of JSON, each an action, the kind and ids of what is judged, and what the action needs.

    The actions and their keys stand in docs/corrections.md. All lines are kept, or, where one cannot be, none.

    For example:

    - `consilience judge add drafts.jsonl --by anna`
    - `echo '{"action":"rename","kind":"entity","ids":["e33e660779716c319"],"value":"Ana"}' | consilience judge add`

    Parameters
    ----------
    file
        A file of such lines; - is standard input.
    db
        The store; if none is named, consilience.db here, or else in out/.
    by
        Who judges; the name you are logged in under if not given.
    later
        Only keep the judgements; the next run, or a running server, weaves the picture with them.

    """
    from consilience.desk import Desk
    from consilience.desk.judging import JudgingError
    from consilience.desk.ledgers import decide_all
    from consilience.desk.sight import DeskSight
    from consilience.store.judgements import Ledger

    with _opened(db) as store:
        try:
            made = decide_all(
                list(_read_drafts(file)),
                DeskSight(Desk(store)),
                Ledger(store.engine),
                by=_name(by),
                at=datetime.now(UTC),
            )
        except JudgingError as error:
            raise Failure(str(error)) from error
        sys.stdout.write("".join(f"{one.id}\n" for one in made))
        _weave(store, later=later)
    return 0


@judge.command
def undo(*names: str, db: Path | None = None, by: str | None = None, note: str = "", later: bool = False) -> int:
    """Take judgements back; undoing an undoing brings a judgement back. Nothing is deleted.

    For example:

    - `consilience judge undo j0123456789abcdef --note "the other minister"`

    Parameters
    ----------
    names
        Ids of the judgements.
    db
        The store; if none is named, consilience.db here, or else in out/.
    by
        Who judges; the name you are logged in under if not given.
    note
        Why.
    later
        Only keep the undoing; the next run, or a running server, weaves the picture with it.

    """
    from consilience.desk import Desk
    from consilience.desk.drafts import Draft
    from consilience.desk.judging import JudgingError
    from consilience.desk.ledgers import decide_all
    from consilience.desk.sight import DeskSight
    from consilience.store.judgements import Ledger

    if not names:
        raise Failure("no judgement named; 'consilience judge list' shows their ids", status=2)
    drafts = [Draft(action="undo", kind="judgement", ids=(name,), note=note) for name in names]
    with _opened(db) as store:
        try:
            made = decide_all(drafts, DeskSight(Desk(store)), Ledger(store.engine), by=_name(by), at=datetime.now(UTC))
        except JudgingError as error:
            raise Failure(str(error)) from error
        sys.stdout.write("".join(f"{one.id}\n" for one in made))
        _weave(store, later=later)
    return 0


@judge.command(name="export")
def export_judgements(*, db: Path | None = None, out: Path | None = None) -> int:
    """Write all judgements as lines of JSON, undone ones too, so that another store can take them in.

    For example:

    - `consilience judge export --db desk.db --out judgements.jsonl`

    Parameters
    ----------
    db
        The store; if none is named, consilience.db here, or else in out/.
    out
        The file to write; standard output if not given.

    """
    from consilience.desk.ledgers import hand_out
    from consilience.store.judgements import Ledger

    with _opened(db) as store:
        content = b"".join(hand_out(Ledger(store.engine)))
    if out:
        write_whole(out, content)
    else:
        sys.stdout.buffer.write(content)
    return 0


@judge.command(name="import")
def import_judgements(file: str = STANDARD_INPUT, /, *, db: Path | None = None, later: bool = False) -> int:
    """Take in judgements that `consilience judge export` wrote; those known already are passed over.

    Where two analysts judged differently the later judgement holds; both are kept, and the pair is named.

    For example:

    - `consilience judge import judgements.jsonl --db desk.db`

    Parameters
    ----------
    file
        The file; - is standard input.
    db
        The store to take them into; if none is named, consilience.db here, or else in out/.
    later
        Only keep the judgements; the next run, or a running server, weaves the picture with them.

    """
    from consilience.desk.ledgers import bring_in
    from consilience.store.judgements import Ledger

    with _opened(db) as store:
        done = bring_in(_read(file).splitlines(), Ledger(store.engine))
        for problem in done.problems:
            sys.stderr.write(f"consilience: {line(file)}: {line(problem.message)}\n")
        sys.stdout.write(f"{count(done.new, 'judgement')} taken in, {done.known} known already\n")
        _weave(store, later=later)
    unread = [problem for problem in done.problems if problem.code != "judgements-differ"]
    return 1 if unread else 0


@contextmanager
def _opened(db: Path | None) -> Iterator[Database]:
    from consilience.store.database import StoreError, open_database

    try:
        with open_database(existing_store(db)) as store:
            yield store
    except StoreError as error:
        raise Failure(str(error)) from error


def _name(by: str | None) -> str:
    try:
        return by or getpass.getuser()
    except (OSError, KeyError) as error:
        raise Failure("nobody is logged in here; say who judges with --by") from error


def _read(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == STANDARD_INPUT else read_whole(Path(file))


def _read_drafts(file: str) -> Iterator[Draft]:
    from consilience.desk.drafts import Draft
    from consilience.exports.record.codec import decode_as

    keys = {field.name for field in fields(Draft)}
    for number, row in enumerate(_read(file).splitlines(), 1):
        if row.strip():
            try:
                unknown = sorted(
                    decode_as(row, dict).keys() - keys
                )  # a mistyped key must not be passed over in silence
                if unknown:
                    raise ValueError(f"unknown key {', '.join(unknown)}")  # said in the one line below
                yield decode_as(row, Draft)
            except ValueError as error:
                raise Failure(
                    f"{file}, line {number}: not a judgement to make ({error}); see docs/corrections.md"
                ) from error


def _weave(store: Database, *, later: bool) -> None:
    from consilience.desk.intake import catch_up
    from consilience.settings import SHIPPED_LANGUAGE_MODEL
    from consilience.wiring import Reader

    if later:
        sys.stderr.write("consilience: kept; the next run, or a running server, weaves the picture with them\n")
        return
    try:
        done = catch_up(store, Reader(language_model=SHIPPED_LANGUAGE_MODEL, store=store))
    except LookupError as error:
        raise Failure(f"{error}; the judgements are kept") from error
    sys.stderr.write(f"consilience: the picture is woven with them; {done.changes} items changed\n")


def _print_table(found: tuple[Standing, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "when", "who", "action", "what", "to", "state", "note"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("id", "when"))
    for standing in found:
        j = standing.judgement
        what = ", ".join(target.name or target.id for target in j.targets)
        to = (
            j.value
            or ", ".join(target.name for target in j.to)
            or (j.when and f"{j.when.earliest}/{j.when.latest}")
            or ""
        )
        cells = (j.id, f"{j.at:%Y-%m-%d %H:%M}", j.by, j.action, what, to, standing.state, j.note)
        table.add_row(*(Text(line(cell)) for cell in cells))
    open_console().print(table)
