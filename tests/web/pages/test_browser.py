"""Every page in a real browser: no console message, no request elsewhere, no barrier that axe finds; light, dark, phone width."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from consilience.exports.record.shape import Record

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = Path(__file__).parents[3] / "build" / "vendor-dev" / "axe.min.js"
SERIOUS = {"serious", "critical"}
LARGEST_PAGE = 1_000_000
"""Bytes the first page may take, everything it loads included."""

LOOKS = {
    "light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 390),
}  # fmt: skip


def addresses(record: Record) -> dict[str, str]:
    """Give the path of one page of each kind; of stories and disputes, of each."""
    place = next(entity for entity in record.entities if entity.kind == "place" and entity.lat is not None)
    person = next(entity for entity in record.entities if entity.kind == "person")
    body = max((e for e in record.entities if e.kind == "organization"), key=lambda e: len(e.mentions))
    copied = next(a for a in record.articles if a.lineage)
    claim = next(c for c in record.claims if c.speaker_text)
    span = record.events[0].reports[0].span
    outlet = urlencode({"name": next(a.outlet for a in record.articles if a.outlet)})
    return {
        "today": "/",
        **{f"story {i}": f"/story/{story.id}" for i, story in enumerate(record.stories)},
        **{f"dispute {i}": f"/dispute/{conflict.id}" for i, conflict in enumerate(record.conflicts)},
        "event": f"/event/{max(record.events, key=lambda e: e.independent_reports).id}",
        "person": f"/entity/{person.id}",
        "organisation": f"/entity/{body.id}",
        "place": f"/place/{place.id}",
        "article": f"/article/{span.article}?from={span.start}&to={span.end}#mark",
        "copied article": f"/article/{copied.id}",
        "statement": f"/claim/{claim.id}",
        "lineage": f"/lineage/{record.lineages[0].id}",
        "outlet": f"/outlet?{outlet}",
        "outlets": "/outlets",
        "search": "/search?q=bridge",
        "search help": "/search",
        "map": "/map",
        **{f"list of {kind}": f"/list/{kind}" for kind in ("article", "event", "claim", "conflict", "entity")},
        "judging": f"/judge/event/{record.events[0].id}",
        "missing": "/story/nothing",
    }


def _look(browser: Chrome, look: str) -> None:
    scheme, width = LOOKS[look]
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def _requests(browser: Chrome) -> list[str]:
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


def _maps_are_there(browser: Chrome) -> bool:
    maps = browser.find_elements("css selector", "[data-map]")
    return all(figure.get_attribute("data-ready") for figure in maps)


def test_pages_load_quietly(
    browser: Chrome, site: str, record: Record, wait: Callable[[Callable[[], object]], None]
) -> None:
    """No page writes to the console or asks anything of another server; its maps move; its content is not wider than it."""
    _look(browser, "light")
    browser.get_log("browser")
    browser.get_log("performance")
    for name, path in addresses(record).items():
        browser.get(site + path)
        wait(lambda: _maps_are_there(browser))
        messages = [entry["message"] for entry in browser.get_log("browser") if entry["level"] != "INFO"]
        elsewhere = [
            url for url in _requests(browser) if not url.startswith((site, "data:", "chrome", "blob:", "about:"))
        ]

        assert (name, [m for m in messages if name != "missing"], elsewhere) == (name, [], [])


@pytest.mark.parametrize("look", LOOKS)
def test_pages_have_no_barrier(browser: Chrome, site: str, record: Record, look: str) -> None:
    """axe finds nothing serious or critical on any page, and no page scrolls sideways."""
    if not AXE.is_file():
        pytest.fail("axe-core is not here: run `python -m web_build --dev`")
    _look(browser, look)
    axe = AXE.read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    for name, path in addresses(record).items():
        browser.get(site + path)
        browser.execute_script(
            "for (const d of document.querySelectorAll('details')) d.open = true"
        )  # what is folded must be readable too
        browser.execute_script(axe)
        result = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        barriers = [
            (v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300])
            for v in result["violations"]
            if v["impact"] in SERIOUS
        ]
        wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        if barriers or wide > 0:
            found[name] = barriers, wide

    assert found == {}


def test_first_page_is_small(browser: Chrome, site: str) -> None:
    """Everything the first page loads is under a megabyte."""
    browser.get(site)
    size = browser.execute_script(
        "return performance.getEntries().reduce((sum, e) => sum + (e.decodedBodySize || 0), 0)"
    )  # what is packed on the way counts unpacked

    assert 10_000 < size < LARGEST_PAGE


def test_a_line_opens_its_words(browser: Chrome, site: str, record: Record) -> None:
    """The passages of a story's lines open their articles with the very words of the record marked and in view."""
    texts = {article.id: article.text for article in record.articles}
    _look(browser, "light")
    browser.get(f"{site}/story/{record.stories[0].id}")
    links = {a.get_attribute("href") for a in browser.find_elements("css selector", ".lines .words")}
    assert len(links) > 5
    for link in sorted(links)[:12]:
        browser.get(link)
        article, _, rest = link.partition("/article/")[2].partition("?from=")
        start, end = (int(n) for n in rest.partition("#")[0].split("&to="))
        words = "".join(mark.get_property("textContent") for mark in browser.find_elements("css selector", "mark"))
        assert words.split() == texts[article][start:end].split()
        top = browser.execute_script("return document.getElementById('mark').getBoundingClientRect().top")
        assert 0 <= top < 900


def test_keys_walk_the_page(browser: Chrome, site: str, wait: Callable[[Callable[[], object]], None]) -> None:
    """j goes down the lines, o opens one, ? shows the keys, g m goes to the map, / to the search."""
    from selenium.webdriver import ActionChains

    def press(*keys: str) -> None:
        for key in keys:
            ActionChains(browser).send_keys(key).perform()

    _look(browser, "light")
    browser.get(site)
    press("j", "j", "k")
    assert len(browser.find_elements("css selector", ".here")) == 1
    press("o")
    wait(lambda: "/story/" in browser.current_url)
    press("?")
    wait(lambda: browser.find_element("css selector", "dialog").is_displayed())
    browser.find_element("css selector", "dialog button").click()
    press("/")
    assert browser.switch_to.active_element.get_attribute("id") == "find"
    browser.get(site)
    press("g", "m")
    wait(lambda: browser.current_url.endswith("/map"))


def test_slider_narrows_map_and_list(
    browser: Chrome, site: str, record: Record, wait: Callable[[Callable[[], object]], None]
) -> None:
    """Moving the last day to the first leaves the events of that day in the list, and says how many are on the map."""
    _look(browser, "light")
    browser.get(f"{site}/map")
    wait(lambda: _maps_are_there(browser))
    first = browser.find_element("css selector", "[data-map]").get_attribute("data-first") or ""
    browser.execute_script(
        "const [from, until] = document.querySelectorAll('.slider input'); until.value = 0;"
        "until.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    shown = [row for row in browser.find_elements("css selector", ".beside .event") if row.is_displayed()]
    expected = [e for e in record.events if e.date and e.date.start <= first <= e.date.end]

    assert len(shown) == len(expected) > 0
    assert browser.find_element("css selector", "[data-shown]").text == str(len(expected))
