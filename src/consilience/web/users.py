"""Who may use a server that others can reach: a file of users with hashed secrets, or one token in a file.

Secrets are made here (192 random bits) and shown once; the file keeps scrypt digests. Not here: cookies (`sessions`), and
what a role may do (`guard`).
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from hashlib import scrypt, sha256
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

Role = Literal["reader", "editor"]

FORMAT = "consilience-users/1"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""A user's name: it stands before the dot of a bearer token, so it has none itself."""

SECRET_BYTES = 24
SHORTEST_TOKEN = 20
"""Characters of a token that somebody else made: fewer can be guessed."""

_N, _R, _P = 2**14, 8, 1
"""scrypt's cost: 16 MiB and about 40 ms of one core, paid at a login and at the first use of a token."""

_NOBODY = "0" * 32


class UsersError(Exception):
    """A users or token file cannot be used. The message is one line: which file, what is wrong, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who asks. `name` is what their judgements are signed with."""

    name: str
    role: Role


ALONE = User(name="local", role="editor")
"""The one user of a server that only this machine can reach."""


class Accounts(Protocol):
    """Knows who a secret belongs to."""

    def admit_token(self, token: str) -> User | None:
        """Give the user of a token; takes as long for a wrong name as for a wrong secret."""

    def known(self, name: str) -> tuple[User, bytes] | None:
        """Give a user and the key that signs their sessions; another secret is another key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    name: str
    role: Role
    salt: str
    digest: str


class UserFile:
    """A file of users. It is read again when it changed, so that adding or removing one needs no restart."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int] | None = None
        self._key = b""
        self._entries: dict[str, _Entry] = {}
        self._refresh()

    def users(self) -> tuple[User, ...]:
        """Give every user, by name."""
        self._refresh()
        return tuple(User(name=e.name, role=e.role) for _, e in sorted(self._entries.items()))

    def admit_token(self, token: str) -> User | None:
        """Give the user of a token `NAME.SECRET`; takes as long for a wrong name as for a wrong secret."""
        self._refresh()
        name, _, secret = token.partition(".")
        entry = self._entries.get(name)
        found = digest_of(secret, entry.salt if entry else _NOBODY)
        fits = hmac.compare_digest(found, entry.digest if entry else _NOBODY)
        return User(name=entry.name, role=entry.role) if entry and fits else None

    def known(self, name: str) -> tuple[User, bytes] | None:
        """Give a user and the key that signs their sessions."""
        self._refresh()
        entry = self._entries.get(name)
        if entry is None:
            return None
        return User(name=entry.name, role=entry.role), hmac.digest(self._key, entry.digest.encode(), sha256)

    def _refresh(self) -> None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            raise UsersError(f"{self.path}: no such file; add a user with 'consilience user add NAME'") from None
        stamp = (stat.st_mtime_ns, stat.st_size)
        if stamp != self._stamp:
            check_private(self.path)
            self._key, self._entries = _load(self.path)
            self._stamp = stamp


class TokenFile:
    """One token in a file: one editor, named "token"."""

    def __init__(self, path: Path) -> None:
        check_private(path)
        token = _read(path).strip()
        if len(token) < SHORTEST_TOKEN or any(c.isspace() for c in token):
            raise UsersError(f"{path}: needs one token of {SHORTEST_TOKEN} characters or more and nothing else")
        self._user = User(name="token", role="editor")
        self._digest = sha256(token.encode()).digest()

    def admit_token(self, token: str) -> User | None:
        """Give the one user for the token."""
        fits = hmac.compare_digest(sha256(token.encode("utf-8", "surrogatepass")).digest(), self._digest)
        return self._user if fits else None

    def known(self, name: str) -> tuple[User, bytes] | None:
        """Give the one user and the key that signs their sessions."""
        return (self._user, hmac.digest(self._digest, b"session", sha256)) if name == self._user.name else None


def add_user(path: Path, name: str, role: str) -> str:
    """Add a user, or give one a new secret and role; makes the file where there is none. Gives the bearer token.

    Raises UsersError for a bad name or role, or a file that cannot be used.
    """
    if not NAME.fullmatch(name):
        raise UsersError(f"{name!r}: a name is 1 to 32 of a-z, 0-9, '-' and '_', starting with a letter or digit")
    if role not in get_args(Role):
        raise UsersError(f"{role!r}: a role is one of {', '.join(get_args(Role))}")
    key, entries = _load(path) if path.exists() else (secrets.token_bytes(32), {})
    secret, salt = secrets.token_urlsafe(SECRET_BYTES), secrets.token_hex(16)
    blank = _Entry(name=name, role="editor" if role == "editor" else "reader", salt=salt, digest="")
    entries[name] = replace(blank, digest=digest_of(secret, salt))
    _save(path, key, entries)
    return f"{name}.{secret}"


def remove_user(path: Path, name: str) -> None:
    """Remove a user; their sessions and tokens end at once. Raises UsersError where there is none of that name."""
    key, entries = _load(path)
    if entries.pop(name, None) is None:
        raise UsersError(f"{path}: no user {name!r}; 'consilience user list' shows all")
    _save(path, key, entries)


def digest_of(secret: str, salt: str) -> str:
    """Give the scrypt digest of a secret with a salt, both as hexadecimal digits."""
    data = secret.encode("utf-8", "surrogatepass")
    return scrypt(data, salt=bytes.fromhex(salt), n=_N, r=_R, p=_P, dklen=32).hex()


def check_private(path: Path) -> None:
    """Raise UsersError where others than the owner may read or write a file of secrets."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise UsersError(f"{path}: cannot be read ({error.strerror})") from error
    if mode & 0o077:
        raise UsersError(f"{path}: others can read or write it; make it private with 'chmod 600 {path}'")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsersError(f"{path}: cannot be read ({error})") from error


def _load(path: Path) -> tuple[bytes, dict[str, _Entry]]:
    check_private(path)
    try:
        data: dict[str, Any] = json.loads(_read(path))
        if data["format"] != FORMAT:
            raise ValueError
        entries = [_Entry(**entry) for entry in data["users"]]
        return bytes.fromhex(data["key"]), {entry.name: entry for entry in entries}
    except (ValueError, TypeError, KeyError) as error:
        raise UsersError(f"{path}: not a users file; make one with 'consilience user add NAME'") from error


def _save(path: Path, key: bytes, entries: dict[str, _Entry]) -> None:
    """Written beside and renamed; nobody but the owner ever may read it."""
    rows = [asdict(entry) for _, entry in sorted(entries.items())]
    content = json.dumps({"format": FORMAT, "key": key.hex(), "users": rows}, indent=1) + "\n"
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        beside.touch(mode=0o600)
        beside.write_text(content, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsersError(f"{path}: cannot be written ({error.strerror})") from error
