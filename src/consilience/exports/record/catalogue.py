"""The things of a public record by id, each table built once and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from consilience.exports.record.shape import ArticleOut, ClaimOut, EntityOut, EventOut, LineageOut, Record


@dataclass(frozen=True)
class Catalogue:
    """Look-ups by id over one record."""

    record: Record

    @cached_property
    def articles(self) -> dict[str, ArticleOut]:
        """Articles by id."""
        return {article.id: article for article in self.record.articles}

    @cached_property
    def entities(self) -> dict[str, EntityOut]:
        """Entities by id."""
        return {entity.id: entity for entity in self.record.entities}

    @cached_property
    def claims(self) -> dict[str, ClaimOut]:
        """Claims by id."""
        return {claim.id: claim for claim in self.record.claims}

    @cached_property
    def events(self) -> dict[str, EventOut]:
        """Events by id."""
        return {event.id: event for event in self.record.events}

    @cached_property
    def lineages(self) -> dict[str, LineageOut]:
        """Lineages by id."""
        return {lineage.id: lineage for lineage in self.record.lineages}
