"""Which tasks there are: the module that measures each, and the data it takes when none are named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
SHARED = Path("../shared")
"""Where the development data stand, beside the checkout."""


class Task(NamedTuple):
    """A task: its module, its data when none are named, and what one unit of `--sample` is ("" where there is none)."""

    module: str
    data: Path
    unit: str = ""


TASKS: Mapping[str, Task] = {
    "parse": Task("bench.tasks.parse", SHARED / "data/treebank", "documents a treebank"),
    "ner": Task("bench.tasks.ner", SHARED / "data/ner", "documents a corpus"),
    "time": Task("bench.tasks.time", SHARED / "data/time"),
    "place": Task("bench.tasks.place", SHARED / "data/geo/tr-news.xml"),
    "plover": Task("bench.tasks.plover", SHARED / "data/events/plv-train.tsv"),
    "attribution": Task("bench.tasks.attribution", SHARED / "data/attribution/polnear/dev", "articles"),
    "zones": Task("bench.tasks.zones", Path("bench/zones")),
    "lineage": Task("bench.tasks.lineage", SHARED / "data/bulk"),
    "stories": Task("bench.tasks.stories", SHARED / "data/coref/ecbplus"),
    "names": Task("bench.tasks.names", SHARED / "data/names"),
    "entities": Task("bench.tasks.entities", SHARED / "data/coref", "topics a corpus"),
    "coref": Task("bench.tasks.coref", SHARED / "data/coref/ecbplus", "topics"),
    "conflicts": Task("bench.tasks.conflicts", Path("bench/conflicts")),
    "relations": Task("bench.tasks.relations", SHARED / "data/re3d"),
    "gold": Task("bench.tasks.gold", SHARED / "gold"),
    "speed": Task("bench.tasks.speed", SHARED / "data/bulk", "articles"),
    "weave": Task("bench.tasks.weave", SHARED / "data/bulk", "articles"),
    "desk": Task("bench.tasks.desk", SHARED / "data/bulk", "articles"),
    "serve": Task("bench.tasks.serve", SHARED / "data/bulk", "articles"),
}
"""In the order of the table that `python -m bench all` prints."""
