"""How quick the desk's answers are, on a store filled with 20,000 articles' items, alone and while another process writes.

Each question is asked ASKED times, with what it asks for changing from time to time. Figures, in milliseconds: `p50 NAME`
and `p95 NAME` for each question, `p95_worst` over the questions, `p95_worst_processor` of the processor's time,
`p95_worst_while_writing` with a writer that puts items back changed as fast as it can. `--data STORE.db` measures a store
that `python -m bench.filling` wrote; otherwise one is filled in a temporary folder first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from bench.filling import ARTICLES, fill, read_record
from consilience.desk import KINDS, Desk, Filter
from consilience.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from consilience.record.items import Item, Kind

ASKED = 40
WRITTEN_AT_ONCE = 200
"""Items a writer puts back in one transaction: about what ten articles bring."""

COMMON = ("said", "government", "the president", "people")
RARE = ("ceasefire", '"prime minister"', "outlet:times election", "earthquake -damage", "hospit*")


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Give the figures of a store, or of one filled from bulk articles (`sample`: how many articles it holds)."""
    if data.suffix == ".db":
        return _measure(data)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        start = perf_counter()
        with open_database(path) as store:
            fill(store, read_record(data), articles=sample or ARTICLES)
        return _measure(path) | {"filling_s": perf_counter() - start}


def explain(data: Path, *, sample: int = 0) -> list[str]:  # noqa: ARG001
    """There are no errors to list in a timing."""
    return [f"{data}: timings only"]


def _measure(path: Path) -> dict[str, float]:
    with open_database(path) as store:
        desk = Desk(store)
        questions = _questions(desk)
        alone = {name: _time(asks) for name, asks in questions.items()}
        with writer(path):
            meanwhile = {name: _time(asks) for name, asks in questions.items()}
        counts = desk.counts()
    figures = {"articles": float(counts.get("article", 0)), "items": float(sum(counts.values()))}
    figures["store_mb"] = path.stat().st_size / 1e6
    figures["p95_worst"] = max(p95 for _, p95, _ in alone.values())
    figures["p95_worst_while_writing"] = max(p95 for _, p95, _ in meanwhile.values())
    figures["p95_worst_processor"] = max(worked for _, _, worked in alone.values())
    for name in questions:
        figures |= {f"p50 {name}": alone[name][0], f"p95 {name}": alone[name][1]}
        figures[f"p95 {name}, processor"] = alone[name][2]
        figures[f"p95 {name}, writing"] = meanwhile[name][1]
    return figures


def _time(asks: list[Callable[[], object]]) -> tuple[float, float, float]:
    """Median and 95th percentile of ASKED questions, and the 95th of their processor time, in milliseconds.

    The first round warms the cache. On a busy machine the processor's time is what a quiet one would take.
    """
    for ask in asks:
        ask()
    spent, worked = [], []
    for ask in islice(cycle(asks), ASKED):
        start, begun = perf_counter(), thread_time()
        ask()
        spent.append(1000 * (perf_counter() - start))
        worked.append(1000 * (thread_time() - begun))
    cuts = quantiles(spent, n=20)
    return cuts[9], cuts[18], quantiles(worked, n=20)[18]


def _questions(desk: Desk) -> Mapping[str, list[Callable[[], object]]]:
    """By name: the same question about different things."""
    asks: dict[str, list[Callable[[], object]]] = {
        "counts": [desk.counts],
        "outlets": [desk.outlets],
        "changes": [lambda: desk.changes(max(0, desk.last_change() - 200))],
        "stories": [desk.stories, _deep_stories(desk)],
    }
    asks |= {f"list {kind}": list(_lists(desk, kind)) for kind in KINDS if desk.page(kind, limit=1).items}
    asks |= {f"filter {name}": list(some) for name, some in _filtered(desk).items()}
    asks["get article"] = [_get(desk, item) for item in desk.page("article", limit=20).items]
    asks["get entity"] = [_get(desk, item) for item in desk.page("entity", order="weight", limit=20).items]
    asks["backlinks"] = [_backlinks(desk, item) for item in desk.page("entity", order="weight", limit=20).items]
    asks["search common"] = [_search(desk, words) for words in COMMON]
    asks["search rare"] = [_search(desk, words) for words in RARE]
    asks["search articles of a month"] = [_search(desk, words, Filter(since=_day(desk))) for words in COMMON]
    return asks


