"""`consilience doctor`: is everything here that the program needs, and what to do where it is not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from re import match
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.table import Table

from consilience.cli.drawing import count, open_console, styled
from consilience.cli.question import write_json
from consilience.cli.stores import find_store
from consilience.settings import SHIPPED_LANGUAGE_MODEL

State = Literal["well", "absent", "broken"]
MARKS: dict[State, tuple[str, str]] = {"well": ("ok", "green"), "absent": ("-", "dim"), "broken": ("!!", "bold red")}
LEAST = (3, 11)
LIBRARIES = (
    "anyascii", "cyclopts", "fastwarc", "feedparser", "httpcore", "httpx", "jinja2", "litestar", "msgspec", "numpy",
    "rapidfuzz", "rich", "spacy", "sqlalchemy", "threadpoolctl", "trafilatura", "uvicorn",
)  # fmt: skip
"""What `pyproject.toml` asks for, by a list of its own: what is said of an installation may be older than the program."""

FOR_MAKERS = ("dev", "training")
"""Extras for those who change the program: nobody who uses it misses them."""

SENTENCE = "The ferry left the harbour on Monday."
MOVABLE = ("maplibre-gl-csp.js", "maplibre-gl-csp-worker.js", "maplibre-gl.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one look found. `state`: "absent" is no fault, something optional is not there. `advice`: what to do, or ""."""

    what: str
    state: State
    found: str
    advice: str = ""


