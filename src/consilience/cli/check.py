"""`consilience check`: does a record keep the promises of its format?"""

from __future__ import annotations

import sys
from pathlib import Path

from consilience.cli.failure import Failure
from consilience.cli.files import read_whole

MOST_SHOWN = 50
"""Broken invariants printed; the count is always of all."""


def check(record: Path, /) -> int:
    """Check a record file against the invariants of the record format, by code.

    For example:

    - `consilience check out/record.json`

    Parameters
    ----------
    record
        A record.json that `consilience run` or `export` wrote.

    """
    from consilience.exports.record.codec import decode
    from consilience.exports.record.invariants import CHECKS
    from consilience.exports.record.invariants import check as find_broken

    try:
        decoded = decode(read_whole(record))
    except ValueError as error:
        raise Failure(f"{record}: not a record ({error})") from error
    broken = find_broken(decoded)
    for item in broken[:MOST_SHOWN]:
        sys.stdout.write(f"{item.code}  {item.where}  {item.message}\n")
    verdict = f"{len(broken)} broken" if broken else "all kept"
    sys.stdout.write(f"{record}: {len(CHECKS)} invariants, {verdict}\n")
    return 1 if broken else 0
