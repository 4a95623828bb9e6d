"""robots.txt by RFC 9309: which paths of a site a program may ask for, and how long it should pause between two.

The longest matching rule counts, and `Allow` wins a tie; `*` and a final `$` are understood; the groups that name the program
are joined, and only where none does, those for everyone. Not here: fetching the file (`fetching`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

MAX_BYTES = 512_000
"""Parsed of one file; the standard asks for 500 kibibytes at least."""

MAX_RULES = 5_000
LONGEST_PAUSE = 60.0
"""Seconds of `Crawl-delay` obeyed; larger values are meant to say no, which `Disallow` says."""

_PATH_SAFE = "/?&=:;,@!$'()*+~#[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of a group: a pattern of paths and whether they may be asked for."""

    allowed: bool
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What one site lets one program ask for. `pause`: seconds between two requests, `None` where it says nothing."""

    rules: tuple[Rule, ...] = ()
    pause: float | None = None

    def allows(self, url: str) -> bool:
        """Whether an address of this site may be asked for. robots.txt itself always may."""
        parts = urlsplit(url)
        path = _normalise((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        matches = [rule for rule in self.rules if _matches(rule.pattern, path)]
        best = max(matches, key=lambda rule: (len(rule.pattern), rule.allowed), default=None)
        return best is None or best.allowed


def parse_robots(data: bytes, *, product: str) -> Robots:
    """Read a robots.txt for the program named `product` (letters, `-` and `_`, in any case). Bad lines are passed over."""
    groups = _groups(data[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"))
    mine = [lines for agents, lines in groups if product.casefold() in agents]
    lines = [line for group in mine or [lines for agents, lines in groups if "*" in agents] for line in group]
    rules = [
        Rule(allowed=key == "allow", pattern=_normalise(value))
        for key, value in lines
        if key != "crawl-delay" and value
    ]
    pauses = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Robots(rules=tuple(rules[:MAX_RULES]), pause=next((pause for pause in pauses if pause is not None), None))


def _groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    """Groups in order: the programs they name, in lower case, and their lines."""
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    naming = False
    for line in re.split(r"[\r\n]+", text):
        key, mark, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if not mark:
            continue
        if key == "user-agent":
            if not naming:
                groups.append((set(), []))
            groups[-1][0].add(_product(value))
            naming = True
        elif key in ("allow", "disallow", "crawl-delay"):
            naming = False
            if groups:
                groups[-1][1].append((key, value))
    return groups


def _product(value: str) -> str:
    """The name in a user-agent line: "ExampleBot/1.2" speaks to examplebot."""
    m = re.match(r"[a-z_-]+|\*", value.casefold())
    return m.group() if m else ""


def _normalise(path: str) -> str:
    """A path with the same octets always written the same way: %41 as A, é as its percent form, %2F left."""
    kept = re.sub(r"%(2f|3f|23|25)", lambda m: "%25" + m[1].upper(), path, flags=re.IGNORECASE)
    return quote(unquote_to_bytes(kept), safe=_PATH_SAFE + "%")


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and a final `$` matches the start of a path. Linear in both: no regular expression."""
    ends = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for i, part in enumerate(parts):
        if ends and i == len(parts) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not ends or at == len(path)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return min(max(seconds, 0.0), LONGEST_PAUSE) if seconds == seconds else None  # not a number
