"""`consilience user`: who may use a server that others can reach."""

from __future__ import annotations

import sys
from pathlib import Path

from cyclopts import App

from consilience.cli.failure import Failure

USERS_NAME = "consilience-users.json"
"""The users file where none is named."""

user = App(name="user", help="Say who may use 'consilience serve' on an address that others can reach.")


@user.command
def add(name: str, *, role: str = "reader", users: Path = Path(USERS_NAME)) -> int:
    """Add a user, or give one a new token and role. The token is shown once: it signs in a browser and is sent by programs.

    For example:

    - `consilience user add anna --role editor`
    - `consilience serve --host 0.0.0.0 --users consilience-users.json`

    Parameters
    ----------
    name
        1 to 32 of a-z, 0-9, '-' and '_'.
    role
        reader: may look; editor: may also send articles and judge.
    users
        The file of users; made where there is none, readable by nobody else.

    """
    from consilience.web.users import UsersError, add_user

    try:
        token = add_user(users, name, role)
    except UsersError as error:
        raise Failure(str(error)) from error
    sys.stdout.write(f"{token}\n")
    sys.stderr.write(f"consilience: {name} may use the desk as {role}; the token above is not shown again\n")
    return 0


@user.command
def remove(name: str, *, users: Path = Path(USERS_NAME)) -> int:
    """Remove a user; their tokens and sessions end at once.

    For example:

    - `consilience user remove anna`

    Parameters
    ----------
    name
        The user.
    users
        The file of users.

    """
    from consilience.web.users import UsersError, remove_user

    try:
        remove_user(users, name)
    except UsersError as error:
        raise Failure(str(error)) from error
    return 0


@user.command(name="list")
def list_users(*, users: Path = Path(USERS_NAME)) -> int:
    """List the users and their roles.

    For example:

    - `consilience user list`

    Parameters
    ----------
    users
        The file of users.

    """
    from consilience.web.users import UserFile, UsersError

    try:
        found = UserFile(users).users()
    except UsersError as error:
        raise Failure(str(error)) from error
    sys.stdout.write("".join(f"{one.name:32} {one.role}\n" for one in found))
    return 0
