"""`feeds.toml` to a `Watchlist`, strictly: what is not understood is said, in one line, before anything is fetched."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from os import environ
from pathlib import Path
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

from consilience.watch.tables import Table, WatchlistError
from consilience.watch.watchlist import (
    DEFAULT_RECHECKS,
    SHORTEST_INTERVAL,
    Box,
    Circle,
    Log,
    Mail,
    Manners,
    Rule,
    Source,
    Target,
    Watchlist,
    Webhook,
    What,
)

Locate = Callable[[str], tuple[float, float] | None]
"""Gives latitude and longitude of a place by name; `None` where it is not known."""

KEYS = ("watch", "feed", "deliver", "alert")


def read_watchlist(path: Path, *, locate: Locate, env: Mapping[str, str] = environ) -> Watchlist:
    """Read a file. `env`: where secrets are looked up. Raises WatchlistError, in one line, for all that is wrong with it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WatchlistError(
            f"{path}: cannot be read ({error.strerror}); docs/watch.md shows what to write there"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise WatchlistError(f"{path}: not valid TOML ({error})") from error
    unknown = sorted(set(values) - set(KEYS))
    if unknown:
        raise WatchlistError(
            f"{path}: unknown table {unknown[0]!r}; allowed: [watch], [[feed]], [[deliver]], [[alert]]"
        )
    manners = _manners(Table(f"{path}, [watch]", _mapping(path, values.get("watch", {}))))
    sources = tuple(_source(table, manners, path.parent) for table in _tables(path, values, "feed"))
    targets = tuple(_target(table, path.parent, env) for table in _tables(path, values, "deliver"))
    rules = tuple(_rule(table, locate) for table in _tables(path, values, "alert"))
    _check_names(path, sources, targets, rules)
    return Watchlist(manners=manners, sources=sources, targets=targets, rules=rules)


def _tables(path: Path, values: Mapping[str, Any], key: str) -> list[Table]:
    listed = values.get(key, [])
    if not isinstance(listed, list):
        raise WatchlistError(f"{path}: write [[{key}]] with two brackets, since there may be several")
    return [
        Table(f"{path}, [[{key}]] {each.get('name') or number}", each)
        for number, each in enumerate(listed, 1)
        if _mapping(path, each) is not None
    ]


def _mapping(path: Path, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WatchlistError(f"{path}: [watch], [[feed]], [[deliver]] and [[alert]] must be tables")
    return value


def _manners(table: Table) -> Manners:
    manners = Manners(
        contact=table.words("contact", ""),
        interval=table.span("interval", Manners().interval, least=SHORTEST_INTERVAL) or Manners().interval,
        delay=(table.span("delay", timedelta(seconds=2)) or timedelta(0)).total_seconds(),
        timeout=(
            table.span("timeout", timedelta(seconds=30), least=timedelta(seconds=1)) or timedelta(0)
        ).total_seconds(),
        megabytes=int(table.number("megabytes", 10, least=1, most=1000)),
        hosts=int(table.number("hosts", 8, least=1, most=64)),
        recheck=table.spans("recheck", DEFAULT_RECHECKS),
        allow_private=table.yes("allow_private", default=False),
        seed=int(table.number("seed", 0, least=0, most=2**53)),
    )
    table.end()
    return manners


def _source(table: Table, manners: Manners, folder: Path) -> Source:
    given = [key for key in ("url", "folder", "warc") if table.has(key)]
    if len(given) != 1:
        raise WatchlistError(f"{table.where}: give one of 'url' (a feed or sitemap), 'folder' or 'warc'")
    location = table.words(given[0])
    if given[0] == "url":
        _check_address(table, "url", location)
    else:
        location = str(folder / location)
    source = Source(
        name=table.words("name", location),
        where={"url": "web", "folder": "folder", "warc": "archive"}[given[0]],  # type: ignore[arg-type]  # one of three
        location=location,
        interval=table.span("interval", manners.interval, least=SHORTEST_INTERVAL) or manners.interval,
        outlet=table.words("outlet", "") or None,
        text=cast("Literal['page', 'feed']", table.words("text", "page", among=("page", "feed"))),
        since=table.span("since", None),
    )
    table.end()
    return source


def _check_address(table: Table, key: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise table.error(key, "an address that begins with http:// or https://")


def _target(table: Table, folder: Path, env: Mapping[str, str]) -> Target:
    given = [key for key in ("webhook", "email", "file") if table.has(key)]
    if len(given) != 1:
        raise WatchlistError(f"{table.where}: give one of 'webhook' (an address), 'email' (addresses) or 'file'")
    makers: dict[str, Callable[[Table, Path, Mapping[str, str]], Target]] = {
        "webhook": _webhook,
        "email": _mail,
        "file": _log,
    }
    target = makers[given[0]](table, folder, env)
    table.end()
    return target


def _webhook(table: Table, _folder: Path, env: Mapping[str, str]) -> Webhook:
    url = table.words("webhook")
    _check_address(table, "webhook", url)
    return Webhook(name=table.words("name"), url=url, secret=_secret(table, "secret_env", env))


def _mail(table: Table, _folder: Path, env: Mapping[str, str]) -> Mail:
    host, mark, port = table.words("server").rpartition(":")
    if not mark or not port.isdigit() or not 0 < int(port) < 65536:
        raise table.error("server", 'a host and a port, such as "mail.example.org:587"')
    addresses = table.list("email")
    sender = table.words("from")
    for key, address in (("email", a) for a in addresses):
        _check_mail(table, key, address)
    _check_mail(table, "from", sender)
    security = cast(
        "Literal['starttls', 'tls', 'none']", table.words("security", "starttls", among=("starttls", "tls", "none"))
    )
    return Mail(
        name=table.words("name"), to=addresses, sender=sender, server=host.strip("[]"), port=int(port), security=security,
        user=table.words("user", ""), password=_secret(table, "password_env", env),
    )  # fmt: skip


def _check_mail(table: Table, key: str, address: str) -> None:
    local, mark, host = address.rpartition("@")
    if not (local and mark and host) or any(c.isspace() or c in "<>,;" for c in address):
        raise table.error(key, 'an address such as "desk@example.org"')


def _log(table: Table, folder: Path, _env: Mapping[str, str]) -> Log:
    return Log(name=table.words("name"), path=folder / table.words("file"))


def _secret(table: Table, key: str, env: Mapping[str, str]) -> str:
    name = table.words(key, "")
    if name and not env.get(name):
        raise WatchlistError(f"{table.where}: the environment variable {name} that {key!r} names is not set")
    return env.get(name, "") if name else ""


def _rule(table: Table, locate: Locate) -> Rule:
    what = cast("What", table.words("when", among=get_args(What)))
    area = _area(table, locate)
    rule = Rule(
        name=table.words("name"),
        what=what,
        to=table.list("to"),
        types=tuple(kind.upper() for kind in table.list("type")),
        actor=table.words("actor", ""),
        place=table.words("place", ""),
        area=area,
        reports=int(table.number("reports", 2, least=2, most=1000)),
    )
    table.end()
    if not rule.to:
        raise table.error("to", "the name of a [[deliver]]")
    if what == "actor" and not rule.actor:
        raise table.error("actor", "a name")
    return rule


def _area(table: Table, locate: Locate) -> Box | Circle | None:
    if table.has("bbox") and table.has("around"):
        raise WatchlistError(f"{table.where}: give 'bbox' or 'around', not both")
    if table.has("bbox"):
        west, south, east, north = table.numbers("bbox", 4)
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise table.error("bbox", "west, south, east, north in degrees")
        return Box(west=west, south=south, east=east, north=north)
    name = table.words("around", "")
    km = table.number("km", 50, least=1, most=20_000)
    if not name:
        return None
    lat, lon = _point(table, name, locate)
    return Circle(lat=lat, lon=lon, km=km)


def _point(table: Table, name: str, locate: Locate) -> tuple[float, float]:
    """A place by name, or "latitude, longitude"."""
    parts = name.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        found = locate(name)
        if found is None:
            raise table.error("around", 'a place that is known, or "latitude, longitude"') from None
        return found
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise table.error("around", 'a place that is known, or "latitude, longitude" in degrees')
    return lat, lon


def _check_names(path: Path, sources: tuple[Source, ...], targets: tuple[Target, ...], rules: tuple[Rule, ...]) -> None:
    if not sources:
        raise WatchlistError(f"{path}: nothing to watch; add a [[feed]] with 'url', 'folder' or 'warc'")
    named = {"feed": [s.name for s in sources], "deliver": [t.name for t in targets], "alert": [r.name for r in rules]}
    for key, names in named.items():
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise WatchlistError(f"{path}: two [[{key}]] are named {twice!r}; give each its own 'name'")
    known = {target.name for target in targets}
    for rule in rules:
        missing = next((name for name in rule.to if name not in known), None)
        if missing:
            listed = ", ".join(sorted(known)) or "none yet"
            raise WatchlistError(
                f"{path}, [[alert]] {rule.name}: no [[deliver]] is named {missing!r}; there are: {listed}"
            )
