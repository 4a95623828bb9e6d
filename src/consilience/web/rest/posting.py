"""Articles in: sealed and kept at once, read by the clerk soon after. The same article sent again is the same article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.exceptions import ClientException, HTTPException, ValidationException
from litestar.openapi.spec import Example, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import RawBody
from litestar.serialization import encode_json

from consilience.desk.intake import add
from consilience.record.text import Article, Problem
from consilience.sources.json_records import read_json, read_json_lines
from consilience.sources.sealing import is_binary, seal
from consilience.store.database import Database
from consilience.web.rest.collections import BY_KIND
from consilience.web.rest.errors import answers

MOST_ARTICLES = 1_000
"""Articles of one request: sealing a thousand of 4 KB takes 2.4 seconds. More come in parts, or through `consilience run`."""

LINES = frozenset({"application/x-ndjson", "application/jsonl"})
JSON = frozenset({"application/json", "application/ld+json"})
ORIGIN = "api"
"""What the record says as the path of an article that came this way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An article that was taken in. `new`: it was not known before."""

    id: str
    url: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said of an article, or of what held none."""

    code: str
    article: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of the articles sent: ids in the order they came, each once."""

    articles: tuple[Taken, ...]
    problems: tuple[Remark, ...]


def _field(about: str, example: object) -> Schema:
    """A key of an article. No type: what stands there may be a string, an object with a name or value, or a list of these."""
    return Schema(description=about, examples=[example])


EXAMPLE = {
    "title": "Aldhaven port at a standstill",
    "text": "Workers at the port of Aldhaven stopped work on Monday, the harbour union said.",
    "outlet": "The Harbour Post",
    "url": "https://harbourpost.example/2026/02/port",
    "published": "2026-02-03",
    "authors": ["Rosa Quill"],
    "language": "en",
}
FIELDS = {
    "text": "The whole text, the one key that must be there; tags of HTML are taken off.",
    "title": "The headline.",
    "url": "Where it stands. The same address with another text is another version.",
    "outlet": "Who published it.",
    "published": "When, as ISO date or time.",
    "authors": "Who wrote it.",
    "language": "ISO 639-1, where the text itself does not tell.",
}
ARTICLE = Schema(
    type=OpenAPIType.OBJECT,
    title="ArticleIn",
    description="An article. The keys of news-please, schema.org NewsArticle and ninjs 2 and 3 are understood too (`articleBody`, "
    "`headline`, `maintext` ...); other keys are passed over.",
    properties={name: _field(about, EXAMPLE[name]) for name, about in FIELDS.items()},
)
MANY = Schema(type=OpenAPIType.ARRAY, items=ARTICLE, min_items=1, max_items=MOST_ARTICLES)


@dataclass
class PostArticles(Operation):
    """The operation with its body described: the shapes are told by their keys, so they are no one type of ours."""

    def __post_init__(self) -> None:
        one = OpenAPIMediaType(
            schema=Schema(one_of=[ARTICLE, MANY]),
            examples={"one": Example(value=EXAMPLE), "many": Example(value=[EXAMPLE])},
        )
        lines = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, description="One article a line."))
        content = {"application/json": one, "application/x-ndjson": lines}
        self.request_body = RequestBody(content=content, required=True, description="One article, or a list of them.")


@post(
    "/articles",
    sync_to_thread=True,
    status_code=202,
    operation_id="post_articles",
    operation_class=PostArticles,
    summary="Send articles",
    description=f"Takes one article or up to {MOST_ARTICLES}. They are kept at once and read soon after; each one's own path says "
    "when. Sending an article again changes nothing.",
    tags=["articles"],
    media_type="application/json",
    responses=answers(TakenIn, 413, 415, status=202, about="Kept; those that are new will be read.")
    | answers(TakenIn, 413, 415, about="All were known."),
)
def post_articles(request: Request[Any, Any, Any], store: NamedDependency[Database], body: RawBody) -> Response[bytes]:
    """Answer with the ids of the articles."""
    articles, problems = seal_all(body, request.headers.get("content-type", ""))
    if not articles:
        reason = problems[0].message if problems else "no article in it"
        raise ValidationException(f"body: {reason.removeprefix(f'{ORIGIN}: ').partition('; left out')[0]}.")
    known = store.known(tuple(articles))
    add(store, articles.values())
    taken = tuple(Taken(id=name, url=BY_KIND["article"].url(name), new=name not in known) for name in articles)
    remarks = tuple(Remark(code=p.code, article=p.article, message=p.message) for p in problems)
    status = 202 if any(one.new for one in taken) else 200
    return Response(
        encode_json(TakenIn(articles=taken, problems=remarks)), status_code=status, media_type="application/json"
    )


def seal_all(body: bytes, content_type: str) -> tuple[dict[str, Article], list[Problem]]:
    """Give the sealed articles of a body by id, and what is to be said of them. Raises HTTPException (400, 413, 415)."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in JSON | LINES:
        raise HTTPException("Send application/json or application/x-ndjson.", status_code=415)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ClientException("body: not UTF-8.") from error
    if is_binary(text):
        raise ClientException("body: not text.")
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    read = read_json_lines if kind in LINES else read_json
    for number, draft in enumerate(read(text, path=ORIGIN)):
        if number >= MOST_ARTICLES:
            raise HTTPException(f"body: more than {MOST_ARTICLES} articles; send them in parts.", status_code=413)
        if isinstance(draft, Problem):
            problems.append(draft)
            continue
        article, remarks = seal(draft)
        problems.extend(remarks)
        if article:
            articles[article.id] = article
    return articles, problems


ROUTES = (post_articles,)
