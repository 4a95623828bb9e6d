"""Reading one TOML table strictly: each key once, of its type, and none that is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SPAN = re.compile(r"(?P<number>\d{1,6})\s*(?P<unit>[smhdw])")


class WatchlistError(ValueError):
    """A `feeds.toml` that cannot be followed. The message is one line: which file and table, what is wrong, what is allowed."""


class Table:
    """One table of the file: ask for the keys there may be, then `end`. `where` begins every message ("feeds.toml, [watch]")."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where = where
        self._values = dict(values)
        self._asked: list[str] = []

    def has(self, key: str) -> bool:
        """Whether the key is given; one that is asked for is known."""
        self._asked.append(key)
        return key in self._values

    def words(self, key: str, default: str | None = None, *, among: tuple[str, ...] = ()) -> str:
        """A string, one of `among` where that is given. Raises WatchlistError where it is missing without a default."""
        value = self._take(key, default)
        if not isinstance(value, str) or (not value.strip() and default != ""):
            raise self.error(key, "a text in quotes")
        if among and value not in among:
            raise self.error(key, "one of " + ", ".join(among))
        return value.strip()

    def number(self, key: str, default: float | None = None, *, least: float, most: float) -> float:
        """A number between two bounds, both included."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.error(key, f"a number from {least:g} to {most:g}")
        return float(value)

    def yes(self, key: str, default: bool) -> bool:  # noqa: FBT001  # the key's own value
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "true or false")
        return value

    def span(self, key: str, default: timedelta | None, *, least: timedelta = timedelta(0)) -> timedelta | None:
        """A length of time written as "90s", "15m", "6h", "3d" or "2w"."""
        value = self._take(key, default)
        return value if value is None or isinstance(value, timedelta) else self._read_span(key, value, least)

    def spans(self, key: str, default: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
        """A list of lengths of time, shortest first."""
        value = self._take(key, default)
        if isinstance(value, tuple):
            return value
        if not isinstance(value, list):
            raise self.error(key, 'a list such as ["1h", "1d"]')
        return tuple(sorted(self._read_span(key, each, timedelta(minutes=1)) for each in value))

    def list(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A string or a list of strings."""
        value = self._take(key, default)
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.error(key, "a text in quotes or a list of such")
        return tuple(item.strip() for item in items)

    def numbers(self, key: str, count: int) -> tuple[float, ...]:
        """A list of so many numbers."""
        value = self._take(key, None)
        plain = isinstance(value, list) and all(isinstance(n, int | float) and not isinstance(n, bool) for n in value)
        if not plain or len(value) != count:
            raise self.error(key, f"a list of {count} numbers")
        return tuple(float(number) for number in value)

    def end(self) -> None:
        """Raise WatchlistError where the table has a key that nobody asked for."""
        unknown = sorted(set(self._values) - set(self._asked))
        if unknown:
            allowed = ", ".join(sorted(set(self._asked)))
            raise WatchlistError(f"{self.where}: unknown key {unknown[0]!r}; allowed here: {allowed}")

    def error(self, key: str, wanted: str) -> WatchlistError:
        """The error of a key that is missing or not what it should be."""
        state = "must be" if key in self._values else "is missing; it must be"
        return WatchlistError(f"{self.where}: {key!r} {state} {wanted}")

    def _take(self, key: str, default: Any) -> Any:
        self._asked.append(key)
        return self._values.get(key, default)

    def _read_span(self, key: str, value: object, least: timedelta) -> timedelta:
        m = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        if not m:
            raise self.error(key, 'a time such as "90s", "15m", "6h" or "3d"')
        span = timedelta(seconds=int(m["number"]) * _UNITS[m["unit"]])
        if span < least:
            raise self.error(key, f"at least {int(least.total_seconds())}s")
        return span
