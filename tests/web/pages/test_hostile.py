"""Articles are hostile: nothing of one runs, leads elsewhere than the web, or hides what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from consilience.exports.record.shape import ArticleOut, Record
from tests.web.pages.conftest import serving
from tests.web.pages.test_browser import addresses
from tests.web.pages.test_links import read

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SCRIPT = "<script>document.title='owned'</script>"
HANDLER = "\"><img src=x onerror=\"document.title='owned'\">'--><svg onload=document.title='owned'>{{7*7}}"
TURNED = "\u202egnp.exe\u202c "
HUGE = "Ä" * 5_000
HOSTILE = f"{SCRIPT}{HANDLER}{TURNED}"


def _poison(article: ArticleOut, turn: int) -> ArticleOut:
    """The same article with hostile words in place of its first ones, as long as they were, and hostile metadata."""
    words = (HOSTILE * 3)[: min(len(article.text), 3 * len(HOSTILE))]
    urls = ("javascript:document.title='owned'", "data:text/html,<script>1</script>", "https://a.example/\"onclick='1'")
    return replace(
        article,
        text=words + article.text[len(words) :],
        title=HOSTILE + HUGE[: 200 * turn],
        outlet=f"{HOSTILE}{turn}/?#&",
        authors=(HOSTILE, HUGE),
        url=urls[turn % 3],
        path=HOSTILE,
        language='en" onload="1',
    )


@pytest.fixture(scope="module")
def hostile(record: Record) -> Record:
    """The example's record with hostile words wherever an article could have put them."""
    return replace(
        record,
        articles=tuple(_poison(article, turn) for turn, article in enumerate(record.articles)),
        entities=tuple(
            replace(e, name=HOSTILE + e.id, names=tuple(replace(n, text=HOSTILE) for n in e.names))
            for e in record.entities
        ),
        stories=tuple(replace(s, title=HOSTILE) for s in record.stories),
        events=tuple(replace(e, summary=HOSTILE, ultimate_sources=(HOSTILE,)) for e in record.events),
        claims=tuple(replace(c, speaker_text=HOSTILE if c.speaker_text else None, via=HOSTILE) for c in record.claims),
        conflicts=tuple(
            replace(c, question=HOSTILE, positions=tuple(replace(p, statement=HOSTILE) for p in c.positions))
            for c in record.conflicts
        ),
        framing=tuple(replace(f, label=HOSTILE) for f in record.framing),
        lineages=tuple(replace(lineage, wire=HOSTILE) for lineage in record.lineages),
        links=tuple(replace(link, why=HOSTILE) for link in record.links),
    )


@pytest.fixture(scope="module")
def hostile_site(hostile: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the hostile record."""
    with serving(hostile, tmp_path_factory.mktemp("hostile")) as address:
        yield address


def test_nothing_of_an_article_runs(browser: Chrome, hostile_site: str, hostile: Record) -> None:
    """No page is taken over, none holds a script, image or handler that is not ours, and the browser refused nothing."""
    browser.get_log("browser")
    for name, path in addresses(hostile).items():
        browser.get(hostile_site + path)
        strange = browser.execute_script(
            "return Array.from(document.querySelectorAll('*')).filter(e => (e.tagName === 'SCRIPT' && !e.src)"
            " || e.tagName === 'IMG' || e.tagName === 'IFRAME' || e.hasAttribute('style') && e.closest('main') &&"
            " !e.closest('.movable') || Array.from(e.attributes).some(a => a.name.startsWith('on'))).map(e => e.outerHTML)"
        )
        wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        messages = [e["message"] for e in browser.get_log("browser") if e["level"] != "INFO" and name != "missing"]

        taken = browser.execute_script("return document.title") == "owned"

        assert (name, taken, strange, messages, wide > 0) == (name, False, [], [], False)


def test_articles_lead_only_to_the_web(hostile_site: str, hostile: Record) -> None:
    """A link that leaves goes to http or https, and neither tells where it came from nor hands the window over."""
    for article in hostile.articles:
        _, text = read(f"{hostile_site}/article/{article.id}")
        links = re.findall(r"<a ([^>]*)>", text)
        leaving = [link for link in links if not re.search(r'href="[/#?]', link)]

        assert all(re.search(r'href="https?://', link) for link in leaving)
        assert all('rel="noopener noreferrer"' in link for link in leaving)
        assert "javascript:" not in "".join(links)


def test_what_is_asked_is_not_run(browser: Chrome, site: str) -> None:
    """Hostile words in an address come back as words."""
    asked = quote(HOSTILE, safe="")
    for path in (f"/search?q={asked}&outlet={asked}&since={asked}", f"/outlet?name={asked}", f"/story/{asked}",
                 f"/list/event?type={asked}", f"/list/{asked}", f"/map?type={asked}&since={asked}",
                 f"/article/x?from={asked}&to={asked}&against={asked}", f"/?after={asked}"):  # fmt: skip
        browser.get(site + path)
        assert browser.execute_script("return document.title") != "owned"
        assert browser.find_elements("css selector", "main img, main svg[onload], main script") == []
        assert "49" not in browser.find_element("css selector", "body").text


def test_pages_without_the_map_library_keep_the_drawn_map(
    browser: Chrome, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A server whose map library was never fetched says so once and serves every page with the map it draws."""
    from consilience.web.pages import assets

    monkeypatch.setattr(assets, "FOLDERS", ("static",))
    assets.assets.cache_clear()
    try:
        with serving(record, tmp_path) as address:
            browser.get(f"{address}/map")
            browser.get_log("browser")
            browser.get(f"{address}/map")
            assert browser.find_element("css selector", ".drawn svg").is_displayed()
            assert browser.find_element("css selector", ".slider").is_displayed()
            assert [e for e in browser.get_log("browser") if e["level"] != "INFO"] == []
    finally:
        assets.assets.cache_clear()
    assert [r.message for r in caplog.records if "map library" in r.message] == [
        "maps are drawn, not movable: the map library is not installed; run `python -m web_build` in the checkout"
    ]
