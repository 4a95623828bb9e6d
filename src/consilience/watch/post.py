"""Alerts from rule to target: raised from what changed, told, and delivered when due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from consilience.sources.feeds.transport import Limits, Transport
from consilience.store.memos import Memos
from consilience.watch.alarms import Alarms
from consilience.watch.deliveries import deliver_due
from consilience.watch.notes import Note, Tell
from consilience.watch.watchlist import Manners, Watchlist


def make_transport(manners: Manners, program: str) -> Transport:
    """The way out that a list's manners allow, under the program's own name and the user's contact."""
    contact = "".join(c for c in manners.contact if c.isprintable() and c.isascii())
    agent = program.replace(" ", "/", 1) + (f" (news monitor; {contact})" if contact else " (news monitor)")
    limits = Limits(
        seconds=manners.timeout,
        silence=min(15.0, manners.timeout),
        wire_bytes=manners.megabytes * 1_000_000,
        plain_bytes=manners.megabytes * 5_000_000,
    )
    return Transport(user_agent=agent, allow_private=manners.allow_private, limits=limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Raises and delivers the alerts of one list."""

    watchlist: Watchlist
    alarms: Alarms
    memos: Memos
    transport: Transport
    tell: Tell
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def round(self) -> int:
        """Raise what is news and deliver what is due. Gives how many alerts still wait."""
        now = self.clock()
        for alert in self.alarms.raise_alerts(now.isoformat(timespec="seconds")):
            self.tell(Note(kind="alert", source=alert.rule, text=f"{alert.title} ({alert.state})"))
        seed = self.watchlist.manners.seed
        return deliver_due(self.watchlist.targets, self.memos, self.transport, now=now, seed=seed, tell=self.tell)
