"""Where judgements are made on the pages: the forms, and what they post. That a post comes from our own pages is the guard's."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from consilience.desk import Desk
from consilience.desk.drafts import FORMS, Draft, JudgedKind
from consilience.desk.judging import JudgingError
from consilience.desk.ledgers import decide
from consilience.desk.sight import DeskSight
from consilience.record.text import Span
from consilience.store.database import Database
from consilience.store.judgements import Ledger
from consilience.web.pages.answers import Ask, Html, missing, page
from consilience.web.pages.corrections import show_forms
from consilience.web.pages.shelf import Shelf
from consilience.web.users import User

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPAN = re.compile(r"([a-z0-9]{1,40}):(\d{1,9})-(\d{1,9})")
_OURS = re.compile(r"/(?:story|dispute|event|entity|place|claim|article)/[\w%.-]{1,100}")
MOST_VALUES = 500
"""Values of one field taken from a form; a form of ours offers at most 150."""


@get("/judge/{kind:str}/{name:str}", sync_to_thread=True)
def forms(
    request: Ask, desk: NamedDependency[Desk], user: NamedDependency[User], kind: FromPath[str], name: FromPath[str]
) -> Html:
    """The ways to judge one thing."""
    view = show_forms(Shelf(desk), kind, name)
    if view is None:
        return missing(request, f"There is no {kind} “{name}” to judge.")
    return page(request, "judge", view=view, editor=user.role == "editor", problem="")


@post("/judge", status_code=303)
async def judge(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    store: NamedDependency[Database],
    user: NamedDependency[User],
) -> Response[Any]:
    """Take one judgement from a form and go back to what was judged."""
    form = await request.form()
    fields = {key: [str(value) for value in form.getall(key)][:MOST_VALUES] for key in form}
    back = _first(fields, "back")
    back = back if _OURS.fullmatch(back) else "/"
    try:
        draft = read_draft(fields)
        decide(draft, DeskSight(desk), Ledger(store.engine), by=user.name, at=datetime.now(UTC))
    except JudgingError as error:
        answer = page(request, "judge", view=None, editor=True, problem=str(error), back=back)
        answer.status_code = 400
        return answer
    return Redirect(f"{back}#judged", status_code=303)


def read_draft(fields: Mapping[str, list[str]]) -> Draft:
    """Give the draft that a form's fields ask for. Raises JudgingError where they ask for nothing that can be judged."""
    action, kind = _first(fields, "action"), _first(fields, "kind")
    if action not in FORMS or kind not in get_args(JudgedKind):
        raise JudgingError(f"“{action}” of “{kind}” is nothing that can be judged here; load the page again")
    spans = [found for text in fields.get("spans", ()) if (found := _SPAN.fullmatch(text))]
    return Draft(
        action=action,
        kind=cast("JudgedKind", kind),
        ids=tuple(name for name in fields.get("ids", ()) if name),
        spans=tuple(Span(article=m[1], start=int(m[2]), end=int(m[3])) for m in spans if int(m[2]) < int(m[3])),
        to=tuple(name for name in fields.get("to", ()) if name),
        value=_first(fields, "value") or None,
        start=_first(fields, "start") or None,
        end=_first(fields, "end") or None,
        note=_first(fields, "note"),
    )


def _first(fields: Mapping[str, list[str]], name: str) -> str:
    values = fields.get(name) or [""]
    return values[0]
