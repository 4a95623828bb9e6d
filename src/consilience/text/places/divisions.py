"""Places of the gazetteer by number, and the first-order divisions of countries by their codes.

Not here: finding a place by name (`gazetteer`), which place a text means (`resolution`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from consilience.text.places.table import Table, open_table

FIRST_ORDER = "ADM1"


def find_feature(geonames_id: int) -> str | None:
    """The GeoNames feature code of a place ("PPL", "ADM1", "PCLI"); `None` for a number the gazetteer does not have."""
    row = _rows().get(geonames_id)
    return None if row is None else _feature(_table(), row)


def find_division(geonames_id: int) -> str | None:
    """The name of the first-order division (province, state) that a place lies in or is; `None` where not known."""
    row = _rows().get(geonames_id)
    if row is None:
        return None
    table = _table()
    return _divisions().get((_country(table, row), table.lists["admin1"][table.columns["admin1"][row]]))


@cache
def _table() -> Table:
    with resources.as_file(resources.files("consilience.data") / "places" / "places.bin") as path:
        return open_table(Path(path))


@cache
def _rows() -> Mapping[int, int]:
    return {number: row for row, number in enumerate(_table().columns["id"]) if number}


@cache
def _divisions() -> Mapping[tuple[str, str], str]:
    table = _table()
    code = table.lists["feature"].index(FIRST_ORDER)
    rows = [row for row, feature in enumerate(table.columns["feature"]) if feature == code]
    admin1 = table.lists["admin1"], table.columns["admin1"]
    return {(_country(table, row), admin1[0][admin1[1][row]]): table.text(row) for row in rows}


def _feature(table: Table, row: int) -> str:
    return table.lists["feature"][table.columns["feature"][row]]


def _country(table: Table, row: int) -> str:
    return table.lists["country"][table.columns["country"][row]]
