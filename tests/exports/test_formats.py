"""Every format by its table: it writes, the same each time, whatever the text, and fast enough."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from consilience.exports.bundle import bundle
from consilience.exports.formats import FORMATS, Format, find_format
from consilience.exports.record.codec import decode, encode
from consilience.exports.record.shape import BriefOut, Record
from tests.conftest import EXAMPLE

ALL = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


@pytest.fixture(scope="module")
def record() -> Record:
    """The golden record of the example."""
    return decode((EXAMPLE / "record.json").read_bytes())


@pytest.fixture(scope="module")
def empty(record: Record) -> Record:
    """A record of nothing."""
    keys = ("articles", "lineages", "stories", "entities", "events", "claims", "quotes", "conflicts", "control")
    more = ("relations", "framing", "timeline", "links", "problems")
    return replace(record, **dict.fromkeys(keys + more, ()), brief=BriefOut(title="", sentences=()))


@ALL
def test_same_record_gives_same_bytes(form: Format, record: Record) -> None:
    """Twice written is the same, also from a record read back from its JSON."""
    assert form.write(record) == form.write(decode(encode(record)))


@ALL
def test_nothing_to_tell_is_no_error(form: Format, empty: Record) -> None:
    """An empty record can be written in every format."""
    assert isinstance(form.write(empty), bytes)


@ALL
def test_files_are_the_same_as_the_one(form: Format, record: Record) -> None:
    """Several files in a folder are those of the ZIP."""
    files = form.files(record)

    assert form.write(record) == (bundle(files) if form.several else next(iter(files.values())))
    assert form.several == (form.media_type == "application/zip")


HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202e “Ñandú” 𝔸 \t ; , \" ' \\ &amp; ]]> \u0001 \u2028 {{x}}"


@ALL
def test_hostile_text_breaks_no_format(form: Format, record: Record) -> None:
    """Titles, names and summaries with every kind of sign are written, and what is JSON stays JSON."""
    hostile = replace(
        record,
        articles=tuple(replace(a, title=HOSTILE, outlet=HOSTILE, authors=(HOSTILE,)) for a in record.articles),
        entities=tuple(replace(e, name=HOSTILE) for e in record.entities),
        events=tuple(replace(e, summary=HOSTILE, ultimate_sources=(HOSTILE,)) for e in record.events),
    )
    for name, content in form.files(hostile).items():
        text = content.decode() if not name.endswith((".parquet", ".docx")) else ""
        if name.endswith(("json", "jsonld")) and not name.endswith(".ftm.json"):
            assert json.loads(text) is not None
        if name.endswith(("jsonl", ".ftm.json")):
            assert all(isinstance(json.loads(line), dict) for line in text.split("\n") if line)
        if name.endswith(".html"):
            assert "<script>alert" not in text


def _many(record: Record, times: int) -> Record:
    """The record said over many times under other ids, as the public JSON."""
    import re

    text = encode(record).decode()
    ids = sorted(set(re.findall(r'"([a-z][0-9a-f]{16})"', text)))
    parts = []
    for i in range(times):
        pattern = re.compile("|".join(ids))
        parts.append(json.loads(pattern.sub(lambda found, i=i: f"{found[0][:-3]}{i:03x}", text)))
    whole = parts[0]
    for part in parts[1:]:
        for key, value in part.items():
            if isinstance(value, list):
                whole[key] += value
        whole["brief"]["sentences"] += part["brief"]["sentences"]
    whole["timeline"].sort(key=lambda entry: entry["date"]["start"])
    return decode(json.dumps(whole).encode())


@pytest.fixture(scope="module")
def many(record: Record) -> Record:
    """A record of 500 articles."""
    return _many(record, 50)


MOST_SECONDS = 6.0
"""Three times the goal of two seconds for 500 articles, so that a busy machine fails nothing that is not slow."""


@ALL
def test_five_hundred_articles_are_written_in_time(form: Format, many: Record) -> None:
    """No format takes a walk over everything for each item."""
    assert len(many.articles) == 500
    start = time.process_time()
    form.write(many)

    assert time.process_time() - start < MOST_SECONDS


def test_names_are_unique_and_found() -> None:
    """A format is found by its name, and by no other."""
    assert len({form.name for form in FORMATS}) == len(FORMATS)
    assert find_format("record") is FORMATS[0]
    assert find_format("no such") is None


def test_bundle_says_what_was_put_in() -> None:
    """A ZIP holds the files in order, readable, without a clock."""
    made = bundle({"b.txt": b"two", "a/c.txt": "ü".encode()})

    with ZipFile(BytesIO(made)) as archive:
        assert archive.namelist() == ["b.txt", "a/c.txt"]
        assert archive.read("a/c.txt").decode() == "ü"
    assert bundle({"b.txt": b"two", "a/c.txt": "ü".encode()}) == made


def test_record_is_the_record(record: Record) -> None:
    """The public JSON, byte for byte."""
    assert FORMATS[0].write(record) == Path(EXAMPLE / "record.json").read_bytes()
