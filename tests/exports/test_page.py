"""The brief page in a real browser: it loads without an error or a request, its links open the words, its counts are the record's.

Skipped where no Chromium is installed; CI installs one.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consilience.exports.page import render
from consilience.exports.record.codec import decode
from consilience.exports.record.shape import Record
from tests.conftest import EXAMPLE

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

BROWSER = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--window-size=1100,900")  # fmt: skip
HOSTILE = '<script>document.title="owned"</script><img src=x onerror=document.title="owned">'

needs_browser = pytest.mark.skipif(not (BROWSER and DRIVER), reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def record() -> Record:
    """The golden record of the example."""
    return decode((EXAMPLE / "record.json").read_bytes())


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    """A headless browser."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for flag in FLAGS:
        options.add_argument(flag)
    chrome = Chrome(options=options, service=Service(str(DRIVER)))
    yield chrome
    chrome.quit()


def _open(browser: Chrome, record: Record, folder: Path) -> None:
    page = folder / "brief.html"
    page.write_text(render(record), encoding="utf-8")
    browser.get(page.as_uri())


@needs_browser
def test_page_loads_quietly(browser: Chrome, record: Record, tmp_path: Path) -> None:
    """No console message and no request but for the page itself."""
    _open(browser, record, tmp_path)
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    requests = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    assert [entry for entry in browser.get_log("browser") if entry["level"] != "INFO"] == []
    assert {url.split("#")[0] for url in requests if not url.startswith("chrome")} == {
        (tmp_path / "brief.html").as_uri()
    }


@needs_browser
def test_citation_opens_its_words(browser: Chrome, record: Record, tmp_path: Path) -> None:
    """A click on a citation marks the very words in the article."""
    _open(browser, record, tmp_path)
    text = {article.id: article.text for article in record.articles}
    for link in browser.find_elements("css selector", "ol.lines a.open")[:12]:
        article, start, end = (link.get_attribute(f"data-{key}") for key in ("article", "start", "end"))
        browser.execute_script("arguments[0].click()", link)
        marked = "".join(m.get_property("textContent") for m in browser.find_elements("css selector", "mark"))
        assert marked == text[article or ""][int(start or 0) : int(end or 0)]


@needs_browser
def test_counts_on_the_page_are_the_record_s(browser: Chrome, record: Record, tmp_path: Path) -> None:
    """Lines, disputes, timeline entries and sources are as many as the record holds."""
    _open(browser, record, tmp_path)

    def count(selector: str) -> int:
        return len(browser.find_elements("css selector", selector))

    assert count("ol.lines > li") == sum(s.status != "disputed" for s in record.brief.sentences)
    assert count(".dispute") == len(record.conflicts)
    assert count(".timeline > li") == len(record.timeline)
    assert count(".texts details") == len(record.articles)
    assert count(".map svg") >= 1


@needs_browser
def test_no_text_of_an_article_runs(browser: Chrome, record: Record, tmp_path: Path) -> None:
    """Markup in an article, a title, an outlet or a name is shown as text."""
    articles = tuple(
        replace(a, text=HOSTILE + a.text[len(HOSTILE) :], title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
        for a in record.articles
    )
    entities = tuple(replace(e, name=HOSTILE) for e in record.entities)
    _open(browser, replace(record, articles=articles, entities=entities), tmp_path)

    assert "owned" not in browser.title
    assert browser.find_elements("css selector", "main img") == []


def test_page_stands_alone(record: Record) -> None:
    """The page names no address to load anything from, and one script and style, each by its hash."""
    page = render(record)

    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert page.count("<script>") == page.count("<style>") == 1
    assert page.count("sha256-") == 2


def test_page_is_a_function_of_the_record(record: Record) -> None:
    """The same record gives the same page."""
    assert render(record) == render(record)
