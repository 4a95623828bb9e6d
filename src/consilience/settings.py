"""What a user may set for a run. Thresholds of a stage stand in that stage, beside the measurement that set them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHIPPED_LANGUAGE_MODEL = "english"
"""The pipeline that comes as package data."""

DATABASE_NAME = "consilience.db"
RESULTS_NAME = "out"
"""The folder of a run that names none."""

RECORD_NAME = "record.json"
BRIEF_NAME = "brief.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """One run: where results go, which store, which language model, how many reading processes.

    `database` `None`: `DATABASE_NAME` in `out`. `fresh`: forget what the store knows first.
    """

    out: Path
    database: Path | None = None
    language_model: str = SHIPPED_LANGUAGE_MODEL
    workers: int = 1
    fresh: bool = False

    @property
    def database_path(self) -> Path:
        """The store file of this run."""
        return self.database or self.out / DATABASE_NAME