def _lists(desk: Desk, kind: Kind) -> Iterator[Callable[[], object]]:
    cursor = _deep(desk, kind)
    yield lambda: desk.page(kind)
    yield lambda: desk.page(kind, after=cursor)
    yield lambda: desk.page(kind, order="oldest")
    yield lambda: desk.rows(kind, order="weight")


def _deep(desk: Desk, kind: Kind) -> str | None:
    """The cursor after the first 2,000 items."""
    cursor = None
    for _ in range(4):
        cursor = desk.page(kind, after=cursor, limit=500).next
        if cursor is None:
            break
    return cursor


def _deep_stories(desk: Desk) -> Callable[[], object]:
    cursor = _deep(desk, "story")
    return lambda: desk.stories(after=cursor)


def _day(desk: Desk) -> str:
    return desk.page("article", order="recent", limit=500).items[-1].first or ""


def _filtered(desk: Desk) -> Mapping[str, Iterator[Callable[[], object]]]:
    stories = desk.stories(order="weight", limit=10).items
    entities = desk.page("entity", order="weight", limit=10).items
    articles = desk.page("article", order="weight", limit=10).items
    outlets = desk.outlets()[:5]
    day = _day(desk)
    return {
        "story": (_page(desk, kind, Filter(story=s.id)) for s in stories for kind in ("event", "claim", "timeline")),
        "entity": (_page(desk, kind, Filter(entity=e.id)) for e in entities for kind in ("event", "claim", "article")),
        "entity and type": (_page(desk, "event", Filter(entity=e.id, type="CONSULT")) for e in entities),
        "entity and day": (_page(desk, "event", Filter(entity=e.id, since=day)) for e in entities),
        "by": (_page(desk, "claim", Filter(by=e.id)) for e in entities),
        "article": (_page(desk, "claim", Filter(article=a.id)) for a in articles),
        "type": (_page(desk, "event", Filter(type=t)) for t in ("ASSAULT", "PROTEST", "CONSULT", "NONE SUCH")),
        "status": (_page(desk, "event", Filter(status=s)) for s in ("corroborated", "disputed", "denied")),
        "outlet": (_page(desk, kind, Filter(outlet=o.name)) for o in outlets for kind in ("article", "claim")),
        "days": (_page(desk, kind, Filter(since=day, until=day)) for kind in ("event", "article", "story")),
        "long ago": (_page(desk, kind, Filter(until="1950-01-01")) for kind in ("event", "article", "story")),
        "area": (_page(desk, "event", Filter(bbox=box)) for box in ((-10, 35, 30, 60), (30, 29, 36, 34), (0, 0, 1, 1))),
        "text": (_page(desk, kind, Filter(text=w)) for w in (*COMMON, *RARE) for kind in ("article", "event")),
    }


def _page(desk: Desk, kind: Kind, where: Filter) -> Callable[[], object]:
    return lambda: desk.page(kind, where=where)


def _get(desk: Desk, item: Item) -> Callable[[], object]:
    return lambda: desk.get(item.kind, item.id)


def _backlinks(desk: Desk, item: Item) -> Callable[[], object]:
    return lambda: desk.backlinks(item.kind, item.id)


def _search(desk: Desk, words: str, where: Filter | None = None) -> Callable[[], object]:
    return lambda: desk.search(words, where=where or Filter(), kinds=("article",) if where else ())


class writer:  # noqa: N801  # used as a word: with writer(path)
    """A process that writes for as long as the body runs."""

    def __init__(self, path: Path) -> None:
        context = get_context("spawn")
        self._stop = context.Event()
        self._process = context.Process(target=write_on, args=(path, self._stop))

    def __enter__(self) -> None:
        self._process.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._process.join()


def write_on(path: Path, stop: Event) -> None:
    """Put items back, changed and as they were in turn, until told to stop; the store ends as it began."""
    with open_database(path) as store:
        some = [
            item
            for kind in ("article", "event", "claim", "entity")
            for item in store.page(kind, limit=WRITTEN_AT_ONCE // 4).items
        ]
        while not stop.is_set():
            store.keep_items([replace(item, content=item.content + b" ") for item in some])
            store.keep_items(some)
