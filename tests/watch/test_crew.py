"""Work spread over threads: all of it done, no more threads than allowed, what belongs to one host in order, errors raised."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from consilience.watch.crew import spread


def test_bounded_and_in_order_for_each_host() -> None:
    """Never more jobs at once than allowed; a host's jobs one after the other."""
    running: list[str] = []
    most = [0]
    done: list[tuple[str, int]] = []
    lock = threading.Lock()

    def work(host: str, n: int) -> tuple[str, int]:
        with lock:
            assert host not in running
            running.append(host)
            most[0] = max(most[0], len(running))
        time.sleep(0.01)
        with lock:
            running.remove(host)
            done.append((host, n))
        return host, n

    jobs = {host: [partial(work, host, n) for n in range(3)] for host in "abcdef"}
    results = list(spread(jobs, most=2))

    assert sorted(results) == sorted((host, n) for host in "abcdef" for n in range(3))
    assert most[0] == 2
    assert all([n for host, n in done if host == one] == [0, 1, 2] for one in "abcdef")


def test_error_is_raised_where_the_results_are_taken() -> None:
    """A bug in a job is not swallowed by its thread."""

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(spread({"a": [fail]}, most=2))


def test_nothing_to_do() -> None:
    """No jobs, no results, no wait."""
    assert list(spread({}, most=4)) == []
