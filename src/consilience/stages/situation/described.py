"""Who a nominal stands for, where a careful reader would say so: "the renegade general", or a lead's "A renegade general ...".

A lead often withholds the name and gives it a sentence or two later. Only where exactly one actor named soon after has the
nominal's own role ("general"), or is the one body that goes on speaking for a "monitoring group", is the nominal taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilience.record.found import Mention, Reading

REACH_SENTENCES = 4
"""How many sentences after an indefinite nominal its name may stand."""

LEAD_SENTENCES = 3
"""An actor introduced without a name further down is a passer-by ("a senior official"), not one named later."""

INDEFINITE = re.compile(r"\b(?:an?)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)


def find_described(reading: Reading, entity_of: Mapping[str, str]) -> Mapping[str, str]:
    """Give the entity (id) that each nominal of the article stands for, by mention id; those without one are left out."""
    mentions = {m.id: m for m in reading.mentions}
    names = [m for m in reading.mentions if m.form == "name" and m.kind != "group"]
    found: dict[str, str] = {}
    for mention in reading.mentions:
        owner = mentions.get(mention.principal or "")
        if mention.form != "nominal" or mention.kind not in ("person", "organization"):
            continue
        if any(_beside(name, mention) for name in names):
            continue
        if owner is not None and owner.kind != "group":  # "Moro's general" is another; "a Georgian general" may be he
            continue
        first = mentions.get(mention.antecedent or "")
        while first is not None and first.form == "nominal" and first.id not in found and first.antecedent:
            first = mentions.get(first.antecedent)
        if first is not None:
            entity = entity_of.get(first.id) if first.form == "name" else found.get(first.id)
        else:
            entity = _named_soon(reading, mention, entity_of)
        if entity is not None:
            found[mention.id] = entity
    return found


def _beside(name: Mention, nominal: Mention) -> bool:
    """Whether a name stands in the nominal or right before it ("the Guard rebel group"): then the phrase is about that name."""
    return nominal.span.start - 2 <= name.span.end and name.span.start < nominal.span.end


def _named_soon(reading: Reading, mention: Mention, entity_of: Mapping[str, str]) -> str | None:
    starts = [s.span.start for s in reading.layout.sentences if s.zone == "body"]
    at = sum(start <= mention.span.start for start in starts)
    opening = reading.article.text[max(mention.span.start - 40, 0) : mention.span.start]
    if not 0 < at <= LEAD_SENTENCES or not INDEFINITE.search(opening):
        return None
    end = starts[at + REACH_SENTENCES] if at + REACH_SENTENCES < len(starts) else len(reading.article.text)
    later = [m for m in reading.mentions if m.form == "name" and mention.span.end < m.span.start < end]
    same = [m for m in later if m.kind == mention.kind and m.id in entity_of and _fits(reading, mention, m)]
    entities = {entity_of[m.id] for m in same}
    return entities.pop() if len(entities) == 1 else None


def _fits(reading: Reading, nominal: Mention, name: Mention) -> bool:
    """Whether a later name has the nominal's role, or, for a body that was the speaker, is a body that goes on speaking."""
    head = nominal.text.split()[-1].casefold()
    if nominal.kind == "person":
        return head in (name.role or "").casefold().replace(";", " ").split()
    speakers = {c.speaker for c in reading.claims}
    return nominal.id in speakers and name.id in speakers
