"""Stage 2, mentions: people, organisations, places, groups, times and quantities of one article, each at its words.

The order of the rules is in `find`; each file holds one of them. Not here: which mentions are one thing across
articles (`stages.entities`), who said what (`stages.claims`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.record.found import Found
from consilience.stages.mentions.antecedents import resolve_nominals
from consilience.stages.mentions.consistency import find_repeats
from consilience.stages.mentions.drafts import Draft, seal
from consilience.stages.mentions.kinds import settle
from consilience.stages.mentions.names import read_names
from consilience.stages.mentions.nominals import find_nominals, is_weak
from consilience.stages.mentions.possessives import cut_ends
from consilience.stages.mentions.pronouns import find_pronouns
from consilience.stages.mentions.quantities import read_quantities
from consilience.stages.mentions.quotations import find_quoted
from consilience.stages.mentions.recoveries import merge, recover
from consilience.stages.mentions.roles import describe
from consilience.stages.mentions.times import read_times, scan

if TYPE_CHECKING:
    from consilience.ports import Gazetteer, Parsed
    from consilience.record.text import Article, Layout, When


def find(article: Article, layout: Layout, parsed: Parsed, *, gazetteer: Gazetteer, published: When | None) -> Found:
    """Find what one article names, each list in text order.

    `parsed` holds the sentences of `layout`, in their order. `published` anchors "on Wednesday"; `None`: such times get
    no day. An article without a sentence gives an empty `Found`.
    """
    names = _find_names(article, parsed, gazetteer)
    mentions = _add_others(article, parsed, names, gazetteer)
    scanned = scan(article, layout)
    return Found(
        mentions=seal(mentions, article=article.id, text=article.text),
        times=read_times(article, parsed, scanned, published=published),
        quantities=read_quantities(article, parsed, scanned, names=names),
    )


def _find_names(article: Article, parsed: Parsed, gazetteer: Gazetteer) -> list[Draft]:
    """The names: the model's, mended; those it missed; kinds settled, repeats added, roles read."""
    recovered = recover(parsed, read_names(parsed, gazetteer), gazetteer)
    found = settle(parsed, cut_ends(parsed, recovered, gazetteer, text=article.text), gazetteer)
    found = settle(parsed, merge(parsed, found, find_repeats(parsed, found)), gazetteer)
    return describe(parsed, found, text=article.text)


def _add_others(article: Article, parsed: Parsed, names: list[Draft], gazetteer: Gazetteer) -> list[Draft]:
    """Nominals and pronouns beside the names, each with what it stands for."""
    resolved = resolve_nominals(parsed, [*names, *find_nominals(parsed, names)], gazetteer)
    kept = [one for one in resolved if one.form == "name" or not _is_idle(parsed, one)]
    return [*kept, *find_pronouns(parsed, kept, find_quoted(parsed, article.text))]


def _is_idle(parsed: Parsed, one: Draft) -> bool:
    """Tell whether a nominal does nothing: an ambiguous noun that neither acts, nor belongs to, nor takes up anything."""
    token = parsed.tokens[one.head]
    loose = one.antecedent is None and one.principal is None
    if one.kind == "place":
        return loose
    return is_weak(token) and loose and not token.dep.startswith("nsubj")
