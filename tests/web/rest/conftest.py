"""A store that holds the example's record, and the application over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from consilience.exports.record.codec import decode, encode, encode_item
from consilience.exports.record.shape import Record
from consilience.exports.record.shelving import head_of, shelve
from consilience.record.text import Article
from consilience.sources.intake import take_in
from consilience.store.database import Database, Kept, open_database
from consilience.web.app import build_app
from tests.conftest import EXAMPLE


@dataclass(frozen=True)
class Site:
    """The application over one store, asked in this process."""

    client: TestClient[Any]
    store: Database
    record: Record

    def get(self, path: str, status: int = 200, **headers: str) -> Any:
        """The JSON of a path."""
        answer = self.client.get(path, headers=headers)

        assert answer.status_code == status, answer.text
        return answer.json()


def fill(path: Path) -> tuple[Database, Record]:
    """A store with the example's articles and the items of its golden record."""
    store = open_database(path)
    articles = [item for item in take_in([EXAMPLE / "articles"]) if isinstance(item, Article)]
    store.add_articles(articles)
    record = decode((EXAMPLE / "record.json").read_bytes())
    kept = Kept(
        head=encode_item(head_of(record)),
        generated=record.generated,
        woven=tuple(article.id for article in articles),
        stages="test",
    )
    store.keep_picture(shelve(record), kept, over=store.pictures())
    store.keep_record(encode(record), generated=record.generated)
    return store, record


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    store, record = fill(tmp_path / "desk.db")
    with store, TestClient(build_app(store), raise_server_exceptions=False) as client:  # type: ignore[arg-type]
        yield Site(client=client, store=store, record=record)
