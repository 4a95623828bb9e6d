"""How long to wait: what a server asked for, and growing pauses after failures.

Pure: the clock and the seed are handed in, so that a test, and a second run, waits the same.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=24)
"""Failures double the pause from a minute up to a day: a site that is gone costs one request a day."""

JITTER = 0.25
"""Share by which a pause varies, so that feeds which failed together are not asked again together."""


def read_retry_after(value: str | None, *, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait: seconds or a date. `None` where it says nothing that can be read."""
    if not value:
        return None
    words = value.strip()
    if words.isascii() and words.isdigit():
        return min(timedelta(seconds=int(words[:9])), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(words)
    except (TypeError, ValueError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta(0)), LONGEST_PAUSE)


def back_off(failures: int, *, key: str, seed: int) -> timedelta:
    """How long to wait after so many failures in a row (one or more); `key` and `seed` decide the jitter."""
    grown = FIRST_PAUSE * 2 ** min(max(failures, 1) - 1, 20)
    return vary(min(grown, LONGEST_PAUSE), key=f"{key} {failures}", seed=seed)


def vary(pause: timedelta, *, key: str, seed: int) -> timedelta:
    """A pause up to `JITTER` longer or shorter, the same for the same key and seed."""
    drawn = int.from_bytes(blake2b(f"{seed}\x1f{key}".encode(), digest_size=8).digest(), "big") / 2**64
    return pause * (1 + JITTER * (2 * drawn - 1))
