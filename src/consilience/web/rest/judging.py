"""Judgements of analysts: made, listed, taken back, handed out and brought in. They are signed with the name of who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import Body, QueryParameter, RawBody
from litestar.serialization import encode_json

from consilience.desk import Desk
from consilience.desk.drafts import Draft
from consilience.desk.judging import JudgingError
from consilience.desk.ledgers import bring_in, decide, hand_out
from consilience.desk.sight import DeskSight
from consilience.pipeline.settling import settle
from consilience.record.judgements import Action, Judgement, Judgements
from consilience.store.judgements import Ledger
from consilience.web.rest.asking import LONGEST, LONGEST_CURSOR, MOST, next_url
from consilience.web.rest.errors import answers
from consilience.web.rest.lists import JSON, Name
from consilience.web.rest.posting import LINES, Remark
from consilience.web.users import ALONE, User

State = Literal["in force", "undone", "overruled", "undoing"]
NDJSON = "application/x-ndjson"
MOST_LINES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftIn(Draft):
    """One judgement to be made. `by`: who judges, where nobody had to log in; else it is the user's name."""

    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoIn:
    """Why a judgement is taken back."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement and how it stands: in force, undone, overruled by a later one (`overruled_by`), or itself an undoing."""

    judgement: Judgement
    state: State
    overruled_by: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedList:
    """A stretch of the judgements, the latest first. `next`: the path of the stretch after it, null at the end."""

    items: tuple[Judged, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What bringing judgements in did: how many were new, how many known, and what was wrong or contradicts."""

    new: int
    known: int
    problems: tuple[Remark, ...]


@post(
    "/judgements",
    sync_to_thread=True,
    status_code=201,
    operation_id="post_judgements",
    summary="Judge",
    description="Makes a judgement. Nothing of the reports is overwritten; the picture heeds it when it is next woven, soon after.",
    tags=["judgements"],
    media_type=JSON,
    responses=answers(Judged, 415, status=201, about="The judgement."),
)
def post_judgement(
    desk: NamedDependency[Desk],
    ledger: NamedDependency[Ledger],
    user: NamedDependency[User],
    data: Annotated[DraftIn, Body(description="The judgement to be made.")],
) -> Response[bytes]:
    """Answer with the judgement made."""
    return _made(data, desk, ledger, by=_signature(user, data.by))


@post(
    "/judgements/{name:str}/undo",
    sync_to_thread=True,
    status_code=201,
    operation_id="undo_judgement",
    summary="Take a judgement back",
    description="Makes the judgement that takes another back; of an undoing, the one that brings it back.",
    tags=["judgements"],
    media_type=JSON,
    responses=answers(Judged, 404, 415, status=201, about="The undoing."),
)
def undo_judgement(
    desk: NamedDependency[Desk],
    ledger: NamedDependency[Ledger],
    user: NamedDependency[User],
    name: Name,
    data: Annotated[UndoIn, Body(description="Why.")],
) -> Response[bytes]:
    """Answer with the undoing."""
    _find(ledger, name)
    draft = Draft(action="undo", kind="judgement", ids=(name,), note=data.note)
    return _made(draft, desk, ledger, by=user.name)


@get(
    "/judgements",
    sync_to_thread=True,
    operation_id="list_judgements",
    summary="List judgements",
    description="The judgements made, the latest first, and how each stands.",
    tags=["judgements"],
    responses=answers(JudgedList, about="A stretch of the list."),
)
def list_judgements(
    request: Request[Any, Any, Any],
    ledger: NamedDependency[Ledger],
    target: Annotated[
        str | None, QueryParameter(description="That speak of this item (id, as it was then).", max_length=LONGEST)
    ] = None,
    by: Annotated[str | None, QueryParameter(description="Made by this person.", max_length=LONGEST)] = None,
    action: Annotated[Action | None, QueryParameter(description="Of this action.")] = None,
    after: Annotated[
        str | None, QueryParameter(description="Go on from here: taken from `next`.", max_length=LONGEST_CURSOR)
    ] = None,
    limit: Annotated[int, QueryParameter(description="How many at most.", ge=1, le=MOST)] = 50,
) -> Response[bytes]:
    """Answer with the judgements."""
    settled = settle(ledger.every())
    found = [
        j
        for j in reversed(settled.every)
        if (by is None or j.by == by)
        and (action is None or j.action == action)
        and (target is None or any(target == t.id for t in (*j.targets, *j.to)))
    ]
    start = _after(found, after)
    shown = found[start : start + limit]
    following = shown[-1].id if start + limit < len(found) else None
    items = tuple(_judged(j, settled) for j in shown)
    return _answer(JudgedList(items=items, next=next_url(request, following), total=len(found)))


@get(
    "/judgements/{name:str}",
    sync_to_thread=True,
    operation_id="get_judgements",
    summary="Get one judgement",
    description="A judgement and how it stands.",
    tags=["judgements"],
    responses=answers(Judged, 404, about="The judgement."),
)
def get_judgement(ledger: NamedDependency[Ledger], name: Name) -> Response[bytes]:
    """Answer with the judgement."""
    return _answer(_judged(_find(ledger, name), settle(ledger.every())))


@dataclass
class HandOutOperation(Operation):
    """The operation with the lines it gives described."""

    def __post_init__(self) -> None:
        answer = (self.responses or {}).get("200")
        if isinstance(answer, OpenAPIResponse):
            answer.content = {NDJSON: OpenAPIMediaType(schema=Schema(description="One judgement a line."))}


@get(
    "/judgements/export",
    sync_to_thread=True,
    operation_id="export_judgements",
    operation_class=HandOutOperation,
    summary="Hand the judgements out",
    description="Every judgement as a line of JSON, oldest first: brought in elsewhere, they judge the same words there.",
    tags=["judgements"],
    responses=answers(bytes, about="The lines."),
)
def export_judgements(ledger: NamedDependency[Ledger]) -> Response[bytes]:
    """Answer with the lines."""
    headers = {"content-disposition": 'attachment; filename="judgements.jsonl"'}
    return Response(b"".join(hand_out(ledger)), media_type=NDJSON, headers=headers)


@dataclass
class BringInOperation(Operation):
    """The operation with the lines it takes described."""

    def __post_init__(self) -> None:
        lines = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, description="One judgement a line."))
        self.request_body = RequestBody(content={NDJSON: lines}, required=True, description="What an export gave.")


@post(
    "/judgements/import",
    sync_to_thread=True,
    status_code=200,
    operation_id="import_judgements",
    operation_class=BringInOperation,
    summary="Bring judgements in",
    description="Keeps the judgements of lines that an export gave; those known already are passed over, bad lines are named.",
    tags=["judgements"],
    media_type=JSON,
    responses=answers(BroughtIn, 413, 415, about="What was kept."),
)
def import_judgements(
    request: Request[Any, Any, Any], ledger: NamedDependency[Ledger], body: RawBody
) -> Response[bytes]:
    """Answer with what was kept."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in LINES:
        raise HTTPException("Send application/x-ndjson.", status_code=415)
    lines = body.splitlines()
    if len(lines) > MOST_LINES:
        raise HTTPException(f"body: more than {MOST_LINES} lines; send them in parts.", status_code=413)
    done = bring_in(lines, ledger)
    if done.problems and not done.new + done.known:
        raise ValidationException(f"body: no judgement in it; {done.problems[0].message.rstrip('.')}.")
    problems = tuple(Remark(code=p.code, article=p.article, message=p.message) for p in done.problems)
    return _answer(BroughtIn(new=done.new, known=done.known, problems=problems))


def _made(draft: Draft, desk: Desk, ledger: Ledger, *, by: str) -> Response[bytes]:
    try:
        made = decide(draft, DeskSight(desk), ledger, by=by, at=datetime.now(UTC))
    except JudgingError as error:
        raise ValidationException(f"{str(error).rstrip('.')}.") from error
    answer = _judged(made, settle(ledger.every()))
    return Response(encode_json(answer), status_code=201, media_type=JSON, headers={"location": answer.url})


def _signature(user: User, by: str | None) -> str:
    """Who a judgement is signed by: whoever logged in; on one's own machine whoever one says."""
    if user != ALONE:
        if by not in (None, user.name):
            raise ValidationException(f"by: you are {user.name} here; leave it out.")
        return user.name
    if by is not None and not (by.strip() and len(by) <= LONGEST and by.isprintable()):
        raise ValidationException(f"by: needs a name of 1 to {LONGEST} printable characters.")
    return by or user.name


def _find(ledger: Ledger, name: str) -> Judgement:
    found = ledger.get(name)
    if found is None:
        raise NotFoundException(f"{name}: no such judgement.")
    return found


def _after(found: list[Judgement], cursor: str | None) -> int:
    """Where a stretch begins: after the judgement that the one before ended with."""
    if cursor is None:
        return 0
    for place, judgement in enumerate(found):
        if judgement.id == cursor:
            return place + 1
    raise ValidationException("after: no cursor of this list; take it from `next`.")


def _judged(judgement: Judgement, settled: Judgements) -> Judged:
    state: State = "in force"
    if judgement.id in settled.undone:
        state = "undone"
    elif judgement.id in settled.overruled:
        state = "overruled"
    elif judgement.action == "undo":
        state = "undoing"
    url = f"/api/v1/judgements/{judgement.id}"
    return Judged(judgement=judgement, state=state, overruled_by=settled.overruled.get(judgement.id), url=url)


def _answer(found: object) -> Response[bytes]:
    return Response(encode_json(found), media_type=JSON)


ROUTES = (post_judgement, undo_judgement, list_judgements, get_judgement, export_judgements, import_judgements)
