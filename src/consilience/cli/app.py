"""The commands and how their errors end: one line on standard error and a non-zero status, never a traceback."""

from __future__ import annotations

import os
import sys
from typing import NoReturn, TextIO

from cyclopts import App, CycloptsError, Parameter

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
    default_parameter=Parameter(negative=""),
    suppress_keyboard_interrupt=False,
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
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # an old terminal shows ? for what it cannot
    try:
        status = app(sys.argv[1:], print_error=False, exit_on_error=False, result_action="return_value")
        sys.stdout.flush()
    except Failure as failure:
        _leave(str(failure), failure.status)
    except CycloptsError as error:
        _leave(_usage(error), 2)
    except KeyboardInterrupt:
        _leave("interrupted; what was read is kept in the store", 130)
    except BrokenPipeError:
        _close(sys.stdout)
        sys.exit(0)
    except UnicodeEncodeError:
        _leave("what was typed is no UTF-8 text; type it in a UTF-8 terminal", 2)
    except OSError as error:
        if error.filename:
            _leave(f"{error.filename}: {error.strerror}; check its name, and who may read and write there", 1)
        _close(sys.stdout)
        _leave(f"the output cannot be written ({error.strerror})", 1)
    sys.exit(status if isinstance(status, int) else 0)


def _leave(message: str, status: int) -> NoReturn:
    sys.stderr.write(f"consilience: {' '.join(message.split())}\n")
    sys.exit(status)


def _usage(error: CycloptsError) -> str:
    """What is wrong with the words typed, and where the right ones stand."""
    command = " ".join(error.command_chain or ())
    message = str(error).partition(" Available commands")[0]
    return f"{message.rstrip('. ')}; see 'consilience {command + ' ' if command else ''}--help'"


def _close(stream: TextIO) -> None:
    """Let nothing more be written, not even at the end of the program, to what takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
