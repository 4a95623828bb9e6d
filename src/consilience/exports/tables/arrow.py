"""The tables of a record as Arrow tables, data frames and Parquet files. The door for pyarrow and pandas.

Both are optional: pyarrow comes with `pip install "consilience[parquet]"`, pandas with `"consilience[frames]"`.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from consilience.exports.failures import MissingLibrary
from consilience.exports.record.shape import Record
from consilience.exports.tables.columns import Kind
from consilience.exports.tables.rows import Table, tabulate

if TYPE_CHECKING:
    from typing import TypeAlias

    import pandas
    import pyarrow

    ArrowTable: TypeAlias = pyarrow.Table
    DataFrame: TypeAlias = pandas.DataFrame

NEEDS_ARROW = 'Arrow tables need pyarrow: pip install "consilience[parquet]"'
NEEDS_PANDAS = 'data frames need pandas: pip install "consilience[frames]"'


def to_tables(record: Record) -> dict[str, ArrowTable]:
    """Give every table of a record, by name, as an Arrow table. Days are dates, lists are lists, nothing known is null.

    Raises `MissingLibrary` (an ImportError) that says what to install where pyarrow is not.
    """
    return {table.name: _table(table) for table in tabulate(record)}


def to_frames(record: Record) -> dict[str, DataFrame]:
    """Give every table of a record, by name, as a pandas data frame with Arrow's types.

    Raises `MissingLibrary` (an ImportError) that says what to install where pandas or pyarrow is not.
    """
    tables = to_tables(record)
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingLibrary(NEEDS_PANDAS) from error
    return {name: table.to_pandas(types_mapper=pd.ArrowDtype) for name, table in tables.items()}


def parquet_files(record: Record) -> dict[str, bytes]:
    """Give every table of a record as a Parquet file, by file name. Raises `MissingLibrary` where pyarrow is not installed."""
    tables = to_tables(record)
    import pyarrow.parquet as pq

    files = {}
    for name, table in tables.items():
        sink = BytesIO()
        pq.write_table(table, sink, compression="zstd")
        files[f"{name}.parquet"] = sink.getvalue()
    return files


def _table(table: Table) -> ArrowTable:
    pa = _pyarrow()
    kinds: dict[Kind, Any] = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_(), "day": pa.date32(),
        "texts": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns])
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    arrays = [
        pa.array(_values(column, kind), type=kinds[kind])
        for column, (_, kind) in zip(columns, table.columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _values(column: tuple[Any, ...], kind: Kind) -> list[Any]:
    if kind == "day":
        return [None if value is None else date.fromisoformat(value) for value in column]
    return list(column)


def _pyarrow() -> Any:  # the module has no type
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingLibrary(NEEDS_ARROW) from error
    return pa
