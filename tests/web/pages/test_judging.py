"""An editor judges on the pages, sees it beside the machine's fact, and takes it back; others may not."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from consilience.exports.record.shape import Record
from tests.web.pages.conftest import serving
from tests.web.pages.test_links import read


@pytest.fixture
def desk(record: Record, tmp_path: Path) -> Iterator[str]:
    """A server of its own, whose judgements no other test sees."""
    with serving(record, tmp_path) as address:
        yield address


def _post(site: str, fields: list[tuple[str, str]], *, origin: str | None = None) -> tuple[int, str, str]:
    """Post a form as a browser on a page of `origin` does; gives status, where it led and the text."""
    request = urllib.request.Request(f"{site}/judge", data=urlencode(fields).encode(), method="POST")
    request.add_header("Origin", origin or site)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.url, unescape(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.code, "", unescape(error.read().decode())


def _judged(text: str) -> str:
    section = text.partition('id="judged"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", section).split())


def test_a_date_is_corrected_and_the_correction_undone(desk: str, record: Record) -> None:
    """The corrected day stands beside the machine's, with who, when and why; undone, it stays to be read."""
    event = next(e for e in record.events if e.date)
    page = f"/event/{event.id}"
    fields = [("action", "date"), ("kind", "event"), ("ids", event.id), ("start", "2024-05-13"), ("end", ""),
              ("note", "The ministry's bulletin says so"), ("back", page)]  # fmt: skip
    status, led, text = _post(desk, fields)

    assert (status, led.partition("#")[0]) == (200, f"{desk}{page}")
    said = _judged(text)
    assert "date 2024-05-13" in said
    assert f"The machine said: {event.date.start if event.date else ''}" in said
    assert "The ministry's bulletin says so local" in said
    judgement = re.search(r'name="ids" value="(j[0-9a-f]+)"', text)
    assert judgement
    _, _, text = _post(desk, [("action", "undo"), ("kind", "judgement"), ("ids", judgement[1]), ("back", page)])
    assert "undone" in _judged(text)
    assert 'value="undo"' not in text


def test_positions_are_verified_beside_their_words(desk: str, record: Record) -> None:
    """A verified position says so where it stands, and the other does not."""
    conflict = record.conflicts[0]
    page = f"/dispute/{conflict.id}"
    _, _, text = _post(
        desk,
        [("action", "verify"), ("kind", "position"), ("ids", f"{conflict.id}/1"), ("back", page), ("note", "seen")],
    )
    positions = re.findall(r'<li class="position">.*?(?=<li class="position">|</ol>\s*</section>)', text, re.DOTALL)

    assert len(positions) == len(conflict.positions)
    assert ["judgedmark" in position for position in positions] == [i == 1 for i in range(len(positions))]


def test_two_names_are_judged_one(desk: str, record: Record) -> None:
    """The form offers others of the same kind; what is chosen is kept."""
    one, other = [entity for entity in record.entities if entity.kind == "person"][:2]
    _, text = read(f"{desk}/judge/entity/{one.id}")
    assert f'value="{other.id}"' in text
    _, _, text = _post(desk, [("action", "merge"), ("kind", "entity"), ("ids", one.id), ("ids", other.id),
                              ("back", f"/entity/{one.id}")])  # fmt: skip
    assert f"the same as {other.name}" in _judged(text)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ([("action", "merge"), ("kind", "entity"), ("ids", "ID")], "merge needs at least 2 of kind entity"),
        ([("action", "explode"), ("kind", "entity"), ("ids", "ID")], "nothing that can be judged here"),
        ([("action", "rename"), ("kind", "entity"), ("ids", "ID"), ("value", " ")], "rename needs a value"),
        ([("action", "note"), ("kind", "entity"), ("ids", "enone"), ("note", "x")], "no entity of this id"),
        ([], "nothing that can be judged here"),
    ],
)
def test_what_cannot_be_judged_is_said_in_a_line(
    desk: str, record: Record, fields: list[tuple[str, str]], reason: str
) -> None:
    """A form that asks for nothing possible changes nothing and says why."""
    name = record.entities[0].id
    filled = [(key, name if value == "ID" else value) for key, value in fields]
    status, _, text = _post(desk, [*filled, ("back", "https://elsewhere.example/")])

    assert status == 400
    assert reason in text
    assert "elsewhere.example" not in text


def test_other_sites_cannot_judge(desk: str, record: Record) -> None:
    """A form posted from a page of another site is refused and keeps nothing."""
    name = record.entities[0].id
    fields = [("action", "note"), ("kind", "entity"), ("ids", name), ("note", "planted"), ("back", f"/entity/{name}")]
    status, _, _ = _post(desk, fields, origin="https://evil.example")

    assert status == 403
    assert "planted" not in read(f"{desk}/entity/{name}")[1]


def test_every_form_of_every_kind_opens(desk: str, record: Record) -> None:
    """Each thing that can be judged has its page of forms, and each form its action."""
    from consilience.web.pages.corrections import OF_KIND

    kinds = {"entity": record.entities, "event": record.events, "story": record.stories, "article": record.articles,
             "claim": record.claims, "conflict": record.conflicts}  # fmt: skip
    for kind, items in kinds.items():
        status, text = read(f"{desk}/judge/{kind}/{items[0].id}")  # type: ignore[index, attr-defined]
        offered = set(re.findall(r'name="action" value="([a-z-]+)"', text))
        assert status == 200
        assert offered <= {*OF_KIND[kind], "verify", "retract"}
        assert "note" in offered
