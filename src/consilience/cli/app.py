"""The commands and how their errors end: one line on standard error and a non-zero status, never a traceback."""

from __future__ import annotations

import sys

from cyclopts import App

from consilience.cli.brief import brief
from consilience.cli.check import check
from consilience.cli.disputes import disputes
from consilience.cli.doctor import doctor
from consilience.cli.export import export
from consilience.cli.failure import Failure
from consilience.cli.judge import judge
from consilience.cli.read import read
from consilience.cli.run import run
from consilience.cli.search import search
from consilience.cli.serve import serve
from consilience.cli.sources import sources
from consilience.cli.stages import stages
from consilience.cli.timeline import timeline
from consilience.cli.user import user
from consilience.cli.watch import watch
from consilience.cli.where import where
from consilience.cli.who import who

app = App(
    name="consilience",
    help="Reads many reports of the same days and gives back a sourced picture: what happened, who says so, how many "
    "independent reports stand behind it, and where they disagree. Works offline.",
    version_flags=["--version"],
)
COMMANDS = (
    run, watch, serve, brief, timeline, disputes, who, where, sources, search, export, read, check, stages, doctor,
)  # fmt: skip
for command in COMMANDS:
    app.command(command)
app.command(user)
app.command(judge)
app.register_install_completion_command(help="Set up completion of commands and options for your shell.")


def main() -> None:
    """Run the command line and leave with its status.

    0: done; 1: nothing could be done, or --strict; 2: bad usage; 130: interrupted.
    """
    try:
        status = app(sys.argv[1:])
    except Failure as failure:
        sys.stderr.write(f"consilience: {failure}\n")
        sys.exit(failure.status)
    except KeyboardInterrupt:
        sys.stderr.write("consilience: interrupted; what was read is kept in the store\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)
