"""Counts failed logins by address, so that secrets cannot be tried one after the other.

Only by address and not by name: a name that anybody can lock would let anybody lock others out, and secrets of 192 random
bits are not guessed from many addresses either.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field

MOST = 10
WITHIN = 60.0
"""Failures an address may have within so many seconds: a person who mistypes stays below, a script does not."""

REMEMBERED = 10_000
"""Addresses kept; the one that failed longest ago goes first, so that memory stays bounded."""


@dataclass(slots=True)
class Failures:
    """Failed logins of the last minute."""

    _times: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def wait(self, address: str, *, now: float) -> int:
        """Give the seconds an address must wait before it may try again; 0 when it may."""
        times = self._times.get(address)
        if not times or len(times) < MOST:
            return 0
        return max(0, int(times[0] + WITHIN - now) + 1) if times[0] + WITHIN > now else 0

    def add(self, address: str, *, now: float) -> None:
        """Count one failure."""
        times = self._times.pop(address, None) or deque(maxlen=MOST)
        times.append(now)
        self._times[address] = times
        while len(self._times) > REMEMBERED:
            self._times.popitem(last=False)