def doctor(
    *,
    db: Path | None = None,
    language_model: str = SHIPPED_LANGUAGE_MODEL,
    as_json: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> int:
    """Check this installation and a store: Python, package data, language model, map library, optional parts, the store's file.

    Leaves with status 1 when something is broken, and says what to do about it.

    For example:

    - `consilience doctor`
    - `consilience doctor --db out/consilience.db`

    Parameters
    ----------
    db
        The store to check; if none is named, consilience.db here, or else in out/, if there is one.
    language_model
        Name of an installed spaCy pipeline to check instead of the shipped one.
    as_json
        Print JSON for scripts.

    """
    looks: list[Callable[[], list[Finding]]] = [
        _python, _libraries, _data, lambda: [_model(language_model)], _maps, _extras, lambda: [_store(db)],
    ]  # fmt: skip
    findings = [finding for look in looks for finding in look()]
    if as_json:
        write_json([asdict(finding) for finding in findings])
    else:
        _show(findings)
    return 1 if any(finding.state == "broken" for finding in findings) else 0


def _show(findings: list[Finding]) -> None:
    console = open_console()
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for ratio in (None, None, 1):
        table.add_column(ratio=ratio, overflow="fold")
    for finding in findings:
        mark, style = MARKS[finding.state]
        text = styled((finding.found, ""))
        if finding.advice:
            text.append_text(styled(("\n", ""), ("→ " + finding.advice, "yellow")))
        table.add_row(styled((mark, style)), styled((finding.what, "bold")), text)
    console.print(table)
    broken = sum(finding.state == "broken" for finding in findings)
    console.print(
        styled((f"{broken} broken" if broken else "Everything needed is here", "bold red" if broken else "bold green"))
    )


def _python() -> list[Finding]:
    import sqlite3

    number = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < LEAST
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        search = Finding(what="SQLite", state="well", found=f"{sqlite3.sqlite_version}, with full-text search")
    except sqlite3.OperationalError:
        advice = "use a Python whose SQLite has FTS5, as those from python.org and of most systems have"
        search = Finding(
            what="SQLite", state="broken", found=f"{sqlite3.sqlite_version}, without full-text search", advice=advice
        )
    advice = "install Python 3.11 or newer" if old else ""
    return [Finding(what="Python", state="broken" if old else "well", found=number, advice=advice), search]


def _libraries() -> list[Finding]:
    """What the package needs of other packages, and whether it is installed."""
    missing = [name for name in LIBRARIES if not _installed(name)]
    if missing:
        return [Finding(what="libraries", state="broken", found="missing: " + ", ".join(missing), advice=_again())]
    return [Finding(what="libraries", state="well", found=f"all {len(LIBRARIES)} are here")]


def _data() -> list[Finding]:
    """The package's own files: the gazetteer is opened, the others are looked for."""
    root = files("consilience.data")
    missing = [name for name in ("english/meta.json", "places/places.bin", "lexicons/demonyms.txt", "map", "page", "web/templates")
               if not _is_there(root, name)]  # fmt: skip
    if missing:
        return [Finding(what="package data", state="broken", found="missing: " + ", ".join(missing), advice=_again())]
    try:
        from consilience.text.places.gazetteer import open_gazetteer

        known = open_gazetteer().find("Paris")
    except (OSError, ValueError) as error:
        return [
            Finding(
                what="package data", state="broken", found=f"the gazetteer does not open ({error})", advice=_again()
            )
        ]
    state: State = "well" if known else "broken"
    found = "gazetteer, lexicons, borders, templates" if known else "the gazetteer is empty"
    return [Finding(what="package data", state=state, found=found, advice="" if known else _again())]


def _is_there(root: Traversable, name: str) -> bool:
    place = root.joinpath(*name.split("/"))
    return place.is_file() or place.is_dir()


def _model(name: str) -> Finding:
    """The model is loaded and given a sentence to parse."""
    from consilience.models.parser import load_parser
    from consilience.record.text import Span

    try:
        parser = load_parser(name)
        (parsed,) = parser.parse([(SENTENCE, [Span(article="a", start=0, end=len(SENTENCE))])])
    except (LookupError, OSError, ValueError, ImportError) as error:
        words = str(error).partition("\n")[0][:200]
        return Finding(what="language model", state="broken", found=words, advice=_again())
    if not any(token.pos == "VERB" for token in parsed.tokens):
        return Finding(what="language model", state="broken", found=f"{parser.name} finds no verb in a plain sentence")
    return Finding(what="language model", state="well", found=f"{parser.name} loads and parses")


def _maps() -> list[Finding]:
    folder = files("consilience.data").joinpath("web").joinpath("vendor")
    missing = [name for name in MOVABLE if not folder.joinpath(name).is_file()]
    if not missing:
        return [Finding(what="map library", state="well", found="maps can be moved")]
    advice = "run 'python -m web_build' in the checkout, or install a built wheel"
    return [Finding(what="map library", state="absent", found="not there: maps are drawn, not movable", advice=advice)]


def _extras() -> list[Finding]:
    """The optional parts that the package names, and whether they are installed."""
    wanted: dict[str, list[str]] = {}
    for line in requires("consilience") or ():
        m = match(r"(?P<name>[\w.-]+).*extra == [\"'](?P<extra>[\w-]+)[\"']", line)
        if m and m["extra"] not in FOR_MAKERS:
            wanted.setdefault(m["extra"], []).append(m["name"])
    found = []
    for extra, names in sorted(wanted.items()):
        missing = [name for name in names if not _installed(name)]
        advice = f"pip install 'consilience[{extra}]', if you want it" if missing else ""
        words = (
            "not installed: " + ", ".join(missing)
            if missing
            else ", ".join(f"{name} {_installed(name)}" for name in names)
        )
        found.append(Finding(what=f"extra {extra}", state="absent" if missing else "well", found=words, advice=advice))
    return found


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _store(db: Path | None) -> Finding:
    from consilience.store.checking import find_faults
    from consilience.store.database import StoreError, open_database

    try:
        path = find_store(db)
        there = path.exists()
    except OSError as error:
        advice = "check its name, and who may read there"
        return Finding(what="store", state="broken", found=f"{error.filename}: {error.strerror}", advice=advice)
    if not there:
        advice = "" if db is None else "name another with --db, or run 'consilience run' first"
        return Finding(
            what="store", state="absent" if db is None else "broken", found=f"{path}: no store there", advice=advice
        )
    try:
        with open_database(path) as store:
            faults, counts = find_faults(store), store.counts()
    except StoreError as error:
        return Finding(what="store", state="broken", found=str(error))
    if faults:
        advice = "take back a copy from before; articles can be read again with 'consilience run PATH... --fresh'"
        return Finding(what="store", state="broken", found=f"{path}: {'; '.join(faults[:3])}", advice=advice)
    kinds = (("article", "articles"), ("story", "stories"), ("event", "events"))
    listed = ", ".join(count(counts.get(one, 0), one, many) for one, many in kinds)
    return Finding(what="store", state="well", found=f"{path}: whole; {listed}")


def _again() -> str:
    return "install the package again: pip install --force-reinstall consilience"
