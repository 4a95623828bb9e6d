"""What a user may ask to have watched: the contents of `feeds.toml`, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from consilience.text.places.distance import kilometres

Where = Literal["web", "folder", "archive"]
What = Literal["dispute", "event", "actor", "control", "reports"]

DEFAULT_INTERVAL = timedelta(minutes=15)
SHORTEST_INTERVAL = timedelta(minutes=1)
DEFAULT_RECHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
"""Ages at which a page is looked at again for edits: most corrections come soon, and four looks cost a site little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to behave. `contact`: for the User-Agent. `delay`: seconds between two requests to one host.

    `recheck`: ages at which a page is looked at again for edits. `hosts`: how many hosts are asked at once. `megabytes`: the most
    one answer may have. `seed`: decides how pauses vary. `timeout`: seconds for one answer.
    """

    contact: str = ""
    interval: timedelta = DEFAULT_INTERVAL
    delay: float = 2.0
    timeout: float = 30.0
    megabytes: int = 10
    hosts: int = 8
    recheck: tuple[timedelta, ...] = DEFAULT_RECHECKS
    allow_private: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing to look at. `location`: an address, a folder, or a file pattern of web archives.

    `outlet`: what its articles' outlet is called; `None`: as they say. `text`: "page" fetches each article, "feed" takes the
    text that the feed carries. `since`: articles older than this are left out; `None`: all that are listed.
    """

    name: str
    where: Where
    location: str
    interval: timedelta = DEFAULT_INTERVAL
    outlet: str | None = None
    text: Literal["page", "feed"] = "page"
    since: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Alerts as JSON by POST; signed where there is a secret."""

    name: str
    url: str
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Alerts by e-mail. `security`: "starttls", "tls" from the first byte, or "none" for a relay on the same machine."""

    name: str
    to: tuple[str, ...]
    sender: str
    server: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Alerts as lines of JSON at the end of a file."""

    name: str
    path: Path


Target = Webhook | Mail | Log


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A stretch of the globe in degrees; `west` above `east` crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in it, its edges included."""
        along = self.west <= lon <= self.east if self.west <= self.east else lon >= self.west or lon <= self.east
        return along and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """All within `km` of a point."""

    lat: float
    lon: float
    km: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in it."""
        return kilometres(self.lat, self.lon, lat, lon) <= self.km


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When to raise an alert. What is not given does not narrow it.

    `what`: a new dispute; an event; an event that an `actor` takes part in; a change in who holds a place; an event told by
    `reports` independent reports. `types`: PLOVER's event types. `place`: a place by name; `area`: a stretch of the globe.
    """

    name: str
    what: What
    to: tuple[str, ...]
    types: tuple[str, ...] = ()
    actor: str = ""
    place: str = ""
    area: Box | Circle | None = None
    reports: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """A whole `feeds.toml`."""

    manners: Manners
    sources: tuple[Source, ...]
    targets: tuple[Target, ...] = ()
    rules: tuple[Rule, ...] = ()
