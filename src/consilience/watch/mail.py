"""An alert as an e-mail: plain text, the words it rests on with their links. Headers hold no character that could end them."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from consilience.watch.alarms import Alert, Words
from consilience.watch.watchlist import Mail

LONGEST_SUBJECT = 150
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def compose(alert: Alert, target: Mail, *, now: datetime) -> EmailMessage:
    """Give the message. Its Message-ID is the alert's id, so that a second copy is seen to be one."""
    message = EmailMessage()
    message["Subject"] = _line(f"[{alert.rule}] {alert.title}")[:LONGEST_SUBJECT]
    message["From"] = target.sender
    message["To"] = ", ".join(target.to)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{alert.id}.{target.name.encode().hex()[:24]}@consilience.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(alert))
    return message


def _text(alert: Alert) -> str:
    lines = [_line(alert.title), "", f"{_line(alert.state)}" + (f", {alert.day}" if alert.day else "")]
    if alert.independent_reports:
        lines.append(f"Independent reports: {alert.independent_reports}")
    if alert.ultimate_sources:
        lines.append("Ultimate sources: " + _line(", ".join(alert.ultimate_sources)))
    lines += [f"- {_line(position)} independent" for position in alert.positions]
    lines += [f"Story: {_line(story)}" for story in alert.stories]
    for words in alert.words:
        lines += ["", *_passage(words)]
    return "\n".join([*lines, "", f"Rule: {_line(alert.rule)}. Raised {alert.raised} by Consilience.", ""])


def _passage(words: Words) -> list[str]:
    head = ", ".join(
        _line(part) for part in (words.outlet or "outlet unknown", words.published or "", words.title or "") if part
    )
    return [f"{head}:", f'  "{_line(words.text)}"', *([f"  {_line(words.url)}"] if words.url else [])]


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()
