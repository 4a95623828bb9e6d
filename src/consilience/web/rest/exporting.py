"""Exports over HTTP: `consilience export` in a process of its own, so that a large one takes neither the server's memory nor
its time; its file is sent once it is whole, so that an error is an error and no half file.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, ServiceUnavailableException, ValidationException
from litestar.openapi.spec import Example, OpenAPIMediaType, OpenAPIResponse, Operation, Schema
from litestar.params import QueryParameter
from litestar.response import Stream
from litestar.response.base import ASGIResponse

from consilience.exports.formats import FORMATS, Format, find_format
from consilience.store.database import Database
from consilience.web.delivery import matches
from consilience.web.rest.asking import LONGEST
from consilience.web.rest.errors import answers

AT_ONCE = 2
PATIENCE_S = 600.0
CHUNK = 1 << 18

FORM = "^(" + "|".join(one.name for one in FORMATS) + ")$"
ABOUT = "; ".join(f"`{one.name}`: {one.what}" for one in FORMATS)


@dataclass(slots=True)
class Exporters:
    """How many exports are being made."""

    number: int = field(default=0)


class Download(Stream):
    """A stream of its own media type: Litestar's takes that of the route, and the formats differ."""

    def to_asgi_response(self, *args: Any, **kwargs: Any) -> ASGIResponse:
        """Give the response with its own media type."""
        return super().to_asgi_response(*args, **{**kwargs, "media_type": self.media_type})


@dataclass
class ExportOperation(Operation):
    """The operation with the media types of all formats described; what is in the files is theirs to say."""

    def __post_init__(self) -> None:
        answer = (self.responses or {}).get("200")
        if isinstance(answer, OpenAPIResponse):
            answer.content = {one.media_type: OpenAPIMediaType(schema=Schema()) for one in FORMATS}


@get(
    "/export",
    operation_id="export",
    operation_class=ExportOperation,
    summary="Export",
    description=f"Everything, or what belongs to a story, days or an area, as a file for other tools. {ABOUT}.",
    tags=["export"],
    responses=answers(bytes, 409, 503, about="The file, of the format's own media type."),
)
async def export(
    request: Request[Any, Any, Any],
    store: NamedDependency[Database],
    state: State,
    form: Annotated[
        str,
        QueryParameter(name="format", description="The format.", pattern=FORM, examples=[Example(value="record")]),
    ] = "record",
    story: Annotated[str | None, QueryParameter(description="Only this story (id).", max_length=LONGEST)] = None,
    since: Annotated[date | None, QueryParameter(description="Only what is of this day or later.")] = None,
    until: Annotated[date | None, QueryParameter(description="Only what is of this day or earlier.")] = None,
    where: Annotated[
        str | None,
        QueryParameter(
            description="Only what is here: a town, region or country by name, or west,south,east,north in degrees.",
            max_length=LONGEST,
            examples=[Example(value="10.5,30,15.25,33.5")],
        ),
    ] = None,
) -> Download | Response[bytes]:
    """Answer with the file."""
    found = find_format(form)
    if found is None:
        raise ValidationException(f"format: no such format; one of {', '.join(one.name for one in FORMATS)}.")
    last = await asyncio.to_thread(store.last_change)
    asked = {"story": story, "since": since and since.isoformat(), "until": until and until.isoformat(), "where": where}
    tag = f'W/"{blake2b(repr((last, form, asked)).encode(), digest_size=12).hexdigest()}"'
    if matches(request.headers.get("if-none-match"), tag):
        return Response(b"", status_code=304, headers={"etag": tag})
    exporters: Exporters = state.exporters
    if exporters.number >= AT_ONCE:
        raise ServiceUnavailableException(
            "Other exports are being made; come back later.", headers={"retry-after": "10"}
        )
    exporters.number += 1
    try:
        folder, file = await make_file(store.path, found, {name: value for name, value in asked.items() if value})
    finally:
        exporters.number -= 1
    headers = {"etag": tag, "content-disposition": f'attachment; filename="{file.name}"'}
    return Download(_send(folder, file), media_type=found.media_type, headers=headers)


async def make_file(database: Path, form: Format, asked: dict[str, str]) -> tuple[TemporaryDirectory[str], Path]:
    """Give the file of an export, in a folder that goes with it. Raises HTTPException (409) with what the export says."""
    folder = TemporaryDirectory(prefix="consilience-export-")
    file = Path(folder.name) / f"consilience{form.suffix}"
    options = [f"--{name}={value}" for name, value in asked.items()]
    command = ["-m", "consilience", "export", f"--format={form.name}", f"--db={database}", f"--out={file}", *options]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE)
    try:
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    except (TimeoutError, asyncio.CancelledError) as error:
        process.kill()
        await process.wait()
        folder.cleanup()
        if isinstance(error, asyncio.CancelledError):
            raise
        raise ServiceUnavailableException("The export takes too long here; use consilience export.") from error
    if process.returncode or not file.exists():
        folder.cleanup()
        raise HTTPException(_reason(said, database), status_code=409)
    return folder, file


def _reason(said: bytes, database: Path) -> str:
    """The last line of what the export said, without our names of files."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    line = lines[-1].removeprefix("consilience: ").removeprefix(f"{database}: ") if lines else "it ended without a word"
    return f"No export: {line[:300]}."


async def _send(folder: TemporaryDirectory[str], file: Path) -> AsyncIterator[bytes]:
    with folder, file.open("rb") as content:
        while piece := await asyncio.to_thread(content.read, CHUNK):
            yield piece


ROUTES = (export,)
