"""Runs a function over batches on several processes of this machine, results in the order of the input.

Each process makes its own models once. Not here: what is run; the caller hands in picklable functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_batches(
    run: Callable[[Sequence[Item]], Sequence[Result]], items: Sequence[Item], *, workers: int, batch: int
) -> Iterator[Result]:
    """Give the results of `run` over batches of items, in order. `run` must be a module-level function.

    Processes are spawned, not forked: libraries with threads (BLAS) may hang in a forked child.
    """
    batches: Iterable[Sequence[Item]] = [items[i : i + batch] for i in range(0, len(items), batch)]
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        for results in pool.map(run, batches):
            yield from results
