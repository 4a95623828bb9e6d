"""`consilience stages`: the order of the stages, what each takes and gives."""

from __future__ import annotations

from rich.table import Table

from consilience.cli.drawing import open_console
from consilience.pipeline.order import STAGES


def stages() -> None:
    """Print the stages in the order they run.

    Reading stages look at one article at a time; weaving stages at all of them.

    For example:

    - `consilience stages`
    """
    table = Table(box=None, pad_edge=False)
    for heading in ("#", "stage", "kind", "takes", "gives"):
        table.add_column(heading)
    for number, stage in enumerate(STAGES, 1):
        table.add_row(str(number), stage.name, stage.kind, stage.takes, stage.gives)
    open_console().print(table)
