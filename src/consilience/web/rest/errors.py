"""Errors of the API: every one a problem in one sentence, and documented so."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

from consilience.web.problem import MEDIA_TYPE, Problem, encode_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

LOG = logging.getLogger("consilience.web")

SENTENCES = {
    400: "A parameter is not known here, or not of its form; the sentence names it.",
    401: "Who asks is not known: send a token.",
    403: "Who asks may not do this, or asks from another site.",
    404: "There is no such thing.",
    405: "This path is not asked this way.",
    409: "What is there does not allow it.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    421: "The server does not go by the name it was asked by.",
    429: "Too many wrong secrets came from there.",
    503: "Too many are listening.",
}


def errors(*statuses: int) -> dict[int, ResponseSpec]:
    """Give the documentation of errors; those that any request can meet are always among them."""
    return {status: _spec(status) for status in sorted({400, 401, 403, 421, 429, *statuses})}


def answers(
    data: Any, *statuses: int, about: str, examples: Iterable[Example] = (), status: int = 200
) -> dict[int, ResponseSpec]:
    """Give the documentation of a good answer and of the errors."""
    good = ResponseSpec(
        data_container=data, generate_examples=False, description=about, examples=list(examples) or None
    )
    unchanged = {304: ResponseSpec(data_container=None, description="Not changed since the tag sent.")}
    return {status: good, **(unchanged if status == 200 else {}), **errors(*statuses)}


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Give the problem of an error. What is no error of the one who asked says nothing of our insides."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 405:
        headers = {"allow": headers.get("allow", headers.get("Allow", "GET")).replace("GET", "GET, HEAD")}
    if status >= 500 and not isinstance(error, HTTPException):
        LOG.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    body = encode_problem(status, _sentence(request, error, status))
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def _sentence(request: Request[Any, Any, Any], error: Exception, status: int) -> str:
    if status >= 500 and status != 503:
        return "Something went wrong here; the server's log says what."
    if not isinstance(error, HTTPException):
        return SENTENCES.get(status, HTTPStatus(status).phrase)
    extra = error.extra
    if isinstance(extra, list) and extra and isinstance(extra[0], dict):
        first = extra[0]
        return f"{first.get('key', 'body')}: {str(first.get('message', 'not of its form')).rstrip('.')}."
    if status in (404, 405) and error.detail in ("", HTTPStatus(status).phrase):
        return f"{request.scope['path'][:200]}: {'nothing here' if status == 404 else 'not asked this way'}."
    return error.detail or SENTENCES.get(status, HTTPStatus(status).phrase)


def _spec(status: int) -> ResponseSpec:
    example = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": SENTENCES[status]}
    return ResponseSpec(
        data_container=Problem,
        generate_examples=False,
        description=SENTENCES[status],
        media_type=MEDIA_TYPE,
        examples=[Example(value=example)],
    )
