"""How well lineage is traced: texts carried in known ways, among independent reports of the same days.

Figures: `article_f1` and `passage_f1` over all kinds but the heaviest rewording, `recall_rewritten` over the two
rewordings that a reader would still call the same text, `recall_KIND` each, `false_link_rate` over independent pairs on
one matter. Natural reprints in the crawl (three or more long sentences shared word for word) are no independent pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from bench.articles import day_of, plain_reading, rows
from bench.tasks import rewording
from consilience.stages import lineage
from consilience.text.frequency import rarity
from consilience.text.word_forms import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.tasks.rewording import Carried
    from consilience.record.found import Reading
    from consilience.record.woven import Lineage

TEXTS_A_KIND = 40
CROWD = 1500
"""Articles of the crawl that surround the derived ones."""
HARD = frozenset({"heavily"})
REWORDED = ("lightly", "every_third")


@dataclass(slots=True)
class Trial:
    """What was made: the articles, the true pairs by kind, the true sentence pairs, the independent pairs."""

    readings: list[Reading] = field(default_factory=list)
    pairs: dict[frozenset[str], str] = field(default_factory=dict)
    allowed: set[frozenset[str]] = field(default_factory=set)
    passages: dict[frozenset[str], set[tuple[str, int, int]]] = field(default_factory=dict)
    independent: set[frozenset[str]] = field(default_factory=set)
    seconds: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    twins: dict[str, set[str]] = field(default_factory=dict)


def measure(data: Path) -> dict[str, float]:
    """Make a trial from the crawl in `data`, trace it, and give the figures."""
    trial = make(data)
    return score(trial, lineage.trace(trial.readings))


def explain(data: Path) -> Iterator[str]:
    """Give a line for each true pair that was missed and each false one that was drawn."""
    trial = make(data)
    drawn = _drawn(lineage.trace(trial.readings))
    for pair, kind in sorted(trial.pairs.items(), key=lambda item: (item[1], sorted(item[0]))):
        if pair not in drawn:
            yield f"missed {kind}: {' '.join(sorted(pair))}"
    for pair in sorted(drawn, key=sorted):
        if pair in trial.independent or (_derived(pair) and pair not in trial.allowed):
            yield f"false: {' '.join(sorted(pair))}"


def make(data: Path) -> Trial:
    """Derive texts in every way from articles of the crawl; the same data give the same trial."""
    random = Random(7)
    crowd = _densest([row for row in rows(data) if day_of(row) and 200 <= len(row["text"].split()) <= 1200])
    trial = Trial(readings=[_reading(row["id"], row["text"], row) for row in crowd])
    sentences = {r.article.id: _sentences(r) for r in trial.readings}
    near = _same_matter(trial.readings)
    reprints = {pair for pair in near if _reprint(*(sentences[name] for name in sorted(pair)))}
    outlet = {r.article.id: r.article.outlet for r in trial.readings}
    trial.independent = {pair for pair in near - reprints if len({outlet[name] for name in pair}) == 2}
    for pair in reprints:
        for name in pair:
            trial.twins.setdefault(name, set()).update(pair - {name})
    usable = [row for row in crowd if 8 <= len(sentences[row["id"]]) <= 60]
    random.shuffle(usable)
    queue = iter(usable)
    for kind in ("verbatim", "cut", "lightly", "every_third", "heavily"):
        for row in islice(queue, TEXTS_A_KIND):
            carried = getattr(rewording, kind)(sentences[row["id"]], random)
            _add(trial, kind, carried, [row], row)
    for kind in ("led_anew", "merged"):
        for row, other in islice(zip(queue, queue, strict=False), TEXTS_A_KIND):
            carried = getattr(rewording, kind)(sentences[row["id"]], sentences[other["id"]])
            _add(trial, kind, carried, [row, other][: 2 if kind == "merged" else 1], max(row, other, key=_published))
    _add_quoting(trial, {row["id"]: row for row in crowd}, sentences)
    return trial


def score(trial: Trial, lineages: tuple[Lineage, ...]) -> dict[str, float]:
    """Give the figures of a traced trial, each between 0 and 1."""
    drawn = _drawn(lineages)
    kinds = Counter(trial.pairs.values())
    found = Counter(kind for pair, kind in trial.pairs.items() if pair in drawn or trial.seconds.get(pair) in drawn)
    false = {p for p in drawn if p in trial.independent or (_derived(p) and p not in trial.allowed)}
    easy = [kind for kind in kinds if kind not in HARD]
    right, wanted = sum(found[k] for k in easy), sum(kinds[k] for k in easy)
    figures = {"article_f1": _f1(right, wanted, right + len(false)), "passage_f1": _passage_f1(trial, lineages)}
    figures["false_link_rate"] = len(drawn & trial.independent) / max(1, len(trial.independent))
    figures["recall_rewritten"] = sum(found[k] for k in REWORDED) / sum(kinds[k] for k in REWORDED)
    figures |= {f"recall_{kind}": found[kind] / kinds[kind] for kind in sorted(kinds)}
    figures["independent_pairs"] = float(len(trial.independent))
    return {name: round(value, 4) for name, value in figures.items()}


def _densest(found: list[dict[str, str]]) -> list[dict[str, str]]:
    """The articles of the months with most articles, until there are enough: many reports of the same days."""
    months: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in found:
        months[row["published"][:7]].append(row)
    ranked = sorted(months, key=lambda month: (-len(months[month]), month))
    return list(islice((row for month in ranked for row in months[month]), CROWD))


def _published(row: dict[str, str]) -> str:
    return row["published"]


def _reading(name: str, text: str, row: dict[str, str], outlet: str | None = None) -> Reading:
    return plain_reading(name, text, outlet=outlet or row.get("outlet"), title=row.get("title"), day=day_of(row))


def _sentences(reading: Reading) -> list[str]:
    return [reading.article.text[s.span.start : s.span.end] for s in reading.layout.sentences]


def _add(trial: Trial, kind: str, carried: Carried, sources: list[dict[str, str]], last: dict[str, str]) -> None:
    name = f"~{kind}-{len(trial.readings)}"
    reading = _reading(name, "\n\n".join(s for s, _ in carried), last, f"carrier {len(trial.readings) % 17}")
    trial.readings.append(reading)
    pairs = [frozenset((name, source["id"])) for source in sources]
    trial.pairs[pairs[0]] = kind
    if len(pairs) == 2:  # halves: either text may be the one it has more of
        trial.seconds[pairs[0]] = pairs[1]
    for n, (pair, source) in enumerate(zip(pairs, sources, strict=True)):
        trial.allowed |= {pair, *(frozenset((name, twin)) for twin in trial.twins.get(source["id"], ()))}
        trial.passages[pair] = {
            (name, i, origin[1]) for i, (_, origin) in enumerate(carried) if origin and origin[0] == n
        }


def _add_quoting(trial: Trial, by_id: dict[str, dict[str, str]], sentences: dict[str, list[str]]) -> None:
    for pair in sorted(trial.independent, key=sorted)[: 2 * TEXTS_A_KIND]:
        first, second = sorted(pair)
        carried = rewording.quoting(sentences[first], sentences[second])
        name = f"~quoting-{len(trial.readings)}"
        text = "\n\n".join(s for s, _ in carried)
        trial.readings.append(_reading(name, text, by_id[first], "an independent paper"))
        trial.allowed.add(frozenset((name, first)))
        trial.independent.add(frozenset((name, second)))


def _same_matter(readings: list[Reading]) -> set[frozenset[str]]:
    """Pairs within three days that share many rare words: mostly two reports of one matter."""
    rare = {r.article.id: _rare(r) for r in readings}
    holders: dict[str, list[Reading]] = defaultdict(list)
    for r in readings:
        for form in rare[r.article.id]:
            holders[form].append(r)
    pairs = set()
    for r in readings:
        shared = Counter(o.article.id for form in rare[r.article.id] for o in holders[form] if _comparable(r, o))
        pairs |= {frozenset((r.article.id, other)) for other, number in shared.items() if number >= 7}
    return pairs


def _rare(reading: Reading) -> set[str]:
    counts = Counter(w.form for w in words(reading.article.text))
    ranked = sorted(counts, key=lambda form: (-counts[form] * rarity(form), form))
    return {form for form in ranked[:30] if rarity(form) > 2}


def _comparable(a: Reading, b: Reading) -> bool:
    if a.article.id >= b.article.id:
        return False
    days = a.article.published, b.article.published
    return all(days) and abs((days[0].earliest - days[1].earliest).days) <= 3  # type: ignore[union-attr]


def _reprint(a: list[str], b: list[str]) -> bool:
    long = [{tuple(w.form for w in words(s)) for s in side if len(s.split()) >= 8} for side in (a, b)]
    return len(long[0] & long[1]) >= 3


def _drawn(lineages: tuple[Lineage, ...]) -> set[frozenset[str]]:
    return {frozenset((a, b)) for found in lineages for a in found.articles for b in found.articles if a < b}


def _derived(pair: frozenset[str]) -> bool:
    """Whether exactly one of the two was made here; two made from one article are not judged."""
    return sum(name.startswith("~") for name in pair) == 1


def _passage_f1(trial: Trial, lineages: tuple[Lineage, ...]) -> float:
    ends = {r.article.id: [s.span for s in r.layout.sentences] for r in trial.readings}
    right = given = 0
    for copy in (c for found in lineages for c in found.copies):
        pair = frozenset((copy.earlier.article, copy.later.article))
        if pair not in trial.passages or any(k in HARD for k in [trial.pairs.get(pair)]):
            continue
        given += 1
        derived, source = sorted((copy.earlier, copy.later), key=lambda span: not span.article.startswith("~"))
        at = [next(i for i, s in enumerate(ends[x.article]) if s.start <= x.start < s.end) for x in (derived, source)]
        right += (derived.article, at[0], at[1]) in trial.passages[pair]
    wanted = sum(len(v) for k, v in trial.passages.items() if trial.pairs.get(k) not in HARD)
    return _f1(right, wanted, given)


def _f1(right: int, wanted: int, given: int) -> float:
    return 2 * right / (wanted + given) if wanted + given else 0.0
