"""Work spread over a bounded number of threads, what belongs to one host done in one of them, one after the other."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
Job = Callable[[], T]


def spread(jobs: Mapping[str, Sequence[Job[T]]], *, most: int) -> Iterator[T]:
    """Give the results as they come. An exception of a job is raised here. The threads never keep a program alive."""
    waiting: queue.SimpleQueue[Sequence[Job[T]]] = queue.SimpleQueue()
    results: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
    for host in sorted(jobs):
        waiting.put(jobs[host])
    left = sum(map(len, jobs.values()))
    ended = threading.Event()
    for _ in range(min(most, len(jobs))):
        threading.Thread(target=_work, args=(waiting, results, ended), daemon=True).start()
    try:
        for _ in range(left):
            result, error = results.get()
            if error is not None:
                raise error
            yield result  # type: ignore[misc]  # a job without an error has a result
    finally:
        ended.set()


def _work(
    waiting: queue.SimpleQueue[Sequence[Job[T]]],
    results: queue.SimpleQueue[tuple[T | None, BaseException | None]],
    ended: threading.Event,
) -> None:
    while not ended.is_set():
        try:
            jobs = waiting.get_nowait()
        except queue.Empty:
            return
        for job in jobs:
            if ended.is_set():
                return
            try:
                results.put((job(), None))
            except BaseException as error:  # handed to the thread that waits for it
                results.put((None, error))
