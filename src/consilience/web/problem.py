"""What a request that cannot be answered gets: one sentence as problem+json (RFC 9457)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a request got no answer. `title` names the status; `detail` is one sentence that says what to do."""

    type: str
    title: str
    status: int
    detail: str


class Refusal(Exception):
    """A request is turned away. `detail` is one sentence for the one who asked."""

    def __init__(self, status: int, detail: str, *headers: tuple[str, str]) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


def encode_problem(status: int, detail: str) -> bytes:
    """Give the JSON of a problem."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
