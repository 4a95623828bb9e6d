"""A real server on loopback over the example's record, and a real browser to open its pages with."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from consilience.exports.record.codec import decode
from consilience.exports.record.shape import Record
from consilience.exports.record.shelving import shelve
from consilience.store.database import open_database
from consilience.web.app import build_app
from tests.conftest import EXAMPLE

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
         "--window-size=1280,1000")  # fmt: skip


@contextmanager
def serving(record: Record, folder: Path) -> Iterator[str]:
    """Serve a record on loopback; gives the server's address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        with open_database(folder / "store.db") as store:
            store.keep_items(shelve(record))
            server = uvicorn.Server(uvicorn.Config(build_app(store), log_level="error", lifespan="off"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            thread.start()
            deadline = time.monotonic() + 20
            while not server.started and time.monotonic() < deadline:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            server.should_exit = True
            thread.join(timeout=20)


@pytest.fixture(scope="session")
def record() -> Record:
    """The golden record of the example."""
    return decode((EXAMPLE / "record.json").read_bytes())


@pytest.fixture(scope="session")
def site(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the example's record."""
    with serving(record, tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Chrome]:
    """A headless browser; tests that need one are skipped where no Chromium is installed."""
    if not (BROWSER and DRIVER):
        pytest.skip("no Chromium on this machine")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = BROWSER
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for flag in FLAGS:
        options.add_argument(flag)
    chrome = Chrome(options=options, service=Service(DRIVER))
    yield chrome
    chrome.quit()


@pytest.fixture
def wait() -> Callable[[Callable[[], object]], None]:
    """Wait until something holds; fails after forty seconds: a machine that does other things draws maps slowly."""

    def until(holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + 40
        while not holds():
            assert time.monotonic() < deadline, "the page did not get there in forty seconds"
            time.sleep(0.05)

    return until
