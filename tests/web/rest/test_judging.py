"""Judgements over the API: made, signed, listed, taken back, handed out and brought in; what cannot be judged is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from consilience.web.app import build_app
from consilience.web.users import UserFile, add_user
from tests.web.rest.conftest import Site, fill


def _rename(site: Site, value: str = "Tiana R.") -> dict[str, Any]:
    name = next(e.id for e in site.record.entities if e.kind == "person")
    return {"action": "rename", "kind": "entity", "ids": [name], "value": value, "note": "as her office writes it"}


def _post(site: Site, draft: dict[str, Any], status: int = 201) -> Any:
    answer = site.client.post("/api/v1/judgements", json=draft)

    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_judgement_is_made_and_signed(site: Site) -> None:
    """It has the words behind the id, the name of who judged, and can be looked up where the answer says."""
    made = _post(site, _rename(site) | {"by": "ada"})

    assert made["judgement"]["by"] == "ada"
    assert made["judgement"]["targets"][0]["spans"]
    assert made["state"] == "in force"
    assert site.get(made["url"]) == made
    assert _post(site, _rename(site))["judgement"]["by"] == "local"


def test_what_contradicts_is_overruled_and_what_is_undone_is_out(site: Site) -> None:
    """The later of two names holds; taken back, the earlier one holds again; the undoing can be undone."""
    first, second = _post(site, _rename(site, "One")), _post(site, _rename(site, "Two"))
    assert site.get(first["url"])["overruled_by"] == second["judgement"]["id"]

    undoing = site.client.post(f"{second['url']}/undo", json={"note": "a slip"})
    assert undoing.status_code == 201
    assert site.get(second["url"])["state"] == "undone"
    assert site.get(first["url"])["state"] == "in force"

    site.client.post(f"{undoing.json()['url']}/undo", json={})
    assert site.get(second["url"])["state"] == "in force"
    assert site.client.post("/api/v1/judgements/j00/undo", json={}).status_code == 404


def test_judgements_are_listed_page_by_page(site: Site) -> None:
    """The latest first, each once, narrowed to an item or an action."""
    made = [_post(site, _rename(site, f"Name {n}"))["judgement"]["id"] for n in range(5)]
    target = _rename(site)["ids"][0]
    found: list[str] = []
    path: str | None = f"/api/v1/judgements?limit=2&target={target}&action=rename&by=local"
    while path:
        page = site.get(path)
        found += [item["judgement"]["id"] for item in page["items"]]
        path = page["next"]

    assert sorted(found) == sorted(made)
    assert site.get("/api/v1/judgements?target=e00")["items"] == []
    site.get("/api/v1/judgements?after=j00", status=400)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"ids": ["e00"]}, "no entity of this id"),
        ({"value": ""}, "needs a value"),
        ({"value": "two\nlines"}, "one line"),
        ({"kind": "claim"}, "judges entity"),
        ({"action": "praise"}, "action"),
        ({"by": "\x00"}, "by:"),
        ({"by": " "}, "by:"),
    ],
)
def test_what_cannot_be_judged_is_said(site: Site, change: dict[str, Any], word: str) -> None:
    """One sentence that names what is wrong; nothing is kept."""
    assert word in _post(site, _rename(site) | change, status=400)["detail"]
    assert site.get("/api/v1/judgements")["total"] == 0


def test_judgements_go_out_and_come_in(site: Site, tmp_path: Path) -> None:
    """What one store hands out another takes in once; a line that was changed is named and left out."""
    _post(site, _rename(site))
    _post(site, _rename(site, "Another"))
    lines = site.client.get("/api/v1/judgements/export").content
    (tmp_path / "other").mkdir()
    store, _ = fill(tmp_path / "other" / "desk.db")
    with store, TestClient(build_app(store)) as other:  # type: ignore[arg-type]
        kind = {"content-type": "application/x-ndjson"}
        first = other.post("/api/v1/judgements/import", content=lines, headers=kind).json()
        again = other.post("/api/v1/judgements/import", content=lines, headers=kind).json()
        bad = other.post("/api/v1/judgements/import", content=lines.replace(b"Another", b"A lie"), headers=kind).json()

        assert (first["new"], first["known"]) == (2, 0)
        assert (again["new"], again["known"]) == (0, 2)
        assert "judgement-changed" in [p["code"] for p in bad["problems"]]
        assert other.get("/api/v1/judgements/export").content == lines
        assert other.post("/api/v1/judgements/import", content=lines).status_code in (403, 415)


def test_a_user_judges_in_their_own_name(tmp_path: Path) -> None:
    """A reader may not judge; an editor's judgement bears the editor's name and no other."""
    users = tmp_path / "users.json"
    reader, editor = add_user(users, "rosa", "reader"), add_user(users, "edda", "editor")
    store, record = fill(tmp_path / "desk.db")
    with store, TestClient(build_app(store, accounts=UserFile(users))) as client:  # type: ignore[arg-type]
        draft = {"action": "note", "kind": "story", "ids": [record.stories[0].id], "note": "watch this"}

        def ask(token: str, **more: str) -> Any:
            return client.post("/api/v1/judgements", json=draft | more, headers={"authorization": f"Bearer {token}"})

        assert ask(reader).status_code == 403
        assert ask(editor, by="rosa").status_code == 400
        assert ask(editor).json()["judgement"]["by"] == "edda"
