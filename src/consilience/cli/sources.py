"""`consilience sources WHAT`: from outlet to ultimate source, for a claim, an event, a dispute, or words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consilience.cli.drawing import UNDATED, count, heading, iso_words, open_console, section, styled
from consilience.cli.failure import Failure
from consilience.cli.question import HERE, Question, asked, content, typed, write_json
from consilience.cli.terminal import line

if TYPE_CHECKING:
    from rich.text import Text

    from consilience.desk import Desk, Item, Kind

SEARCHED: tuple[Kind, ...] = ("event", "claim", "conflict", "sentence")
"""What words are looked for in, when they are no id."""

MOST_OTHERS = 5


SIGNS = {"carried from": "carried from ", "credited agency": "agency ", "channel": "via "}
"""What is said before a step of the way, by its role; the outlet and the ultimate source stand by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One passage: when and where it stands, its words, the way they came (role and name, the outlet first), in which lineage."""

    day: str | None
    outlet: str
    url: str | None
    words: str
    stance: str | None
    steps: tuple[tuple[str, str], ...]
    wire: str | None
    lineage: str | None


def sources(*what: str, question: Question = HERE) -> None:
    """Show where something comes from: each report's words, the channel, who said it, and whose text the report descends from.

    For example:

    - `consilience sources ferry strike`
    - `consilience sources v36efc9c67e178e4e --json`

    Parameters
    ----------
    what
        The id of a claim, an event, a dispute or a brief's sentence, or words of it.
    question
        Where to ask, and how to answer.

    """
    text = typed(what, "sources WORDS")
    with asked(question) as desk:
        item, others = _find(desk, text)
        chain = _chain(desk, item)
        if question.as_json:
            write_json({**content(item), "kind": item.kind, "chain": [_plain(link) for link in chain]})
            return
        console = open_console()
        heading(console, item.title, _about(desk, item, chain))
        for root, links in _by_text(chain).items():
            section(console, root, [(iso_words(link.day) or UNDATED, _link(link)) for link in links], widths=(11,))
        if others:
            section(console, "Also found", [(each.id, each.title) for each in others])


def _find(desk: Desk, text: str) -> tuple[Item, list[Item]]:
    """The thing with this id, or the best match of the words and the next best. Raises Failure where nothing is."""
    for kind in SEARCHED:
        item = desk.get(kind, text)
        if item:
            return item, []
    hits = desk.search(text, kinds=SEARCHED, limit=4 * MOST_OTHERS).items
    found = [item for hit in hits if (item := desk.get(hit.kind, hit.id))]
    if not found:
        raise Failure(f"nothing tells of {line(text)!r}; 'consilience search' looks in the articles too")
    best = max(found[:MOST_OTHERS], key=lambda item: (item.kind != "conflict", len(item.articles)))
    others = {item.title: item for item in reversed(found) if item.title != best.title}
    return best, list(reversed(others.values()))[:MOST_OTHERS]


def _chain(desk: Desk, item: Item) -> list[Link]:
    """The reports behind an item, oldest first."""
    known: Any = desk.read(item.kind, item.id)
    pairs = [(span, claim) for span, claim in _passages(desk, item, known)]
    articles = {name: desk.read("article", name) for name in {span.article for span, _ in pairs}}
    links = {_link_of(desk, articles[span.article], span, claim) for span, claim in pairs if articles[span.article]}
    links = {link for link in links if not any(_says_more(other, link) for other in links)}
    return sorted(links, key=lambda link: (link.day or "9", link.outlet, link.words))


def _says_more(other: Link, link: Link) -> bool:
    """Whether another passage that came the same way holds the words of this one and more."""
    same = (other.url, other.steps) == (link.url, link.steps)
    return same and link.words in other.words and link.words != other.words


def _passages(desk: Desk, item: Item, known: Any) -> Iterable[tuple[Any, Any]]:
    """Spans and the claims they stand in, where they stand in one."""
    if item.kind == "claim":
        return [(known.span, known)]
    if item.kind == "event":
        return [(r.span, desk.read("claim", r.claim) if r.claim else None) for r in known.reports]
    if item.kind == "conflict":
        claims = [desk.read("claim", name) for position in known.positions for name in position.claims]
        spans = [span for position in known.positions for span in position.spans]
        return [(span, _claim_at(span, claims)) for span in spans]
    from consilience.desk import Filter
    from consilience.exports.record.shelving import decode_item

    names = sorted({span.article for span in known.citations})
    claims = [c for name in names for c in desk.page("claim", where=Filter(article=name), limit=500).items]
    found = [decode_item(claim) for claim in claims]
    return [(span, _claim_at(span, found)) for span in known.citations]


def _claim_at(span: Any, claims: Iterable[Any]) -> Any:
    """The shortest claim whose sentence holds the span, one with a speaker first."""
    holding = [
        c for c in claims
        if c and c.sentence.article == span.article and c.sentence.start <= span.start and span.start < c.sentence.end
    ]  # fmt: skip
    return min(holding, key=lambda c: (c.speaker_text is None, c.span.end - c.span.start, c.span.start), default=None)


def _link_of(desk: Desk, article: Any, span: Any, claim: Any) -> Link:
    from consilience.desk.chains import trace

    outlet = article.outlet or "outlet unknown"
    steps = trace(desk, claim.id) if claim else None
    return Link(
        day=article.published.start if article.published else None,
        outlet=outlet,
        url=article.url,
        words=article.text[span.start : span.end],
        stance=claim.stance if claim else None,
        steps=(("prints it", outlet), *((str(step.role), step.who) for step in (steps or ())[1:])),
        wire=article.wire,
        lineage=article.lineage,
    )


def _by_text(chain: list[Link]) -> dict[str, list[Link]]:
    """Reports under the text they descend from; those that descend from none each under their outlet."""
    groups: dict[str, list[Link]] = {}
    for link in chain:
        shared = link.lineage and sum(other.lineage == link.lineage for other in chain) > 1
        root = f"From one text{f' of {link.wire}' if link.wire else ''}" if shared else f"{link.outlet}, its own text"
        groups.setdefault(root, []).append(link)
    return groups


def _about(desk: Desk, item: Item, chain: list[Link]) -> str:
    known: Any = desk.read(item.kind, item.id)
    outlets = len({link.outlet for link in chain})
    figures = dict(item.figures)
    parts = [item.kind, count(len(chain), "passage") + f" in {count(outlets, 'outlet')}"]
    if "independent" in figures:
        parts.append(count(figures["independent"], "independent report"))
    ultimate = getattr(known, "ultimate_sources", ())
    if ultimate:
        parts.append("behind them: " + ", ".join(ultimate))
    return " · ".join([*parts, item.id])


def _link(link: Link) -> Text:
    named = {who: role for role, who in reversed(link.steps)}
    steps = [SIGNS.get(role, "") + who for who, role in reversed(named.items())]
    way = " ← ".join(steps) + ("" if len(steps) > 1 else " (in its own voice)")
    said = f", {link.stance}" if link.stance and link.stance != "asserts" else ""
    text = styled((way, "bold"), (said, "yellow"), ("\n", ""), (_quoted(link.words), ""))
    if link.url:
        text.append_text(styled(("\n", ""), (link.url, "dim")))
    return text


def _quoted(words: str) -> str:
    """The words in quotation marks, unless they bring their own."""
    text = line(words)
    return text if text[:1] in '“"«„' else f"“{text}”"


def _plain(link: Link) -> dict[str, object]:
    steps = [{"role": role, "who": who} for role, who in link.steps]
    return {**{name: getattr(link, name) for name in Link.__slots__}, "steps": steps}
