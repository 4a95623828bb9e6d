"""Comma-separated values that a spreadsheet opens without running anything in them. The one place that writes CSV.

Article text is hostile: a cell that begins like a formula is one to a spreadsheet (CWE-1236). Such text gets an
apostrophe before it, as spreadsheets themselves mark text; numbers are written bare. The mark can be taken off again:
of text that begins with apostrophes and then a sign, the first apostrophe is ours.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from consilience.exports.record.shape import Record
from consilience.exports.tables.rows import Table, tabulate

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What OWASP lists as the start of a formula, full-width forms included, and any of these after apostrophes of its own."""

LIST_MARK = " | "
"""Between the members of a list in one cell; a bar inside a member is written "\\|"."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets read UTF-8 as a local code page; readers for programs take it off."""

TEXT_FOLDER = "texts"


def write_sheet(names: Sequence[str], rows: Iterable[Sequence[Any]], *, mark: str = "") -> bytes:
    """Give rows as UTF-8 CSV (RFC 4180) with a line of column names first. `mark`: what stands before everything."""
    out = StringIO()
    out.write(mark)
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([say_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def say_cell(value: Any) -> str:
    """One value as a cell: nothing for `None`, text made harmless, a list joined by bars."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return neutralise(LIST_MARK.join(part.replace("\\", "\\\\").replace("|", "\\|") for part in value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return neutralise(value) if isinstance(value, str) else str(value)


def neutralise(text: str) -> str:
    """Text that no spreadsheet takes for a formula; `restore` gives the text back."""
    return f"'{text}" if FORMULA.match(text) else text


def restore(cell: str) -> str:
    """The text of a cell that `neutralise` wrote."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def sheets(record: Record) -> dict[str, bytes]:
    """Every table of a record as a CSV file, by file name; the articles' texts as files of their own.

    Texts are longer than the 32,767 characters that a cell of a common spreadsheet holds: in `articles.csv` the
    column `text` names the file.
    """
    files = {f"{table.name}.csv": _sheet(table) for table in tabulate(record)}
    texts = {_text_file(article.id): article.text.encode() for article in record.articles}
    return {**files, **texts}


def _sheet(table: Table) -> bytes:
    names = [name for name, _ in table.columns]
    rows: Iterable[Sequence[Any]] = table.rows
    if table.name == "articles":
        at, id_at = names.index("text"), names.index("id")
        rows = [(*row[:at], _text_file(row[id_at]), *row[at + 1 :]) for row in table.rows]
    return write_sheet(names, rows, mark=BYTE_ORDER_MARK)


def _text_file(article: str) -> str:
    return f"{TEXT_FOLDER}/{article}.txt"
