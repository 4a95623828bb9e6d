"""The record as tables: rows, CSV, Arrow, data frames and Parquet."""

from __future__ import annotations

import builtins
import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import consilience
from consilience.exports.failures import MissingLibrary
from consilience.exports.formats import find_format
from consilience.exports.record.shape import Record
from consilience.exports.tables.arrow import parquet_files
from consilience.exports.tables.rows import tabulate
from consilience.exports.tables.sheets import FORMULA, neutralise, restore, say_cell, sheets


def _read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_key_of_the_record_is_a_table(example: Record) -> None:
    """Names are unique; each list of the record has as many rows as items."""
    tables = {table.name: table for table in tabulate(example)}

    assert len(tables) == len(tabulate(example))
    for key in ("articles", "events", "claims", "conflicts", "control", "timeline", "links"):
        assert len(tables[key].rows) == len(getattr(example, key))
    assert len(tables["event_reports"].rows) == sum(len(event.reports) for event in example.events)
    assert len(tables["brief_sentences"].rows) == len(example.brief.sentences)
    for table in tables.values():
        assert len({name for name, _ in table.columns}) == len(table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_rows_lead_to_their_parents_and_words(example: Record) -> None:
    """A part's first column is its parent's id; spans bring their words, ids their names."""
    frames = consilience.to_frames(example)
    reports = frames["event_reports"].merge(frames["events"], left_on="event", right_on="id")
    texts = dict(zip(frames["articles"]["id"], frames["articles"]["text"], strict=True))
    spans = frames["event_reports"]
    cut = [texts[a][s:e] for a, s, e in zip(spans["span_article"], spans["span_start"], spans["span_end"], strict=True)]

    assert len(reports) == len(spans)
    assert list(spans["span_words"]) == cut
    assert "Ambilobe" in set(frames["events"]["place_name"].dropna())


def test_arrow_has_types(example: Record) -> None:
    """Dates are dates, counts integers, lists lists, and what is not known is null."""
    tables = consilience.to_tables(example)
    events = tables["events"]

    assert events.schema.field("date_start").type == pa.date32()
    assert events.schema.field("independent_reports").type == pa.int64()
    assert events.schema.field("actors").type == pa.list_(pa.string())
    assert events.column("date_start").null_count == sum(event.date is None for event in example.events)
    assert isinstance(events.column("date_start").drop_null()[0].as_py(), date)
    assert list(tables) == [table.name for table in tabulate(example)]


def test_parquet_reads_back(example: Record) -> None:
    """Each file holds its table, types and all."""
    tables = consilience.to_tables(example)
    for name, content in parquet_files(example).items():
        assert pq.read_table(io.BytesIO(content)).equals(tables[name.removesuffix(".parquet")])


def test_sheets_read_back(example: Record) -> None:
    """pandas and csv read every sheet; the texts are files that the articles' table names."""
    made = sheets(example)
    articles = _read(made["articles.csv"])

    for name, content in made.items():
        if name.endswith(".csv"):
            assert csv.Sniffer().sniff(content.decode("utf-8-sig").splitlines()[0]).delimiter == ","
            assert len(pd.read_csv(io.BytesIO(content))) == len(_read(content))
    texts = {article.id: article.text for article in example.articles}
    assert {row["id"]: made[row["text"]].decode() for row in articles} == texts


def test_sheets_hold_no_formula(example: Record) -> None:
    """No cell of text begins like a formula, whatever the articles say; the text can be had back."""
    evil = '=HYPERLINK("http://evil.example","x")'
    hostile = replace(example, articles=tuple(replace(a, title=evil, outlet="+1") for a in example.articles))
    made = sheets(hostile)
    (first, *_) = _read(made["articles.csv"])

    assert restore(first["title"]) == evil
    for name, content in made.items():
        if name.endswith(".csv"):
            for row in _read(content):
                risky = [cell for cell in row.values() if cell[:1] in "=+@\t" and cell]
                assert risky == []


@given(st.text())
def test_neutralised_text_comes_back(text: str) -> None:
    """Nothing is lost, and nothing that is left begins like a formula."""
    marked = neutralise(text)

    assert restore(marked) == text
    assert marked[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert not FORMULA.match(text) or marked.startswith("'")


@given(st.lists(st.text(), max_size=4))
def test_lists_in_cells_can_be_taken_apart(parts: list[str]) -> None:
    """A bar between members, an escaped bar within."""
    cell = restore(say_cell(tuple(parts)))
    found, member, escaped = [], "", False
    for sign in cell:
        if escaped or sign not in "\\|":
            member, escaped = member + sign, False
        elif sign == "\\":
            escaped = True
        else:
            found, member = [*found, member[:-1]], ""
    found.append(member)

    if parts:
        assert [found[0], *(part[1:] for part in found[1:])] == parts


def test_what_is_not_installed_is_told_in_one_line(example: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the error says what to install."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Mapping[str, Any]) -> Any:
        if name.split(".", maxsplit=1)[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    form = find_format("parquet")
    assert form

    with pytest.raises(MissingLibrary, match=r"pip install"):
        form.write(example)
