"""Alerts brought out, each to each of its targets once; what could not be delivered is kept and tried again.

A target that can say "I have it" is believed, then the alert is forgotten. Killed in between, it is delivered again under the
same id: a webhook gets it in a header, an e-mail as Message-ID, and a file is looked through first.
"""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from email.message import EmailMessage
from hashlib import sha256
from hmac import new as hmac
from pathlib import Path

from consilience.sources.feeds.pauses import back_off, read_retry_after
from consilience.sources.feeds.transport import Transport, Unanswered
from consilience.store.memos import Memos
from consilience.watch.alarms import WAITING, Alert, Outgoing
from consilience.watch.mail import compose
from consilience.watch.notes import Note, Tell
from consilience.watch.watchlist import Log, Mail, Target, Webhook

TAIL = 4_000_000
"""Bytes at the end of a log that are looked through for an alert that may stand there already."""

MAIL_TIMEOUT_S = 30


class Undelivered(Exception):
    """A target did not take an alert. `wait`: seconds it asks to be left alone, 0 where it says nothing."""

    def __init__(self, reason: str, *, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


def deliver_due(
    targets: tuple[Target, ...], memos: Memos, transport: Transport, *, now: datetime, seed: int, tell: Tell
) -> int:
    """Deliver all that is due. Gives how many still wait."""
    known = {target.name: target for target in targets}
    waiting = memos.every(WAITING, Outgoing)
    for key, outgoing in waiting.items():
        target = known.get(outgoing.target)
        if target is None or datetime.fromisoformat(outgoing.next) > now:
            continue
        try:
            _DELIVER[type(target)](target, outgoing.alert, transport, now)
        except Undelivered as error:
            attempts = outgoing.attempts + 1
            pause = max(back_off(attempts, key=key, seed=seed).total_seconds(), error.wait)
            ahead = datetime.fromtimestamp(now.timestamp() + pause, now.tzinfo).isoformat()
            memos.keep({(WAITING, key): replace(outgoing, attempts=attempts, next=ahead, trouble=str(error))})
            tell(
                Note(
                    kind="undelivered",
                    source=target.name,
                    text=f"{outgoing.alert.title}: {error}; kept and tried again",
                )
            )
            continue
        memos.keep({}, [(WAITING, key)])
        tell(Note(kind="delivered", source=target.name, text=outgoing.alert.title))
    return len(memos.every(WAITING, Outgoing))


def sign(secret: str, stamp: str, body: bytes) -> str:
    """The signature of a webhook's body: HMAC-SHA256 over time stamp, a full stop, and the body, in hexadecimal."""
    return "sha256=" + hmac(secret.encode(), stamp.encode() + b"." + body, sha256).hexdigest()


def alert_json(alert: Alert) -> bytes:
    """An alert as one line of JSON."""
    return json.dumps(asdict(alert), ensure_ascii=False, sort_keys=True).encode()


def _post(target: Webhook, alert: Alert, transport: Transport, now: datetime) -> None:
    body, stamp = alert_json(alert), str(int(now.timestamp()))
    headers = {"Content-Type": "application/json", "Consilience-Alert": alert.id, "Consilience-Timestamp": stamp}
    if target.secret:
        headers["Consilience-Signature"] = sign(target.secret, stamp, body)
    try:
        answer = transport.ask(target.url, headers=headers, method="POST", content=body)
    except Unanswered as error:
        raise Undelivered(str(error)) from error
    if not 200 <= answer.status < 300:
        wait = read_retry_after(answer.headers.get("retry-after"), now=now)
        raise Undelivered(f"answers {answer.status}", wait=wait.total_seconds() if wait else 0.0)


def _send(target: Mail, alert: Alert, _transport: Transport, now: datetime) -> None:
    message = compose(alert, target, now=now)
    try:
        _send_message(target, message)
    except (OSError, smtplib.SMTPException) as error:
        words = " ".join(str(error).split())[:120]
        raise Undelivered(f"the mail server did not take it ({words})") from error


def _send_message(target: Mail, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    if target.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(target.server, target.port, timeout=MAIL_TIMEOUT_S, context=context)
    else:
        client = smtplib.SMTP(target.server, target.port, timeout=MAIL_TIMEOUT_S)
    with client:
        if target.security == "starttls":
            client.starttls(context=context)
        if target.user:
            client.login(target.user, target.password)
        client.send_message(message)


def _write(target: Log, alert: Alert, _transport: Transport, _now: datetime) -> None:
    try:
        _append(target.path, alert_json(alert) + b"\n", alert.id)
    except OSError as error:
        raise Undelivered(f"{target.path} cannot be written ({error.strerror})") from error


def _append(path: Path, line: bytes, name: str) -> None:
    """Write a line at the end, unless it stands there; a line broken off by a kill is taken away first."""
    with path.open("a+b") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        tail = file.read()
        whole = tail.rfind(b"\n") + 1
        if whole < len(tail):
            file.truncate(size - (len(tail) - whole))
        if f'"id": "{name}"'.encode() not in tail[:whole]:
            file.write(line)


_DELIVER: dict[type, Callable[..., None]] = {Webhook: _post, Mail: _send, Log: _write}
