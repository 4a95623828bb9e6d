"""The clerk: a process of its own that keeps a store's items up to date while others add articles and look things up.

Reading and weaving keep a core busy for long; a server that did it itself would leave its pages waiting. Any number of clerks
and runs may share a store: who finishes second finds that the picture has moved on, and weaves again.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from pathlib import Path
from time import sleep

from consilience.desk.intake import CaughtUp, catch_up, unread
from consilience.settings import SHIPPED_LANGUAGE_MODEL
from consilience.store.database import StoreError, open_database
from consilience.wiring import Reader, Weaver

POLL_S = 1.0
"""Seconds between two looks for unread articles. A look is one count along an index, under a millisecond."""

SETTLE_S = 0.5
"""Seconds to wait once articles have come, so that those which come together are woven together."""

PATIENCE_S = 5.0
"""Seconds a clerk that is told to stop has to do so before its process is ended; its store stays whole."""


def keep_up(
    path: Path,
    stopped: Callable[[], bool],
    *,
    language_model: str = SHIPPED_LANGUAGE_MODEL,
    workers: int = 1,
    tell: Callable[[CaughtUp], None] | None = None,
    pause: Callable[[float], None] = sleep,
) -> None:
    """Catch up with the articles of a store whenever there are unread ones, until `stopped`.

    `tell` hears of each catch-up. A catch-up once begun is finished. Raises StoreError, LookupError (no language model).
    """
    with open_database(path) as store:
        reader = Reader(language_model=language_model, workers=workers, store=store)
        weaver = Weaver(reader)
        while not stopped():
            if not unread(store, reader):
                pause(POLL_S)
                continue
            pause(SETTLE_S)
            done = catch_up(store, reader, weaver=weaver)
            if tell:
                tell(done)
            # The readings held stay: looking through millions of values for garbage again and again takes longer than weaving.
            gc.freeze()


@contextmanager
def hired(path: Path, *, language_model: str = SHIPPED_LANGUAGE_MODEL, workers: int = 1) -> Iterator[None]:
    """Have a clerk work on a store in a process of its own while the body runs; it ends with the body, or with its parent."""
    context = get_context("spawn")
    stop = context.Event()
    process = context.Process(target=_work, args=(path, stop, language_model, workers), name="consilience-clerk")
    process.start()
    try:
        yield
    finally:
        stop.set()
        process.join(PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _work(path: Path, stop: Event, language_model: str, workers: int) -> None:
    boss = parent_process()

    def stopped() -> bool:
        return stop.is_set() or boss is None or not boss.is_alive()

    try:
        keep_up(path, stopped, language_model=language_model, workers=workers, pause=_until(stop))
    except (StoreError, LookupError) as error:
        sys.stderr.write(f"consilience: {error}; articles that come in stay unread\n")
    except KeyboardInterrupt:
        return
    except Exception as error:
        # A stage that raises is a bug; the pages go on with what was woven before, and the one who runs them is told.
        sys.stderr.write(
            f"consilience: the clerk failed ({type(error).__name__}: {error}); what comes in stays unread\n"
        )
        raise


def _until(stop: Event) -> Callable[[float], None]:
    """A pause that ends as soon as the clerk is told to stop."""

    def pause(seconds: float) -> None:
        stop.wait(seconds)

    return pause
