"""`consilience search WORDS`: full text over everything the store knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from consilience.cli.drawing import count, iso_words, open_console, section, styled
from consilience.cli.failure import Failure
from consilience.cli.question import HERE, Question, asked, first_and_last, typed, write_json
from consilience.cli.terminal import line, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.desk import Hit

BETWEEN_POSITIONS = " · "
"""What a dispute says is a line a position; on one line they must not run together."""


def search(
    *words: str,
    kind: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    most: int = 15,
    question: Question = HERE,
) -> None:
    """Search articles, events, claims, disputes, names: words, "phrases", title:word, outlet:"a name", -word, wor*.

    For example:

    - `consilience search ferry strike`
    - `consilience search '"port authority" -talks' --kind article --since 2024-05-01`

    Parameters
    ----------
    words
        What to look for; all words must be there. Quote a phrase twice, for the shell and for the search.
    kind
        Only this kind: article, event, claim, quote, conflict, entity, sentence, timeline, story ...
    outlet
        Only from this outlet, named as it is in the articles.
    since
        First day, as 2024-05-31.
    until
        Last day.
    most
        How many, the best first.
    question
        Where to ask, and how to answer.

    """
    from consilience.desk import KINDS, Filter

    text = typed(words, "search WORDS")
    kinds = tuple(known for known in KINDS if known == kind)
    if kind and not kinds:
        raise Failure(f"--kind {line(kind)}: no such kind; there are: {', '.join(KINDS)}", status=2)
    first, last = first_and_last(since, until)
    where = Filter(outlet=outlet, since=first, until=last)
    with asked(question) as desk:
        found = desk.search(text, kinds=kinds, where=where, limit=max(1, most))
        if question.as_json:
            write_json([_plain(hit) for hit in found.items])
            return
        console = open_console()
        number = f"{'' if found.exact else 'at least '}{count(found.total, 'result')}"
        shown = f", the best {len(found.items)}" if found.total > len(found.items) else ""
        console.print(styled((f"{number} for {text}{shown}", "bold")))
        section(console, "", [_row(hit) for hit in found.items], widths=(8,))


def _row(hit: Hit) -> tuple[Text, Text]:
    text = _marked(hit.title, hit.title_marks)
    if hit.snippet and line(hit.snippet) != line(hit.title):
        text.append("\n")
        text.append_text(_marked(hit.snippet, hit.marks, gap=BETWEEN_POSITIONS if hit.kind == "conflict" else " "))
    about = " · ".join(filter(None, (hit.outlet, iso_words(hit.first), hit.id)))
    text.append_text(styled(("\n", ""), (about, "dim")))
    return styled((hit.kind, "cyan")), text


def _marked(words: str, marks: Sequence[tuple[int, int]], *, gap: str = " ") -> Text:
    """Safe text with the matches in bold: cut at the marks first, then made safe, so that the marks stay where they are."""
    text, at = Text(), 0
    for start, end in marks:
        text.append(_flat(words[at:start], gap))
        text.append(_flat(words[start:end], gap), style="bold yellow")
        at = end
    text.append(_flat(words[at:], gap))
    return text


def _flat(words: str, gap: str) -> str:
    return plain(words).replace("\n", gap).replace("\t", " ")


def _plain(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.kind, "id": hit.id, "title": hit.title, "outlet": hit.outlet, "first": hit.first, "last": hit.last,
        "score": hit.score, "snippet": hit.snippet,
    }  # fmt: skip
