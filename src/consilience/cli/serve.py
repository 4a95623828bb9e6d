"""`consilience serve`: the pages and the API over a store."""

from __future__ import annotations

import sys
from pathlib import Path

from consilience.cli.failure import Failure
from consilience.cli.stores import find_store
from consilience.settings import SHIPPED_LANGUAGE_MODEL


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    db: Path | None = None,
    users: Path | None = None,
    token_file: Path | None = None,
    workers: int = 1,
    language_model: str = SHIPPED_LANGUAGE_MODEL,
) -> int:
    """Show a store in the browser and offer it to other programs under /api/v1.

    On this machine alone nobody needs to log in. On any other address users or a token must be named. Articles sent to
    the server are read by a process of its own, so that pages stay quick. Ends with Ctrl-C.

    For example:

    - `consilience serve`
    - `consilience serve --db desk.db --port 8080`
    - `consilience serve --host 0.0.0.0 --users consilience-users.json --db desk.db`

    Parameters
    ----------
    host
        Address to listen on.
    port
        Port to listen on; 0 takes a free one.
    db
        The store, made where there is none; if none is named, consilience.db here, or else in out/.
    users
        File of users, made by 'consilience user add'.
    token_file
        File that holds one token, for a single editor.
    workers
        Processes that read articles.
    language_model
        Name of an installed spaCy pipeline to use instead of the shipped one.

    """
    from consilience.store.database import StoreError
    from consilience.web.server import ServerError, ServerSettings
    from consilience.web.server import serve as run_server
    from consilience.web.users import UsersError

    settings = ServerSettings(
        host=host,
        port=port,
        database=find_store(db),
        users=users,
        token_file=token_file,
        workers=workers,
        language_model=language_model,
    )
    try:
        run_server(settings, tell=_tell)
    except (ServerError, StoreError, UsersError) as error:
        raise Failure(str(error)) from error
    return 0


def _tell(address: str) -> None:
    sys.stderr.write(f"Consilience is at {address}   (Ctrl-C ends it)\n")
    sys.stderr.flush()
